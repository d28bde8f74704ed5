"""The rows that were not taken, as a workbook to mend and import again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

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
    """Rejected rows of one file, under one header."""

    header: tuple[str, ...]
    rows: Sequence[Mapping[str, str]]


def write_rejects(reports: Iterable[FileReport], target: Path | IO[bytes]) -> None:
    """Write the rejected rows of some files, one sheet a file.

    A sheet has the columns of its file as they were, and 位置 and 原因 before them, which an import leaves out. What
    held for the whole file (the source, its name unless another was given; the year of rows that say none) is written
    into every row, so that a row mended here becomes the record that it would have been there. Every cell is text:
    what looks like a formula stays what it is.
    """
    import xlsxwriter  # here, as few imports turn rows back

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), options) as book:
        styles = {"header": book.add_format({"bold": True}), REASON: book.add_format({"font_color": "#C00000"})}
        sheets = [sheet for report in reports if report.rejected for sheet in _sheets(report)]
        for number, sheet in enumerate(sheets, start=1):
            _write(book.add_worksheet(f"退回{number}"), sheet, styles)
        if not sheets:
            book.add_worksheet("没有退回的行")


def _sheets(report: FileReport) -> Iterator[_Sheet]:
    unsaid, imposed = _held(report)
    header = dict.fromkeys(name for row in report.rejected for name in row.values)
    names = (PLACE, REASON, *dict.fromkeys((*header, *imposed, *unsaid)))
    for start in range(0, len(report.rejected), ROWS_A_SHEET):
        rows = report.rejected[start : start + ROWS_A_SHEET]
        yield _Sheet(names, [_cells(row, unsaid, imposed) for row in rows])


def _held(report: FileReport) -> tuple[dict[str, str], dict[str, str]]:
    """What held for the whole file, by column: where a row says nothing, and whatever it says."""
    columns = {field: header for header, field in report.mapping.items()}
    source = report.source or report.file
    given = source != report.file or "source" not in columns
    unsaid = {columns.get("year", YEAR): str(report.year)} if report.year else {}
    return unsaid, {columns.get("source", SOURCE): source} if given else {}


def _cells(row: RowRejected, unsaid: Mapping[str, str], imposed: Mapping[str, str]) -> Mapping[str, str]:
    said = {name: text for name, text in row.values.items() if text}
    return {**unsaid, **said, **imposed, PLACE: row.place, REASON: row.reason}


def _write(page: Any, sheet: _Sheet, styles: Mapping[str, Any]) -> None:
    page.freeze_panes(1, 2)
    for column, name in enumerate(sheet.header):
        page.set_column(column, column, WIDTHS.get(name, 18))
        page.write_string(0, column, _fit(name), styles["header"])
    for line, cells in enumerate(sheet.rows, start=1):
        for column, name in enumerate(sheet.header):
            if text := cells.get(name):
                page.write_string(line, column, _fit(text), styles.get(name))


def _fit(text: str) -> str:
    """Text that Excel can hold: not too long, and no half characters."""
    text = whole(text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
