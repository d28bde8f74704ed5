"""Tables of needs: their own names of columns, and what an import of them leaves in the store."""

import json
from pathlib import Path

import pytest

from corpus.errors import BadMapping, NoTable
from corpus.importing.columns import ColumnMapping, assign
from corpus.importing.need_synonyms import NEED_SYNONYMS
from corpus.importing.reading import read_needs
from corpus.importing.rows import RowRead, RowRejected
from corpus.importing.run import import_needs
from corpus.importing.subjects import NEEDS
from corpus.need import NEED_FIELD_NAMES, Need
from corpus.store import Store
from tests.corpus.importing.conftest import by_csv, by_openpyxl, by_word

HEADER = ["序号", "技术难题名称", "难题描述", "考核指标", "需求单位", "联系人", "联系电话", "预算（万元）", "备注栏"]
ROW = ["1", "筛板更换慢", "每次更换停机6小时", "更换不超过2小时", "岳临水泥", "李工", "0355-1234567", "50", "可来厂看"]


def needs(path: Path) -> list[Need]:
    return [row.record for row in read_needs(path).rows() if isinstance(row, RowRead)]


@pytest.mark.parametrize("write", [by_openpyxl, by_csv, by_word], ids=["xlsx", "csv", "docx"])
def test_a_table_of_needs_is_read_whatever_its_format(tmp_path: Path, write: object) -> None:
    ending = {by_openpyxl: "xlsx", by_csv: "csv", by_word: "docx"}[write]  # type: ignore[index]
    path = write(tmp_path / f"需求.{ending}", [HEADER, ROW])  # type: ignore[operator]
    assert needs(path) == [
        Need(
            title="筛板更换慢",
            content="每次更换停机6小时\n更换不超过2小时",
            unit="岳临水泥",
            contact="李工 0355-1234567",
            budget="50万元",
            extra={"备注栏": "可来厂看"},
        )
    ]


def test_every_field_has_names_and_every_name_means_its_field() -> None:
    assert set(NEED_SYNONYMS) == set(NEED_FIELD_NAMES) - {"extra"}
    names = [NEEDS.folded(name) for each in NEED_SYNONYMS.values() for name in each]
    assert len(names) == len(set(names))
    wrong = [(name, NEEDS.guess(name).field) for field, names in NEED_SYNONYMS.items() for name in names
             if NEEDS.guess(name).field != field]  # fmt: skip
    assert wrong == []


def test_a_need_without_a_title_is_called_by_its_first_clause(tmp_path: Path) -> None:
    path = tmp_path / "需求.jsonl"
    path.write_text(
        json.dumps({"id": "a1", "text": "\n 窑尾漏风严重，热耗高。需要改进。"}) + "\n{}\n", encoding="utf-8"
    )
    [need, empty] = read_needs(path).rows()
    assert isinstance(need, RowRead)
    assert (need.record.code, need.record.title) == ("a1", "窑尾漏风严重，热耗高")
    assert isinstance(empty, RowRejected)
    assert "需求内容" in empty.reason


def test_a_status_is_read_in_words_and_a_strange_one_turned_back(tmp_path: Path) -> None:
    path = by_csv(tmp_path / "a.csv", [["需求名称", "状态"], ["除尘", "已解决"], ["降噪", "也许"]])
    done, strange = read_needs(path).rows()
    assert isinstance(done, RowRead)
    assert done.record.status == "closed"
    assert isinstance(strange, RowRejected)
    assert "征集中" in strange.reason


def test_a_person_may_say_what_columns_mean(tmp_path: Path) -> None:
    path = by_csv(tmp_path / "a.csv", [["需求名称", "痛点"], ["除尘", "粉尘大"]])
    mapping = ColumnMapping({"痛点": "需求内容"}, vocabulary=NEEDS)
    assert [row.record.content for row in read_needs(path, mapping).rows() if isinstance(row, RowRead)] == ["粉尘大"]
    with pytest.raises(BadMapping, match="获奖"):
        ColumnMapping({"痛点": "获奖等级"}, vocabulary=NEEDS)


def test_the_columns_of_achievements_are_not_those_of_needs() -> None:
    found = assign([("完成人",), ("获奖等级",), ("需求名称",)], ColumnMapping(vocabulary=NEEDS))
    assert [column.field for column in found] == [None, None, "title"]


def test_a_file_without_needs_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(NoTable, match="需求名称"):
        read_needs(by_csv(tmp_path / "a.csv", [["甲", "乙"], ["1", "2"]]))


def test_importing_again_changes_nothing_and_a_changed_row_updates(store: Store, tmp_path: Path) -> None:
    first = import_needs(store, by_csv(tmp_path / "a.csv", [HEADER, ROW]), actor="李工")
    assert (first.rows, first.added) == (1, 1)
    [added] = store.needs()
    assert import_needs(store, tmp_path / "a.csv", actor="李工").unchanged == 1
    assert store.needs() == [added]
    changed = [*ROW[:3], "更换不超过1小时", *ROW[4:]]
    assert import_needs(store, by_csv(tmp_path / "b.csv", [HEADER, changed]), actor="王工").updated == 1
    [updated] = store.needs()
    assert updated.id == added.id
    assert "1小时" in updated.need.content
    assert [each.actor for each in store.need_history(added.id)] == ["王工", "李工"]
    assert [entry.action for entry in store.audit()] == ["needs.import"] * 3


def test_tables_that_name_no_unit_leave_each_others_needs_alone(store: Store, tmp_path: Path) -> None:
    header = ["序号", "需求编号", "需求名称", "预算"]
    tables = {"a.csv": ["1", "1", "皮带机跑偏问题", "5万"], "b.csv": ["1", "1", "皮带机撕裂问题", "8万"]}
    for name, row in tables.items():
        assert import_needs(store, by_csv(tmp_path / name, [header, row]), actor="李工").added == 1
    assert [each.need.title for each in store.needs()] == ["皮带机撕裂问题", "皮带机跑偏问题"]
    changed = by_csv(tmp_path / "a.csv", [header, [*tables["a.csv"][:3], "6万"]])
    assert import_needs(store, changed, actor="李工").updated == 1
    assert [each.need.budget for each in store.needs()] == ["8万", "6万"]


def test_a_trial_writes_nothing(store: Store, tmp_path: Path) -> None:
    report = import_needs(store, by_csv(tmp_path / "a.csv", [HEADER, ROW]), dry_run=True)
    assert report.added == 1
    assert store.needs() == []
    assert store.audit() == []


def test_hostile_texts_stay_what_they_are(store: Store, tmp_path: Path) -> None:
    title = "<script>alert(1)</script>=cmd|'/c calc'!A1"
    import_needs(store, by_csv(tmp_path / "a.csv", [["需求名称", "需求内容"], [title, "<b>粗体</b>"]]))
    [kept] = store.needs()
    assert (kept.need.title, kept.need.content) == (title, "<b>粗体</b>")
