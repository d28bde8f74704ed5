"""Bringing an index up to its store."""

import threading
from collections.abc import Sequence

import pytest

from indexer import pipeline
from indexer.engine.protocol import Filter, Match, Phrase, Scope
from indexer.errors import IndexBusy, IndexMismatch
from indexer.pipeline import Progress, bring_up_to_date
from tests.indexer.indexing import Base, HashedEncoder, achievement, add, answers, update


def test_everything_in_the_store_is_in_the_index(base: Base) -> None:
    add(base.store, range(30))
    report = base.index()
    assert (report.revision, report.written, report.deleted) == (30, 30, 0)
    assert base.engine.state().documents == 30
    assert base.engine.browse(Filter(), 0, 100) != []
    [ranking] = base.engine.rank([Match("words", {"提升机": 1.0}, {"title": 1.0})])
    assert {base.store.get(int(id)).achievement.title[:3] for id in ranking.ids} == {"提升机"}


def test_an_empty_store_makes_an_empty_index(base: Base) -> None:
    assert base.index().revision == 0
    assert base.engine.count(Scope()) == 0


def test_a_second_run_has_nothing_to_do(base: Base) -> None:
    add(base.store, range(3))
    base.index()
    report = base.index()
    assert (report.revision, report.written, report.deleted) == (3, 0, 0)


def test_only_what_changed_is_written(base: Base) -> None:
    add(base.store, range(20))
    base.index()
    update(base.store, [3, 4], "加装蜂鸣器。")
    base.store.delete([5], "测试员")
    add(base.store, [20])
    report = base.index()
    assert (report.revision, report.written, report.deleted) == (base.store.revision(), 3, 1)
    assert base.engine.state().documents == 20
    assert base.engine.find(Phrase("characters", tuple("蜂鸣器")), 10) == [3, 4]
    assert base.engine.find(Phrase("characters", tuple(achievement(4).title)), 10) == []


def test_a_deletion_that_the_index_never_saw_is_nothing(base: Base) -> None:
    add(base.store, range(3))
    base.store.delete([2], "测试员")
    base.index()
    assert set(base.engine.browse(Filter(), 0, 10)) == {1, 3}


def test_a_restored_record_comes_back(base: Base) -> None:
    add(base.store, range(3))
    base.store.delete([2], "测试员")
    base.index()
    base.store.restore([2], "测试员")
    base.index()
    assert set(base.engine.browse(Filter(), 0, 10)) == {1, 2, 3}


def test_a_rebuild_answers_bit_for_bit_as_before(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 20)
    monkeypatch.setattr(pipeline, "COMMIT_EVERY", 60)
    add(base.store, range(200))
    base.index()
    before = answers(base.engine)
    for _ in range(2):
        report = base.index(rebuild=True)
        assert (report.revision, report.written) == (200, 200)
        assert answers(base.engine) == before


def test_an_index_grown_step_by_step_ranks_like_a_rebuilt_one(base: Base) -> None:
    question = Match("characters", dict.fromkeys("提升机断绳保护", 1.0), {"title": 2.0, "body": 1.0})
    for start in range(0, 120, 30):
        add(base.store, range(start, start + 30))
        base.index()
    [grown] = base.engine.rank([question])
    base.index(rebuild=True)
    [rebuilt] = base.engine.rank([question])
    assert rebuilt.ids.tolist() == grown.ids.tolist()
    assert rebuilt.scores == pytest.approx(grown.scores, rel=0.1)


def test_nothing_is_encoded_twice(base: Base) -> None:
    add(base.store, range(20))
    base.index(cache=True)
    first = answers(base.engine)
    assert len(base.encoder.encoded) == 20
    base.index(rebuild=True, cache=True)
    assert len(base.encoder.encoded) == 20
    assert answers(base.engine) == first


def test_with_and_without_a_cache_vectors_are_the_same(base: Base) -> None:
    add(base.store, range(20))
    base.index(cache=True)
    first = answers(base.engine)
    base.index(rebuild=True, cache=False)
    assert answers(base.engine) == first


def test_progress_rises_to_its_total(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 10)
    add(base.store, range(35))
    seen: list[Progress] = []
    bring_up_to_date(base.store, base.engine, base.encoder, base.tokenizer, progress=seen.append)
    assert [step.done for step in seen] == [10, 20, 30, 35]
    assert {step.total for step in seen} == {35}


class Stop(Exception):
    pass


def test_a_run_broken_off_goes_on_from_its_last_commit(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 10)
    monkeypatch.setattr(pipeline, "COMMIT_EVERY", 20)
    add(base.store, range(100))

    def stop(progress: Progress) -> None:
        if progress.done == 50:
            raise Stop

    with pytest.raises(Stop):
        bring_up_to_date(base.store, base.engine, base.encoder, base.tokenizer, progress=stop)
    assert base.engine.state().revision == 40
    assert base.index().written == 60
    resumed = answers(base.engine)
    base.index(rebuild=True)
    assert answers(base.engine) == resumed


def test_a_rebuild_broken_off_leaves_the_old_index(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 10)
    monkeypatch.setattr(pipeline, "COMMIT_EVERY", 20)
    add(base.store, range(60))
    base.index()
    before = answers(base.engine)

    def stop(progress: Progress) -> None:
        assert answers(base.engine) == before
        if progress.done == 50:
            raise Stop

    with pytest.raises(Stop):
        bring_up_to_date(base.store, base.engine, base.encoder, base.tokenizer, rebuild=True, progress=stop)
    assert answers(base.engine) == before
    assert not any(thread.name.startswith("cutting") for thread in threading.enumerate())


def test_another_encoder_asks_for_a_rebuild(base: Base) -> None:
    add(base.store, range(5))
    base.index()
    base.encoder = HashedEncoder(id="other-64")
    other = base.open_engine()
    with pytest.raises(IndexMismatch, match=r"hashed-64.*other-64.*innokb index --rebuild"):
        base.index(engine=other)
    base.index(engine=other, rebuild=True)
    assert other.count(Scope()) == 5


def test_an_index_that_is_being_written_is_left_alone(base: Base) -> None:
    add(base.store, range(5))
    with base.open_engine().writer(), pytest.raises(IndexBusy):
        base.index()


def test_cutting_elsewhere_gives_the_same_index(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    add(base.store, range(90))
    base.index()
    here = answers(base.engine)
    monkeypatch.setattr(pipeline, "MANY", 1)
    monkeypatch.setattr(pipeline, "BATCH", 7)
    monkeypatch.setattr(pipeline, "processors", lambda: 2)
    base.index(rebuild=True)
    assert answers(base.engine) == here


def test_what_breaks_while_cutting_elsewhere_is_said_here(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    add(base.store, range(9))
    monkeypatch.setattr(pipeline, "MANY", 1)
    monkeypatch.setattr(pipeline, "processors", lambda: 2)
    base.tokenizer = BrokenTokenizer()
    with pytest.raises(ZeroDivisionError):
        base.index(engine=base.open_engine("other"))


class BrokenTokenizer:
    id = dictionary = "broken"

    def spaced(self, texts: Sequence[str]) -> list[str]:
        raise ZeroDivisionError(texts)
