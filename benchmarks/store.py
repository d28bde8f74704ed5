"""Speed of the record store and of imports: `python -m benchmarks.store [--records N] [--workbook N] [--url URL]`.

Writes synthetic records a thousand to a transaction, reads them back as indexing does, and imports a workbook twice.
Prints seconds and records a second, and the peak of memory.
"""

import argparse
import resource
import tempfile
import time
from itertools import islice
from pathlib import Path

from corpus.importing.run import import_file
from corpus.store import Entry, Store
from corpus.synthetic import achievements, write_workbook

BATCH = 1_000


def write(store: Store, records: int) -> float:
    """Seconds it takes to write records; making them up does not count."""
    seconds = 0.0
    made = achievements(records)
    while batch := list(islice(made, BATCH)):
        start = time.perf_counter()
        with store.writing("benchmark") as writing:
            writing.add([Entry.of(each) for each in batch])
        seconds += time.perf_counter() - start
    return seconds


def read(store: Store, records: int) -> float:
    """Seconds it takes to read all changes."""
    start = time.perf_counter()
    assert sum(len(batch) for batch in store.changes(0)) == records
    return time.perf_counter() - start


def import_once(store: Store, file: Path, rows: int) -> float:
    """Seconds it takes to import a file."""
    start = time.perf_counter()
    assert import_file(store, file).rows == rows
    return time.perf_counter() - start


def show(what: str, records: int, seconds: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {what} | {records:,} | {seconds:.1f} s | {records / seconds:,.0f}/s | {peak:.0f} MiB |", flush=True)


def measure(url: str, records: int, workbook: int, folder: Path) -> None:
    file = folder / "合成汇总表.xlsx"
    write_workbook(file, workbook)
    print("| what | records | time | speed | peak memory |\n|---|---|---|---|---|")
    with Store.open(url) as store:
        show("write", records, write(store, records))
        show("read all changes", records, read(store, records))
        show("import a workbook", workbook, import_once(store, file, workbook))
        show("import it again", workbook, import_once(store, file, workbook))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=124_000)
    parser.add_argument("--workbook", type=int, default=100_000)
    parser.add_argument("--url", help="another database than a SQLite of its own; it must be empty")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = arguments.url or f"sqlite:///{Path(folder) / 'innokb.sqlite'}"
        measure(url, arguments.records, arguments.workbook, Path(folder))


if __name__ == "__main__":
    main()
