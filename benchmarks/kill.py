"""kill -9 in the middle of imports, at random moments: `python -m benchmarks.kill [--kills N] [--url URL]`.

One file is imported over and over, each time by a process that is killed; when an import gets to its end, the next one
gets the file with every row changed, so that inserts and updates are hit alike. After every kill the store must open,
hold every row that a reader had seen, and nothing that no file says; at the end it must hold the last file exactly.
"""

import argparse
import random
import sqlite3
import tempfile
from collections import Counter
from itertools import count
from pathlib import Path

from corpus.achievement import Achievement
from corpus.importing.run import import_file
from corpus.store import Store
from corpus.synthetic import achievements
from tests.corpus.importing.killing import contents, kill_an_import

ROWS = 4_000
SOURCE = "合成"


def generation(number: int) -> list[Achievement]:
    """The same achievements, each with another award."""
    return [
        made.model_copy(update={"award": f"第{number}次评定", "source": SOURCE, "code": f"HC-{row}"})
        for row, made in enumerate(achievements(ROWS))
    ]


def write(path: Path, rows: list[Achievement]) -> Path:
    path.write_text("".join(f"{row.model_dump_json(exclude_defaults=True)}\n" for row in rows), encoding="utf-8")
    return path


def said(rows: list[Achievement]) -> Counter[str]:
    return Counter(row.model_dump_json() for row in rows)


def check(url: str, seen: int, possible: Counter[str]) -> None:
    """After a kill: the store opens, has not gone back, and says nothing that no file said."""
    with Store.open(url) as store:
        assert store.revision() >= seen, f"revision {store.revision()} after {seen} had been seen"
        assert not contents(store) - possible, "a record that no file holds, or one twice"
    if url.startswith("sqlite:///"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


def run(url: str, folder: Path, kills: int, chance: random.Random) -> None:
    hits = tries = 0
    before: Counter[str] = Counter()
    for number in count(1):
        rows = generation(number)
        wanted = said(rows)
        file = write(folder / "合成.jsonl", rows)
        at_work = True
        while at_work and hits < kills:
            killed = kill_an_import(url, file, chance, rows=Store.revision)
            at_work = killed.at_work
            tries += 1
            hits += at_work
            check(url, killed.accepted, before | wanted)
            print(f"\rkilled {hits} of {kills} (generation {number}, revision {killed.accepted})", end="", flush=True)
        with Store.open(url) as store:
            import_file(store, file)
            assert contents(store) == wanted, "the store does not hold what the file says"
        if hits >= kills:
            break
        before = wanted
    print(f"\n{hits} imports killed at work ({tries} tries): nothing lost, nothing doubled, every store opened")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--url", help="another database than a SQLite of its own; it must be empty")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = arguments.url or f"sqlite:///{Path(folder) / 'innokb.sqlite'}"
        run(url, Path(folder), arguments.kills, random.Random())


if __name__ == "__main__":
    main()
