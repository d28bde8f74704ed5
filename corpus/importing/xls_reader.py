"""Reads an .xls workbook in a process of its own and writes it to standard output as lines of JSON.

`python -m corpus.importing.xls_reader FILE` writes a line `[name, hidden]` for each worksheet; with the number of one
of them (from 0), its merged areas as `[[top, left, bottom, right], …]`, rows from 1 and columns from 0, and then a line
`[number, [text, …]]` for each row that holds text. It ends with 0, with `LOCKED` where a password is needed, or with
anything else where the file is broken or asks for too much.
"""

import json
import sys
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Final

from corpus.importing.cells import date_text, number_text, tidy

LOCKED: Final = 3
"""Exit status for a workbook that is encrypted."""

MAX_MEMORY: Final = 2 * 1024**3
"""Bytes of address space; the largest sheet of the format, 65,536 rows of 256 columns, takes under half of it."""

MAX_SECONDS: Final = 120
"""Seconds of computing."""


def main(path: str, sheet: str = "") -> int:
    """Write what is asked for; returns the exit status."""
    from python_calamine import CalamineWorkbook, PasswordError

    _set_limits()
    try:
        with Path(path).open("rb") as file, CalamineWorkbook.from_filelike(file) as workbook:
            if sheet:
                _write_sheet(workbook, int(sheet))
            else:
                _write(*([each.name, _is_hidden(each)] for each in _worksheets(workbook)))
    except PasswordError:
        return LOCKED
    return 0


def _set_limits() -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))


def _worksheets(workbook: Any) -> list[Any]:
    from python_calamine import SheetTypeEnum

    return [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]


def _is_hidden(sheet: Any) -> bool:
    from python_calamine import SheetVisibleEnum

    return bool(sheet.visible != SheetVisibleEnum.Visible)


def _write_sheet(workbook: Any, index: int) -> None:
    sheet = workbook.get_sheet_by_name(_worksheets(workbook)[index].name)
    areas = sheet.merged_cell_ranges or []
    _write([(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in areas])
    _, left = sheet.start or (0, 0)  # empty rows above the first cell are given, empty columns before it are not
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [""] * left + [_text(cell) for cell in cells]
        if any(texts):
            _write([number, texts])


def _write(*lines: Any) -> None:
    for line in lines:
        sys.stdout.write(json.dumps(line) + "\n")


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


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
