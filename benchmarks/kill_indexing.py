"""kill -9 in the middle of indexing, at random moments: `python -m benchmarks.kill_indexing [--kills N] [--seed S]`.

One index is brought up to its store over and over by a process that is killed: while it grows, while changed and
deleted records are applied, and while it is rebuilt. After every kill the index must open, hold a revision no older
than before, and as many documents as it says. At the end a last run completes it, and it must answer as one that nobody
disturbed.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

import numpy as np

from indexer import pipeline
from indexer.engine.protocol import Match, Nearest, Scope
from indexer.errors import IndexMissing
from indexer.tokens import load_tokenizer
from tests.indexer.indexing import DOINGS, PARTS, Base, add, update
from tests.indexer.indexing_process import BATCH, COMMIT_EVERY, kill_at_work

RECORDS = 600


def check(base: Base, seen: int) -> int:
    """After a kill: the index opens, has not gone back, and agrees with itself. Returns its revision."""
    try:
        state = base.engine.state()
    except IndexMissing:
        assert seen == 0, "the index is gone"
        return 0
    assert state.revision >= seen, f"revision {state.revision} after {seen} had been seen"
    [near] = base.engine.rank([Nearest(np.eye(1, 64, dtype=np.float32)[0], limit=10 * RECORDS)])
    assert len(near.ids) == base.engine.count(Scope()) == state.documents
    words = base.engine.count(Scope(words=(("测试",),), at_least=1))
    assert words == state.documents, f"{words} documents by words, {state.documents} by rows"
    return state.revision


def change(base: Base, chance: random.Random) -> None:
    """Update, delete and add some records."""
    live = [record.id for batch in base.store.all() for record in batch]
    chosen = chance.sample(live, RECORDS // 3)
    update(base.store, sorted(chosen[:-50]), f"第{chance.randrange(10**6)}次修改。")
    base.store.delete(sorted(chosen[-50:]), "测试员")
    add(base.store, range(base.store.revision(), base.store.revision() + 50))


def alike(base: Base) -> None:
    """The index answers as one made in one go: the same documents, vectors and counts, bit for bit."""
    other = base.open_engine("undisturbed")
    base.index(engine=other, rebuild=True)
    ids = list(range(3 * RECORDS))
    assert base.engine.state() == other.state()
    assert base.engine.vectors(ids).tobytes() == other.vectors(ids).tobytes()
    assert base.engine.facets(["unit", "year"], Scope()) == other.facets(["unit", "year"], Scope())
    for part in PARTS:
        for doing in DOINGS:
            terms = dict.fromkeys(part + doing, 1.0)
            question = Match("characters", terms, {"title": 1.0}, limit=10 * RECORDS)
            [here], [there] = base.engine.rank([question]), other.rank([question])
            assert set(here.ids.tolist()) == set(there.ids.tolist())
    other.close()


def run(base: Base, kills: int, chance: random.Random) -> None:
    hits = tries = seen = 0
    add(base.store, range(RECORDS))
    while hits < kills:
        rebuild = seen == base.store.revision() and chance.random() < 0.5
        if seen == base.store.revision() and not rebuild:
            change(base, chance)
        hits += kill_at_work(base.folder, chance, *["--rebuild"] * rebuild)
        tries += 1
        seen = check(base, seen)
        print(f"\rkilled {hits} of {kills}, revision {seen} of {base.store.revision()}", end="", flush=True)
    base.index()
    alike(base)
    print(f"\n{hits} runs killed at work ({tries} tries): every index opened, nothing lost, nothing doubled")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    arguments = parser.parse_args()
    print("seed", arguments.seed)
    pipeline.BATCH, pipeline.COMMIT_EVERY = BATCH, COMMIT_EVERY  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        base = Base(Path(folder), load_tokenizer())
        run(base, arguments.kills, random.Random(arguments.seed))
        base.close()


if __name__ == "__main__":
    main()
