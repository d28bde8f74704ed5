"""Sheets of an old .xls workbook as grids.

The format holds at most 65,536 rows of 256 columns, so a sheet may be loaded whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from corpus.importing.cells import date_text, number_text, tidy
from corpus.importing.grid import Merge, Row, with_merges


@dataclass(frozen=True, slots=True)
class OldSheet:
    """One worksheet of an .xls workbook; a grid."""

    name: str
    hidden: bool
    path: Path

    @property
    def place(self) -> str:
        """How people call it."""
        return f"工作表“{self.name}”"

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold text, merged values filled down."""
        with _opened(self.path) as workbook:
            sheet = workbook.get_sheet_by_name(self.name)
            merges = [
                Merge(top + 1, left, bottom + 1, right)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            ]
            rows = sheet.to_python(skip_empty_area=False)
        yield from with_merges(_with_text(rows), merges)


def sheets_of(path: Path) -> list[OldSheet]:
    """Open a workbook; its worksheets in order. Raises `UnreadableFile`."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    with _opened(path) as workbook:
        return [
            OldSheet(sheet.name, sheet.visible != SheetVisibleEnum.Visible, path)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as workbook:
            yield workbook
    except PasswordError as problem:
        raise UnreadableFile("工作簿加了密码；请在 Excel 里去掉密码后再导入") from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise UnreadableFile(f"工作簿已损坏（{problem}）；请用 Excel 打开修复后另存") from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise UnreadableFile("工作簿已损坏；请用 Excel 打开修复后另存") from problem


def _with_text(rows: list[list[Any]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _text(cell: Any) -> str:
    match cell:
        case str():
            return tidy(cell)
        case bool():
            return "是" if cell else "否"
        case int() | float():
            return number_text(cell)
        case date():
            return date_text(cell)
        case time() | timedelta():
            return str(cell)
        case _:
            return ""
