"""Checks as jobs with their results, on every database."""

from collections.abc import Sequence
from typing import Any

import pytest

from corpus.errors import NotFound
from corpus.reports import RowRejected
from corpus.store import CheckResult, ResultInShort, Store, Wanted

REJECTED = RowRejected("第 4 行", "缺少成果名称", {"成果名称": ""})


def result(position: int, **changes: Any) -> CheckResult:
    short = {
        "position": position,
        "place": f"第 {position + 2} 行",
        "code": f"S-{position}",
        "title": f"断绳保护装置{position}",
        "unit": "北山煤矿",
        "year": 2024,
        "level": "无关",
        "type": None,
        "probability": 0.01,
        "best": "",
        "family": None,
    }
    return CheckResult(ResultInShort(**short | changes), f'{{"title":"{position}"}}', "{}")


def begun(store: Store, results: Sequence[CheckResult] = (), *, total: int = 3, revision: int = 7) -> int:
    id_ = store.create_check(["表.xlsx"], {"threshold": 0.5}, "张工")
    store.start_check(id_)
    store.begin_results(id_, total=total, revision=revision, rejected=[REJECTED], notices=["注意"])
    store.keep_results(id_, results)
    return id_


def test_a_check_waits_with_all_that_was_asked_for(store: Store) -> None:
    job = store.get_check(store.create_check(["表.xlsx"], {"within_batch": True}, "张工"))
    assert (job.status, job.files, job.options, job.actor) == ("waiting", ("表.xlsx",), {"within_batch": True}, "张工")
    assert (job.total, job.index_revision, job.rejected, job.notices, job.detail) == (None, None, (), (), None)
    assert len(job.run_id) == 32


def test_two_runs_have_two_names(store: Store) -> None:
    first, second = (store.get_check(store.create_check([], {}, "张工")) for _ in range(2))
    assert first.run_id != second.run_id


def test_what_was_read_is_kept(store: Store) -> None:
    job = store.get_check(begun(store))
    assert (job.status, job.total, job.index_revision) == ("running", 3, 7)
    assert (job.rejected, job.notices) == ((REJECTED,), ("注意",))


def test_results_come_back_whole_and_in_order(store: Store) -> None:
    results = [result(0), result(1, level="疑似", type="拆分", probability=0.6, best="旧成果", year=None), result(2)]
    id_ = begun(store, results)
    assert list(store.all_results(id_)) == results
    assert store.result(id_, 1) == results[1]
    assert store.results_at(id_, [2, 0, 9]) == {0: results[0], 2: results[2]}


def test_many_results_are_read_in_portions(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.store.results.PAGE", 2)
    id_ = begun(store, [result(at) for at in range(5)])
    assert [each.short.position for each in store.all_results(id_)] == [0, 1, 2, 3, 4]


def test_a_check_goes_on_where_it_was_cut_off(store: Store) -> None:
    id_ = begun(store, [result(0), result(1)])
    store.start_check(id_)
    assert store.begin_results(id_, total=3, revision=7, rejected=(), notices=()) == 2


def test_results_of_another_index_are_forgotten(store: Store) -> None:
    id_ = begun(store, [result(0), result(1)])
    assert store.begin_results(id_, total=3, revision=8, rejected=(), notices=()) == 0
    assert store.get_check(id_).index_revision == 8
    assert list(store.all_results(id_)) == []


def test_results_come_by_level_then_probability_then_position(store: Store) -> None:
    related = result(3, level="相关", probability=0.0)
    id_ = begun(store, [result(0), result(1, probability=0.05), result(2), related], total=4)
    total, rows = store.results(id_, Wanted(), 0, 3)
    assert (total, [row.position for row in rows]) == (4, [3, 1, 0])
    assert [row.position for row in store.results(id_, Wanted(), 3, 3)[1]] == [2]


@pytest.mark.parametrize(
    ("wanted", "positions"),
    [
        (Wanted(level="疑似"), [1]),
        (Wanted(type="拆分"), [1]),
        (Wanted(family="甲"), [2]),
        (Wanted(q="装置1"), [1]),
        (Wanted(q="s-2"), [2]),
        (Wanted(q="北山"), [1, 0, 2]),
        (Wanted(q="100%"), []),
        (Wanted(q="_"), []),
        (Wanted(level="疑似", q="装置2"), []),
    ],
)
def test_results_are_narrowed(store: Store, wanted: Wanted, positions: list[int]) -> None:
    id_ = begun(store, [result(0), result(1, level="疑似", type="拆分", probability=0.6), result(2, family="甲")])
    begun(store, [result(0, level="疑似")])
    total, rows = store.results(id_, wanted, 0, 10)
    assert (total, [row.position for row in rows]) == (len(positions), positions)


def test_families_are_set_at_the_end(store: Store) -> None:
    id_ = begun(store, [result(0, family="旧"), result(1), result(2)])
    store.set_families(id_, {1: "甲", 2: "甲"})
    assert [each.short.family for each in store.all_results(id_)] == [None, "甲", "甲"]


def test_a_family_is_counted_in_its_own_table(store: Store) -> None:
    first = begun(store, [result(0, family="甲"), result(1, family="甲"), result(2, family="乙")])
    begun(store, [result(0, family="甲")])
    assert store.family_sizes(first, {"甲", "丙"}) == {"甲": 2}


def test_a_tally_counts_levels_types_families_and_alarms(store: Store) -> None:
    suspected = {"level": "疑似", "type": "拆分", "family": "甲"}
    first = begun(store, [result(0), result(1, probability=0.75, **suspected), result(2, probability=0.5, **suspected)])
    second = begun(store)
    tallies = store.tallies({first: 0.5, second: 0.5})
    assert (tallies[first].results, tallies[first].levels) == (3, {"无关": 1, "疑似": 2})
    assert (tallies[first].types, tallies[first].families, tallies[first].alarms) == ({"拆分": 2}, 1, 2)
    assert (tallies[second].results, tallies[second].alarms) == (0, 0)
    assert sorted(store.probabilities(first)) == [0.01, 0.5, 0.75]


def test_a_cancelled_check_keeps_its_results_and_takes_no_more(store: Store) -> None:
    id_ = begun(store, [result(0)])
    assert store.cancel_check(id_, "李工").status == "cancelled"
    assert store.keep_results(id_, [result(1)]) is False
    assert store.finish_check(id_) is False
    assert store.start_check(id_) is False
    assert store.get_check(id_).status == "cancelled"
    assert [each.short.position for each in store.all_results(id_)] == [0]


def test_what_has_ended_cannot_be_cancelled(store: Store) -> None:
    id_ = begun(store)
    store.finish_check(id_)
    assert store.cancel_check(id_, "李工").status == "done"


def test_a_failed_check_says_why(store: Store) -> None:
    id_ = begun(store)
    store.fail_check(id_, "文件已损坏")
    job = store.get_check(id_)
    assert (job.status, job.detail) == ("failed", "文件已损坏")
    assert job.finished_at is not None


def test_only_the_unfinished_are_gone_on_with(store: Store) -> None:
    waiting, done, running = store.create_check([], {}, "张工"), begun(store), begun(store)
    store.finish_check(done)
    assert [job.id for job in store.unfinished_checks()] == [waiting, running]
    assert [job.id for job in store.list_checks(2)] == [running, done]


def test_who_checked_what_is_on_record(store: Store) -> None:
    id_ = begun(store)
    store.cancel_check(id_, "李工")
    noted = [(entry.actor, entry.action, entry.detail["id"]) for entry in store.audit()]
    assert noted == [("张工", "checks.create", id_), ("李工", "checks.cancel", id_)]


@pytest.mark.parametrize("id", [0, -1, 77, 2**70])
def test_an_unknown_check_is_not_found(store: Store, id: int) -> None:
    with pytest.raises(NotFound, match="查重"):
        store.get_check(id)


@pytest.mark.parametrize("position", [-1, 1, 2**70])
def test_an_unknown_result_is_not_found(store: Store, position: int) -> None:
    id_ = begun(store, [result(0)])
    with pytest.raises(NotFound, match="份申报"):
        store.result(id_, position)
