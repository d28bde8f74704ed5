"""Speed of indexing: `python -m benchmarks.indexing [--records N] [--folder DIR]`.

Fills a store with synthetic records, then measures `innokb index` from nothing, again after a change of 1 %, with
nothing to do, and with `--rebuild` (vectors known); and how long opening the index and its first answer take in a
process of its own. Everything from the first read of the store to the last commit counts; starting Python and loading
the encoder do not. Peak memory is that of this process and the cutting processes together, looked at ten
times a second. With `--folder` the store and the index are kept, and a store of that size is used again.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from threading import Thread

from corpus.store import Entry, Store
from corpus.synthetic import achievements
from indexer.embeddings import EmbeddingCache
from indexer.encoders import load_encoder
from indexer.engine.embedded import EmbeddedEngine
from indexer.pipeline import IndexReport, bring_up_to_date, recipe_for
from indexer.tokens import load_tokenizer

BATCH = 1_000
CHANGED = 0.01

OPENING = """
import sys, time
from pathlib import Path
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.protocol import Recipe, Scope
start = time.perf_counter()
engine = EmbeddedEngine(Path(sys.argv[1]), Recipe(*eval(sys.argv[2])))
count = engine.count(Scope())
seconds = time.perf_counter() - start
start = time.perf_counter()
engine.suggest("一种", 10)
suggested = time.perf_counter() - start
memory = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(count, seconds, suggested, int(memory) / 1024)
"""


def fill(store: Store, records: int) -> None:
    """Synthetic records, unless the store has them."""
    made = islice(achievements(records), store.count(), None)
    while batch := list(islice(made, BATCH)):
        with store.writing("benchmark") as writing:
            writing.add([Entry.of(each) for each in batch])


def change(store: Store, records: int) -> None:
    """Change every hundredth record."""
    ids = range(1, records + 1, round(1 / CHANGED))
    found = store.get_many(ids)
    changed = [
        (
            id,
            Entry.of(
                each.achievement.model_copy(update={"benefit": f"{each.achievement.benefit}第{each.revision}次。"})
            ),
        )
        for id, each in found.items()
    ]
    with store.writing("benchmark") as writing:
        writing.update(changed)


class Memory(Thread):
    """Watches the memory of this process and its children, in MiB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self.start()

    def run(self) -> None:
        """Look ten times a second."""
        while True:
            self.peak = max(self.peak, sum(map(_resident, ["self", *_children()])))
            time.sleep(0.1)


def _children() -> list[str]:
    tasks = Path("/proc/self/task").iterdir()
    return [pid for task in tasks for pid in _read(task / "children").split()]


def _resident(pid: str) -> float:
    pages = _read(Path(f"/proc/{pid}/statm")).split()
    return int(pages[1]) * resource.getpagesize() / 2**20 if pages else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has just ended
        return ""


def show(what: str, report: IndexReport, memory: Memory) -> None:
    speed = f"{report.written / report.seconds:,.0f}/s" if report.written else "–"
    print(f"| {what} | {report.written:,} | {report.seconds:.1f} s | {speed} | {memory.peak:.0f} MiB |", flush=True)


def measure(folder: Path, records: int) -> None:
    encoder, tokenizer = load_encoder("bundled"), load_tokenizer()
    recipe = recipe_for(encoder, tokenizer)
    engine = EmbeddedEngine(folder / "index", recipe)
    embeddings = EmbeddingCache(folder / "embeddings.sqlite")
    memory = Memory()
    print("| what | records | time | speed | peak memory |\n|---|---|---|---|---|")
    with Store.open(f"sqlite:///{folder / 'innokb.sqlite'}") as store:
        fill(store, records)

        def index(what: str, *, rebuild: bool = False) -> None:
            show(
                what,
                bring_up_to_date(store, engine, encoder, tokenizer, rebuild=rebuild, embeddings=embeddings),
                memory,
            )

        index("from nothing")
        change(store, records)
        index("after a change of 1 %")
        index("nothing to do")
        index("--rebuild, vectors known", rebuild=True)
    size = sum(file.stat().st_size for file in (folder / "index").rglob("*") if file.is_file())
    engine.close()
    fields = (recipe.schema, recipe.tokenizer, recipe.dictionary, recipe.encoder, recipe.dimensions)
    command = [sys.executable, "-c", OPENING, str(folder / "index"), repr(fields)]
    count, opened, suggested, memory = map(float, subprocess.check_output(command, text=True).split())
    print(f"\nindex: {size / 2**20:.0f} MiB, {size / count:.0f} bytes a record")
    print(f"opened and counted in {opened:.2f} s, first suggestion after {suggested:.2f} s, resident {memory:.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=124_000)
    parser.add_argument("--folder", type=Path, help="keep the store and the index here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        measure(folder, arguments.records)


if __name__ == "__main__":
    main()
