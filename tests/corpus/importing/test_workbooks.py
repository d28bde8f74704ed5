"""Cells of workbooks: numbers, dates, formulas, long texts, and sheets that are larger than what is in them."""

import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from corpus.achievement import Achievement
from corpus.importing.reading import read
from corpus.importing.rows import RowRead
from tests.corpus.importing.conftest import achievements, by_openpyxl, by_xlsxwriter, rejected

HEADER = ["成果名称", "完成时间", "备注"]

Write = Callable[..., Path]


def only_row(path: Path) -> RowRead[Achievement]:
    [row] = read(path).rows()
    assert isinstance(row, RowRead)
    return row


@pytest.mark.parametrize(
    ("cell", "text"),
    [(2023, "2023"), (2023.0, "2023"), (0.5, "0.5"), (0.1 + 0.2, "0.3"), (True, "是"), (False, "否"), ("０１", "０１")],
)
def test_cell_is_read_as_it_is_shown(workbook: Write, cell: object, text: str) -> None:
    assert only_row(workbook([HEADER, ["甲装置", None, cell]])).cells["备注"] == text


def test_date_cells_give_the_year(tmp_path: Path) -> None:
    path = by_openpyxl(tmp_path / "a.xlsx", [HEADER, ["甲装置", date(2021, 5, 1), datetime(2022, 6, 7, 8, 30)]])
    row = only_row(path)

    assert row.record.year == 2021
    assert row.cells == {"成果名称": "甲装置", "完成时间": "2021-05-01", "备注": "2022-06-07 08:30"}


@pytest.mark.parametrize("number_format", ["yyyy年m月", 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d;@", "m/d/yy", "yyyy"])
def test_dates_are_known_by_their_format(tmp_path: Path, number_format: str) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1, 0, "甲装置")
        sheet.write_number(1, 1, 44317, book.add_format({"num_format": number_format}))

    assert only_row(tmp_path / "a.xlsx").cells["完成时间"] == "2021-05-01"


def test_dates_of_old_workbooks(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, name in enumerate(HEADER):
        sheet.write(0, column, name)
    sheet.write(1, 0, "甲装置")
    sheet.write(1, 1, date(2021, 5, 1), xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    book.save(str(tmp_path / "a.xls"))

    assert only_row(tmp_path / "a.xls").record.year == 2021


def test_dates_counted_from_1904(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1, 0, "甲装置")
        sheet.write_datetime(1, 1, datetime(2021, 5, 1), book.add_format({"num_format": "yyyy-mm-dd"}))

    assert only_row(tmp_path / "a.xlsx").cells["完成时间"] == "2021-05-01"


def test_percentages_keep_their_sign(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1, 0, "甲装置")
        sheet.write_number(1, 2, 0.305, book.add_format({"num_format": "0.0%"}))

    assert only_row(tmp_path / "a.xlsx").cells["备注"] == "30.5%"


def test_formula_counts_by_its_computed_value(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_formula(1, 0, '="甲"&"装置"', value="甲装置")
        sheet.write_formula(1, 2, "=1/0", value="#DIV/0!")
        sheet.write_formula(1, 1, "=2000+23", value=2023)
    found = only_row(tmp_path / "a.xlsx").record

    assert (found.title, found.year, found.extra) == ("甲装置", 2023, {})


def test_formula_without_a_computed_value_is_told(tmp_path: Path) -> None:
    reading = read(by_openpyxl(tmp_path / "a.xlsx", [HEADER, ['="甲"&"装置"', 2023, None], ["乙装置", 2023, "=1+1"]]))

    assert [found.title for found in achievements(reading)] == ["乙装置"]
    assert any("2 个公式没有算好的值" in notice for notice in reading.notices)


def test_text_that_looks_like_a_command_stays_text(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_string(1, 0, "=cmd|'/c calc'!A1")

    assert only_row(tmp_path / "a.xlsx").record.title == "=cmd|'/c calc'!A1"


def test_cell_of_excels_greatest_length(workbook: Write) -> None:
    row = only_row(workbook([["成果名称", "成果简介"], ["甲装置", "长" * 32_767]]))

    assert len(row.record.summary) == 32_767


def test_texts_in_runs_and_with_phonetic_guides(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(1, 0, "提升机", bold, "断绳", "保护装置")

    assert only_row(tmp_path / "a.xlsx").record.title == "提升机断绳保护装置"


def test_inline_texts_and_other_prefixes(tmp_path: Path) -> None:
    path = by_openpyxl(tmp_path / "a.xlsx", [HEADER, ["甲装置", 2023, "x"]])
    sheet = (
        '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>成果名称</x:t></x:is></x:c>'
        '<x:c t="inlineStr"><x:is><x:t>年度</x:t></x:is></x:c></x:row>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>丙_x000D_\n装置</x:t></x:is></x:c><x:c><x:v>2020</x:v></x:c></x:row>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>丁装置</x:t></x:is></x:c></x:row>'
        '</x:sheetData><x:mergeCells><x:mergeCell ref="B2:B3"/></x:mergeCells></x:worksheet>'
    )
    replaced(path, "xl/worksheets/sheet1.xml", sheet.encode())

    assert [(found.title, found.year) for found in achievements(read(path))] == [("丙 装置", 2020), ("丁装置", 2020)]


def replaced(path: Path, part: str, content: bytes) -> None:
    """Put another content into a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, old in parts.items():
            archive.writestr(name, content if name == part else old)


def test_stray_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.append(["甲装置", 2023, None])
    sheet["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    started = time.perf_counter()

    assert [found.title for found in achievements(read(tmp_path / "a.xlsx"))] == ["甲装置"]
    assert time.perf_counter() - started < 2


@pytest.mark.slow
def test_million_empty_rows_are_passed_over(tmp_path: Path) -> None:
    path = by_xlsxwriter(tmp_path / "a.xlsx", [HEADER, ["甲装置", 2023, None]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    empty = "".join(f'<row r="{number}" spans="1:3" ht="15"/>' for number in range(3, 1_000_003))
    replaced(path, "xl/worksheets/sheet1.xml", sheet.replace("</sheetData>", f"{empty}</sheetData>").encode())
    reading = read(path)

    assert [found.title for found in achievements(reading)] == ["甲装置"]
    assert rejected(reading) == []
