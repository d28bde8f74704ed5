"""kill -9 while indexing: the index opens, and the next run completes it to what it would have been."""

import random
import time
from pathlib import Path

import pytest

from indexer import pipeline
from indexer.tokens import Tokenizer
from tests.indexer.indexing import Base, add, answers, update
from tests.indexer.indexing_process import BATCH, COMMIT_EVERY, CRASHES, kill_at_work, start

KILLS = 6
RECORDS = 600


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", BATCH)
    monkeypatch.setattr(pipeline, "COMMIT_EVERY", COMMIT_EVERY)


def undisturbed(base: Base) -> list[bytes]:
    """The answers of an index that was made in one go."""
    engine = base.open_engine("undisturbed")
    base.index(engine=engine)
    found = answers(engine)
    engine.close()
    return found


@pytest.mark.parametrize("crash", CRASHES)
def test_a_crash_at_a_bad_moment_is_mended_by_the_next_run(base: Base, crash: str) -> None:
    add(base.store, range(180))
    process = start(base.folder, crash)
    assert process.wait() == 9
    base.index()
    assert answers(base.engine) == undisturbed(base)


@pytest.mark.parametrize("crash", CRASHES)
def test_a_rebuild_that_crashes_leaves_the_old_index_to_go_on_with(base: Base, crash: str) -> None:
    add(base.store, range(120))
    base.index()
    before = answers(base.engine)
    process = start(base.folder, crash, "--rebuild")
    assert process.wait() == 9
    assert answers(base.engine) == before
    update(base.store, [7], "加装蜂鸣器。")
    assert base.index().written == 1
    assert len(list((base.folder / "index").glob("generation-*"))) == 1


@pytest.mark.slow
def test_killed_at_random_moments_the_index_is_completed_all_the_same(tmp_path: Path, tokenizer: Tokenizer) -> None:
    base = Base(tmp_path, tokenizer)
    add(base.store, range(RECORDS))
    seed = time.time_ns()
    print("seed", seed)
    chance = random.Random(seed)
    revisions = []
    for _ in range(KILLS):
        kill_at_work(tmp_path, chance)
        revisions.append(_revision(base))
    base.index()
    assert revisions == sorted(revisions)
    assert base.engine.state().revision == RECORDS
    assert answers(base.engine) == undisturbed(base)
    base.close()


def _revision(base: Base) -> int:
    return pipeline._revision(base.engine) or 0
