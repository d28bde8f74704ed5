"""Importing a file into the store, on every database."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import ImportProblem
from corpus.importing import applying
from corpus.importing.run import import_file
from corpus.reports import FileReport
from corpus.store import Store, local_user
from tests.corpus.importing.files import Row, row, write_jsonl

Import = Callable[..., FileReport]


@pytest.fixture
def imported(store: Store, tmp_path: Path) -> Import:
    """Imports rows as the file 汇总表.jsonl."""

    def carry_out(*rows: Row, **options: object) -> FileReport:
        return import_file(store, write_jsonl(tmp_path / "汇总表.jsonl", rows), **options)  # type: ignore[arg-type]

    return carry_out


def figures(report: FileReport) -> tuple[int, int, int, int, int]:
    """Rows; added, updated, unchanged, rejected."""
    return report.rows, report.added, report.updated, report.unchanged, len(report.rejected)


def kept(store: Store) -> dict[int, str]:
    return {record.id: record.achievement.title for batch in store.all() for record in batch}


def test_good_rows_go_in_and_bad_ones_come_back(store: Store, imported: Import) -> None:
    report = imported(row(1), {"code": "JX-2", "title": "", "unit": "东风机械厂"}, row(3))
    assert figures(report) == (3, 2, 0, 0, 1)
    assert "2" in report.rejected[0].place
    assert sorted(kept(store).values()) == ["第1号钻机快速换杆装置", "第3号钻机快速换杆装置"]


def test_the_report_says_how_the_file_was_understood(imported: Import) -> None:
    report = imported(row(1), year=2024)
    assert (report.file, report.source, report.year) == ("汇总表.jsonl", "汇总表.jsonl", 2024)
    assert report.mapping == {"code": "code", "title": "title", "unit": "unit"}
    assert len(report.tables) == 1


def test_importing_again_changes_nothing(store: Store, imported: Import) -> None:
    rows = [row(number) for number in range(30)]
    imported(*rows)
    revision = store.revision()
    assert figures(imported(*rows)) == (30, 0, 0, 30, 0)
    assert store.revision() == revision


def test_the_order_of_rows_does_not_matter(store: Store, imported: Import) -> None:
    rows = [row(number, unit=unit) for number in range(10) for unit in ("东风机械厂", "西山机械厂")]
    imported(*rows)
    before = kept(store)
    random.Random(7).shuffle(rows)
    assert figures(imported(*rows)) == (20, 0, 0, 20, 0)
    assert kept(store) == before


def test_a_changed_row_updates_and_keeps_its_history(store: Store, imported: Import) -> None:
    imported(row(1), row(2))
    report = imported(row(1), row(2, award="一等奖"), actor="李工")
    assert figures(report) == (2, 0, 1, 1, 0)
    (changed,) = [record for batch in store.changes(2) for record in batch]
    assert changed.achievement.award == "一等奖"
    assert [(version.action, version.achievement.award) for version in store.history(changed.id)] == [
        ("updated", "一等奖"),
        ("added", ""),
    ]
    assert store.history(changed.id)[0].actor == "李工"


def test_a_corrected_title_is_the_same_achievement_and_is_told(store: Store, imported: Import) -> None:
    imported(row(1))
    before = kept(store)
    report = imported(row(1, title="第1号钻机快速换杆装置（改进型）"))
    assert figures(report) == (1, 0, 1, 0, 0)
    assert kept(store).keys() == before.keys()
    assert "第1号钻机快速换杆装置（改进型）" in report.notices[0]


def test_one_number_on_two_achievements_is_reported_and_both_are_kept(store: Store, imported: Import) -> None:
    rows = row(1), row(2), row(1, title="选煤厂煤泥水澄清工艺", unit="北山选煤厂")
    report = imported(*rows)
    assert figures(report) == (3, 3, 0, 0, 0)
    assert len(report.notices) == 1
    assert "JX-00001" in report.notices[0]
    assert figures(imported(*reversed(rows))) == (3, 0, 0, 3, 0)


def test_each_of_two_under_one_number_is_updated_by_its_own_row(store: Store, imported: Import) -> None:
    imported(row(1), row(1, title="选煤厂煤泥水澄清工艺"))
    before = kept(store)
    report = imported(row(1, title="选煤厂煤泥水澄清工艺", award="二等奖"), row(1))
    assert figures(report) == (2, 0, 1, 1, 0)
    assert kept(store) == before


def test_a_new_achievement_under_an_old_number_overwrites_nothing(store: Store, imported: Import) -> None:
    imported(row(1))
    report = imported(row(1, title="选煤厂煤泥水澄清工艺"))
    assert figures(report) == (1, 1, 0, 0, 0)
    assert "第1号钻机快速换杆装置" in report.notices[0]
    assert len(kept(store)) == 2


def test_the_old_owner_of_a_number_keeps_it_whatever_stands_first(store: Store, imported: Import) -> None:
    imported(row(1))
    (id_,) = kept(store)
    imported(row(1, title="第1号钻机快速换杆和存放装置"), row(1, award="三等奖"))
    assert kept(store)[id_] == "第1号钻机快速换杆装置"
    assert len(kept(store)) == 2


def test_exact_repeats_are_reported_and_taken_once(store: Store, imported: Import) -> None:
    report = imported(row(1), row(2), row(1))
    assert figures(report) == (3, 2, 0, 1, 0)
    assert "完全相同" in report.notices[0]
    assert len(kept(store)) == 2


def test_without_numbers_title_and_unit_say_which_record_it_is(store: Store, imported: Import) -> None:
    imported(row(1, code=""), row(1, code="", unit="西山机械厂"))
    report = imported(row(1, code="", unit="西山机械厂", award="一等奖"))
    assert figures(report) == (1, 0, 1, 0, 0)
    assert len(kept(store)) == 2


def test_a_dash_for_a_number_ties_nothing_together(store: Store, imported: Import) -> None:
    report = imported(*(row(number, code="无") for number in range(5)))
    assert figures(report) == (5, 5, 0, 0, 0)
    assert report.notices == ()
    assert len(kept(store)) == 5


def test_the_same_number_of_another_source_is_another_record(store: Store, imported: Import) -> None:
    imported(row(1), source="一市")
    assert figures(imported(row(1), source="二市")) == (1, 1, 0, 0, 0)


def test_a_deleted_record_comes_back_with_its_file(store: Store, imported: Import) -> None:
    imported(row(1), row(2))
    first, second = kept(store)
    store.delete([first, second], "王工")
    report = imported(row(1), row(2, award="一等奖"))
    assert figures(report) == (2, 2, 0, 0, 0)
    assert list(kept(store)) == [first, second]
    assert [version.action for version in store.history(second)] == ["restored", "deleted", "added"]
    assert store.get(second).achievement.award == "一等奖"
    assert len(report.notices) == 2


def test_many_notices_of_a_kind_are_counted(imported: Import) -> None:
    report = imported(*[row(1)] * 100)
    assert len(report.notices) < 30
    assert "79" in report.notices[-1]


@pytest.mark.parametrize("batch", [1, 3, 1_000])
def test_the_size_of_batches_changes_nothing(imported: Import, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "BATCH", batch)
    rows = row(1), row(2), row(1), row(1, title="选煤厂煤泥水澄清工艺"), row(3)
    assert figures(imported(*rows)) == (5, 4, 0, 1, 0)
    rows = row(1, title="选煤厂煤泥水澄清工艺", award="一等奖"), row(3), row(1), row(4), row(2, title="第2号钻机")
    assert figures(imported(*rows)) == (5, 1, 2, 2, 0)


def test_a_dry_run_says_the_same_and_writes_nothing(store: Store, imported: Import) -> None:
    imported(row(1), row(2), row(3))
    store.delete(list(kept(store))[:1], "王工")
    revision, jobs = store.revision(), len(store.list_imports())
    rows = row(1), row(2, award="一等奖"), row(4), row(4, title="选煤厂煤泥水澄清工艺"), row(4), row(3), {"title": ""}
    rehearsed = imported(*rows, dry_run=True)
    assert (store.revision(), len(store.list_imports())) == (revision, jobs)
    assert imported(*rows) == rehearsed
    assert figures(rehearsed) == (7, 3, 1, 2, 1)


def test_an_import_is_recorded_with_its_report(store: Store, imported: Import) -> None:
    report = imported(row(1), row(2), actor="张工")
    job = store.get_import(1)
    assert (job.status, job.files, job.actor, job.progress) == ("done", ("汇总表.jsonl",), "张工", 2)
    assert job.report == (report,)
    assert store.history(next(iter(kept(store))))[0].import_id == job.id


def test_the_actor_is_the_local_user_unless_said(store: Store, imported: Import) -> None:
    imported(row(1))
    assert store.list_imports()[0].actor == local_user()


def test_an_import_that_belongs_to_a_job_leaves_its_state_alone(store: Store, imported: Import) -> None:
    id_ = store.create_import(["汇总表.jsonl"], {}, "张工")
    imported(row(1), import_id=id_)
    assert [(job.id, job.status) for job in store.list_imports()] == [(id_, "waiting")]
    assert store.history(next(iter(kept(store))))[0].import_id == id_


def test_a_file_that_cannot_be_read_is_recorded_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(ImportProblem) as refused:
        import_file(store, broken)
    (job,) = store.list_imports()
    assert (job.status, job.detail, store.revision()) == ("failed", str(refused.value), 0)


def test_progress_is_told_in_rows_read_and_after_each_batch(imported: Import) -> None:
    told: list[int] = []
    imported(*(row(number) for number in range(2_500)), progress=told.append)
    assert told == [1_000, 2_000, 2_500, 2_500, 2_500, 2_500]


def test_an_import_that_is_interrupted_is_recorded_as_such(store: Store, imported: Import) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(row(1), progress=interrupt)
    assert store.list_imports()[0].status == "failed"


def test_a_text_that_cannot_be_stored_rejects_its_row_alone(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "汇总表.jsonl"
    path.write_text('{"title": "半个字\\ud800"}\n{"title": "空\\u0000字符"}\n{"title": "好的"}\n', encoding="utf-8")
    report = import_file(store, path)
    assert figures(report) == (3, 1, 0, 0, 2)
    assert list(kept(store).values()) == ["好的"]
    assert store.get_import(1).report == (report,)
    assert "\ud800" not in repr(report)
