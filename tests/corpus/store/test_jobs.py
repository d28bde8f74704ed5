"""Imports as jobs, on every database."""

from dataclasses import replace

import pytest

from corpus.errors import NotFound
from corpus.reports import ColumnFound, FileReport, RowRejected, TableFound
from corpus.store import Store

REPORT = FileReport(
    file="汇总表.xlsx",
    rows=3,
    added=1,
    updated=0,
    unchanged=1,
    rejected=(RowRejected("第 4 行", "缺少成果名称", {"成果名称": "", "单位": "北山选煤厂"}),),
    mapping={"成果名称": "title"},
    tables=(TableFound("工作表“汇总表”", (ColumnFound("成果名称", "title", ("甲", "乙")), ColumnFound("备注", None))),),
    notices=("第 3 行与第 2 行完全相同，只收一次。",),
    source="汇总表.xlsx",
    year=2024,
)


def test_an_import_waits_with_all_that_was_asked_for(store: Store) -> None:
    id_ = store.create_import(["汇总表.xlsx", "b.csv"], {"year": 2024, "source": None}, "张工", dry_run=True)
    job = store.get_import(id_)
    assert (job.status, job.files, job.options) == ("waiting", ("汇总表.xlsx", "b.csv"), {"year": 2024, "source": None})
    assert (job.actor, job.dry_run, job.progress, job.report, job.detail) == ("张工", True, 0, (), None)
    assert job.finished_at is None


def test_a_finished_import_keeps_its_report(store: Store) -> None:
    id_ = store.create_import(["汇总表.xlsx"], {}, "张工")
    store.start_import(id_)
    store.advance_import(id_, 3)
    assert (store.get_import(id_).status, store.get_import(id_).progress) == ("running", 3)
    store.finish_import(id_, [REPORT])
    job = store.get_import(id_)
    assert (job.status, job.report, job.progress) == ("done", (REPORT,), 3)
    assert job.finished_at is not None
    assert job.finished_at >= job.created_at


def test_a_failed_import_says_why_and_what_was_done_before(store: Store) -> None:
    id_ = store.create_import(["汇总表.xlsx", "坏.xlsx"], {}, "张工")
    store.start_import(id_)
    store.fail_import(id_, "“坏.xlsx”已损坏", [REPORT])
    job = store.get_import(id_)
    assert (job.status, job.detail, job.report) == ("failed", "“坏.xlsx”已损坏", (REPORT,))


def test_starting_again_forgets_the_first_attempt(store: Store) -> None:
    id_ = store.create_import(["汇总表.xlsx"], {}, "张工")
    store.advance_import(id_, 500)
    store.fail_import(id_, "磁盘已满")
    store.start_import(id_)
    job = store.get_import(id_)
    assert (job.status, job.progress, job.detail, job.finished_at) == ("running", 0, None, None)


def test_unfinished_imports_are_those_that_wait_or_run(store: Store) -> None:
    waiting, running, done, failed = (store.create_import([name], {}, "张工") for name in "abcd")
    store.start_import(running)
    store.finish_import(done, [])
    store.fail_import(failed, "坏了")
    assert [job.id for job in store.unfinished_imports()] == [waiting, running]
    assert [job.id for job in store.list_imports()] == [failed, done, running, waiting]
    assert [job.id for job in store.list_imports(limit=1)] == [failed]


def test_dry_runs_and_failures_are_not_counted(store: Store) -> None:
    store.finish_import(store.create_import(["a"], {}, "张工"), [])
    store.finish_import(store.create_import(["b"], {}, "张工", dry_run=True), [])
    store.fail_import(store.create_import(["c"], {}, "张工"), "坏了")
    assert store.count_imports() == 1


def test_a_list_of_imports_counts_the_rejected_rows_only(store: Store) -> None:
    id_ = store.create_import(["汇总表.xlsx"], {}, "张工")
    store.finish_import(id_, [REPORT, replace(REPORT, rejected=(), rows=2)])
    (job,) = store.list_imports()
    assert [(report.rejected, report.rejected_rows) for report in job.report] == [((), 1), ((), 0)]


@pytest.mark.parametrize("unknown", [0, 7, 10**30])
def test_an_unknown_import_is_not_found(store: Store, unknown: int) -> None:
    with pytest.raises(NotFound, match=str(unknown)):
        store.get_import(unknown)


def test_asking_for_an_import_is_in_the_audit(store: Store) -> None:
    id_ = store.create_import(["汇总表.xlsx"], {}, "张工")
    (entry,) = store.audit()
    assert (entry.actor, entry.action, entry.detail["id"]) == ("张工", "imports.create", id_)
