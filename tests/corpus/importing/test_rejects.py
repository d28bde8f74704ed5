"""The workbook of rejected rows: to be read, mended and imported again."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from corpus.importing.rejects import CUT, write_rejects
from corpus.importing.run import import_file
from corpus.reports import FileReport, RowRejected
from corpus.store import Store


def report(*rejected: RowRejected, **fields: object) -> FileReport:
    known: dict[str, object] = {
        "file": "汇总表.xlsx",
        "rows": len(rejected),
        "added": 0,
        "updated": 0,
        "unchanged": 0,
        "rejected": rejected,
        "mapping": {"成果名称": "title"},
        "tables": (),
        "notices": (),
        "source": "汇总表.xlsx",
    }
    return FileReport(**(known | fields))  # type: ignore[arg-type]


def rejected(**values: str) -> RowRejected:
    return RowRejected("第 3 行", "缺少成果名称", values)


def sheets(path: Path) -> list[list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "退回.xlsx"


def test_a_row_stands_there_as_it_was_with_place_and_reason(target: Path) -> None:
    write_rejects([report(rejected(成果名称="", 单位="北山选煤厂"))], target)
    assert sheets(target) == [
        [
            ("位置", "原因", "成果名称", "单位", "来源"),
            ("第 3 行", "缺少成果名称", None, "北山选煤厂", "汇总表.xlsx"),
        ]
    ]


def test_every_file_has_its_sheet_with_its_own_columns(target: Path) -> None:
    write_rejects([report(rejected(甲="1")), report(), report(rejected(乙="2"), source="一市", year=2023)], target)
    first, second = sheets(target)
    assert first[0] == ("位置", "原因", "甲", "来源")
    assert second == [("位置", "原因", "乙", "来源", "年度"), ("第 3 行", "缺少成果名称", "2", "一市", "2023")]


def test_what_a_row_says_of_source_and_year_stands(target: Path) -> None:
    mapping = {"成果名称": "title", "报送单位": "source", "申报年度": "year"}
    rows = rejected(报送单位="一市", 申报年度="二〇二三"), rejected(报送单位="", 申报年度="")
    write_rejects([report(*rows, mapping=mapping, year=2024)], target)
    assert [row[2:] for row in sheets(target)[0]] == [("报送单位", "申报年度"), ("一市", "二〇二三"), (None, "2024")]


def test_a_source_that_was_given_for_the_file_goes_before_what_a_row_says(target: Path) -> None:
    given = report(rejected(成果名称="", 报送单位="一市"), mapping={"报送单位": "source"}, source="全省")
    write_rejects([given], target)
    assert [row[2:] for row in sheets(target)[0]] == [("成果名称", "报送单位"), (None, "全省")]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2", "{=1}", "http://example.com/?a=1"])
def test_nothing_becomes_a_formula_or_a_link(target: Path, text: str) -> None:
    write_rejects([report(rejected(成果名称=text, **{text: "x"}))], target)
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in (sheet["C2"], sheet["D1"])] == [
        (text, "s", None),
        (text, "s", None),
    ]
    with zipfile.ZipFile(target) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_numbers_keep_their_leading_noughts(target: Path) -> None:
    write_rejects([report(rejected(编号="007"))], target)
    assert sheets(target)[0][1][2] == "007"


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(target: Path) -> None:
    write_rejects([report(rejected(简介="长" * 40_000))], target)
    text = str(sheets(target)[0][1][2])
    assert len(text) == 32_767
    assert text.endswith(CUT)


def test_half_a_character_does_not_spoil_the_book(target: Path) -> None:
    write_rejects([report(rejected(简介="半\ud800个", 其他="控\x01制"))], target)
    assert sheets(target)[0][1][2] == "半?个"


def test_nothing_rejected_makes_a_book_that_says_so(target: Path) -> None:
    write_rejects([report()], target)
    assert openpyxl.load_workbook(target).sheetnames == ["没有退回的行"]


def test_a_book_can_be_written_into_memory(target: Path) -> None:
    book = io.BytesIO()
    write_rejects([report(rejected(甲="1"))], book)
    target.write_bytes(book.getvalue())
    assert sheets(target)[0][1][2] == "1"


def test_a_mended_row_becomes_the_record_that_it_would_have_been(store: Store, tmp_path: Path, target: Path) -> None:
    first = openpyxl.Workbook()
    assert first.active is not None
    for cells in (
        ["2024年职工创新成果汇总表"],
        ["编号", "成果名称", "完成单位", "备注"],
        ["JX-1", "风镐减振手柄", "一矿", "好"],
        ["JX-2", None, "二矿", "缺名"],
    ):
        first.active.append(cells)
    first.save(tmp_path / "汇总表.xlsx")
    read = import_file(store, tmp_path / "汇总表.xlsx")
    assert (read.added, len(read.rejected)) == (1, 1)

    write_rejects([read], target)
    mended = openpyxl.load_workbook(target)
    assert mended.active is not None
    header = [cell.value for cell in mended.active[1]]
    mended.active.cell(2, header.index("成果名称") + 1).value = "井下排水自动控制"
    mended.save(target)
    again = import_file(store, target)
    assert (again.added, again.rejected) == (1, ())

    first.active["B4"] = "井下排水自动控制"
    first.save(tmp_path / "汇总表.xlsx")
    whole = import_file(store, tmp_path / "汇总表.xlsx")
    assert (whole.added, whole.updated, whole.unchanged) == (0, 0, 2)
