"""Workbooks and documents made by the programs that people use, written where a test wants them."""

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlsxwriter
import xlwt

from corpus.achievement import Achievement
from corpus.importing.reading import Reading
from corpus.importing.rows import RowRead, RowRejected

Rows = Sequence[Sequence[Any]]
Merges = Iterable[tuple[int, int, int, int]]
"""Merged areas: first row, first column, last row, last column, all from 0."""


def by_openpyxl(path: Path, rows: Rows, merges: Merges = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总表"
    for row in rows:
        sheet.append(list(row))
    for top, left, bottom, right in merges:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    book.save(path)
    return path


def by_xlsxwriter(path: Path, rows: Rows, merges: Merges = ()) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("汇总表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
        for top, left, bottom, right in merges:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    return path


def by_xlwt(path: Path, rows: Rows, merges: Merges = ()) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("汇总表")
    tops = {(top, left): (bottom, right) for top, left, bottom, right in merges}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if (number, column) in tops:
                bottom, right = tops[number, column]
                sheet.write_merge(number, bottom, column, right, cell)
            elif cell is not None:
                sheet.write(number, column, cell)
    book.save(str(path))
    return path


def by_csv(path: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def by_word(path: Path, *tables: Rows, spans: Iterable[tuple[int, int, int, int, int]] = ()) -> Path:
    """Write tables into a document; `spans` merges (table, first row, first column, last row, last column)."""
    document = docx.Document()
    for rows in tables:
        made = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                made.cell(number, column).text = text
        document.add_paragraph("")
    for table, top, left, bottom, right in spans:
        made = document.tables[table]
        made.cell(top, left).merge(made.cell(bottom, right))
    document.save(str(path))
    return path


def achievements(reading: Reading[Any]) -> list[Achievement]:
    return [row.record for row in reading.rows() if isinstance(row, RowRead)]


def rejected(reading: Reading[Any]) -> list[RowRejected]:
    return [row for row in reading.rows() if isinstance(row, RowRejected)]


def places(reading: Reading[Any]) -> list[str]:
    return [row.place for row in reading.rows()]


WORKBOOKS = [("a.xlsx", by_openpyxl), ("a.xlsx", by_xlsxwriter), ("a.xls", by_xlwt)]
"""A name and the program that writes it."""


@pytest.fixture(params=WORKBOOKS, ids=["openpyxl", "xlsxwriter", "xlwt"])
def workbook(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Path]:
    """Writes rows into a workbook: `workbook(rows, merges)`; once for each program."""
    name, write = request.param

    def made(rows: Rows, merges: Merges = ()) -> Path:
        path: Path = write(tmp_path / name, rows, merges)
        return path

    return made
