"""The rows that were not taken, as a workbook to mend and import again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

import xlsxwriter

from corpus.importing.printable import whole
from corpus.reports import FileReport, RowRejected

PLACE: Final = "位置"
REASON: Final = "原因"
SOURCE: Final = "来源"
YEAR: Final = "年度"

LONGEST_CELL: Final = 32_767
"""Characters that Excel takes in one cell."""

ROWS_A_SHEET: Final = 1_000_000
"""Rows on one sheet, a little below Excel's 1,048,576."""

CUT: Final = "（原文过长，已截断）"

WIDTHS: Final = {PLACE: 24, REASON: 48}
"""Column widths in characters; the others are 18."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The rejected rows of one file, under one header."""

    header: tuple[str, ...]
    rows: Sequence[RowRejected]
    given: dict[str, str]


def write_rejects(reports: Iterable[FileReport], target: Path | IO[bytes]) -> None:
    """Write the rejected rows of some files, one sheet a file.

    A sheet has the columns of its file as they were, and 位置 and 原因 before them, which an import leaves out. What
    was said for the whole file (its name as the source, the year) is added as columns, so that a row mended here
    becomes the record that it would have been there. Every cell is text: what looks like a formula stays what it is.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), options) as book:
        styles = {"bold": book.add_format({"bold": True}), "reason": book.add_format({"font_color": "#C00000"})}
        sheets = [sheet for report in reports if report.rejected for sheet in _sheets(report)]
        for number, sheet in enumerate(sheets, start=1):
            _write(book.add_worksheet(f"退回{number}"), sheet, styles)
        if not sheets:
            book.add_worksheet("没有退回的行")


def _sheets(report: FileReport) -> Iterator[_Sheet]:
    header = tuple(dict.fromkeys(name for row in report.rejected for name in row.values))
    given = _given(report, header)
    rows = iter(report.rejected)
    while portion := list(islice(rows, ROWS_A_SHEET)):
        yield _Sheet(header, portion, given)


def _given(report: FileReport, header: Sequence[str]) -> dict[str, str]:
    """What holds for the whole file and no column says."""
    fields = set(report.mapping.values())
    given = {}
    if "source" not in fields and SOURCE not in header:
        given[SOURCE] = report.source or report.file
    if report.year is not None and "year" not in fields and YEAR not in header:
        given[YEAR] = str(report.year)
    return given


def _write(page: Any, sheet: _Sheet, styles: dict[str, Any]) -> None:
    names = (PLACE, REASON, *sheet.header, *sheet.given)
    page.freeze_panes(1, 2)
    for column, name in enumerate(names):
        page.set_column(column, column, WIDTHS.get(name, 18))
        page.write_string(0, column, _fit(name), styles["bold"])
    for line, row in enumerate(sheet.rows, start=1):
        page.write_string(line, 0, _fit(row.place))
        page.write_string(line, 1, _fit(row.reason), styles["reason"])
        values = {**row.values, **sheet.given}
        for column, name in enumerate(names[2:], start=2):
            if text := values.get(name):
                page.write_string(line, column, _fit(text))


def _fit(text: str) -> str:
    """Text that Excel can hold: not too long, and no half characters."""
    text = whole(text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
