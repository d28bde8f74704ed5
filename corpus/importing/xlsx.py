"""Sheets of an .xlsx workbook as grids, read as a stream.

Only the row at hand is in memory, and many texts lie in a temporary file. A library that loads a sheet whole takes
several times the memory, and lets one stray cell in the last row and column of a sheet ask for terabytes.
"""

import re
import tempfile
import weakref
import zipfile
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from corpus.errors import UnreadableFile
from corpus.importing.cells import date_text, number_text, tidy
from corpus.importing.grid import Merge, Row, with_merges
from corpus.importing.ooxml import elements, local, opened, related

SPOOL: Final = 16 * 1024**2
"""Bytes of shared texts that are kept in memory; more go to a temporary file."""

BLOCK: Final = 64 * 1024
"""Bytes read at once from that file."""

RECENT: Final = 4096
"""Texts remembered, for those that come in every row."""

TAIL: Final = 32 * 1024**2
"""Most bytes kept of what follows a sheet's rows, where the merged areas are listed."""

CHUNK: Final = 1024**2

MAX_COLUMNS: Final = 1000
"""Columns read of a row; what stands further right is no part of a table of achievements."""

DATE_FORMATS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Built-in number formats that show dates, those of Chinese Excel (27–36, 50–58) included."""

PERCENT_FORMATS: Final = frozenset((9, 10))

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_CLOSING: Final = re.compile(rb"</(?:\w+:)?sheetData\s*>|sheetData\s*/>")
_MERGE: Final = re.compile(rb"""mergeCell\s[^>]*?ref=["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']""")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class SharedTexts:
    """The texts that cells refer to by number: on disk when they are many, eight bytes of memory for each."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115 (lives as long as the workbook)
        weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])
        self._block = b""
        self._block_start = 0
        self.text = lru_cache(maxsize=RECENT)(self._text)
        """Give the text of a number; those asked for again and again are remembered."""

    def add(self, text: str) -> None:
        """Append the text with the next number."""
        self._ends.append(self._ends[-1] + self._file.write(text.encode("utf-8", "surrogatepass")))

    def _text(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise UnreadableFile(f"工作簿已损坏：单元格引用了不存在的第 {number} 条文字；请用 Excel 打开修复后另存")
        start, end = self._ends[number], self._ends[number + 1]
        if start < self._block_start or end > self._block_start + len(self._block):
            self._file.seek(start)
            self._block, self._block_start = self._file.read(max(end - start, BLOCK)), start
        return self._block[start - self._block_start : end - self._block_start].decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Formats:
    """What cell styles do to numbers: those that show dates, those that show percentages."""

    dates: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()
    from_1904: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet of a workbook; `hidden` where Excel does not show it. A grid."""

    name: str
    hidden: bool
    path: Path
    part: str
    texts: SharedTexts
    formats: Formats
    say: Callable[[str], None]

    @property
    def place(self) -> str:
        """How people call it."""
        return f"工作表“{self.name}”"

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold text, merged values filled down."""
        with opened(self.path) as archive:
            yield from with_merges(self._cells(archive), _merges(archive, self.part))

    def _cells(self, archive: zipfile.ZipFile) -> Iterator[tuple[int, list[str]]]:
        number = without_value = 0
        for row in elements(archive, self.part, "row"):
            number = int(row.get("r") or number + 1)
            cells: list[str] = []
            for cell in row:
                column = column_of(reference) if (reference := cell.get("r")) else len(cells)
                if column >= MAX_COLUMNS:
                    break
                text, is_missing = self._text(cell)
                without_value += is_missing
                if text:
                    cells.extend([""] * (column - len(cells)))
                    cells[column:] = [text]
            if any(cells):
                yield number, cells
        if without_value:
            self.say(f"{self.place}有 {without_value} 个公式没有算好的值，按空白处理；请用 Excel 打开并保存一次再导入")

    def _text(self, cell: Any) -> tuple[str, bool]:
        """Text of a cell, and whether it is a formula without a computed value."""
        value, has_formula, inline = None, False, ""
        for child in cell:
            match child.tag.rpartition("}")[2]:
                case "v":
                    value = child.text
                case "f":
                    has_formula = True
                case "is":
                    inline = _plain(child)
        if value is None:
            return tidy(unescaped(inline)), has_formula
        return self._shown(value, cell.get("t", "n"), int(cell.get("s", 0))), False

    def _shown(self, value: str, kind: str, style: int) -> str:
        match kind:
            case "s":
                return tidy(self.texts.text(int(value)))
            case "n":
                return self._number(float(value), style)
            case "b":
                return "是" if value.strip() in ("1", "true") else "否"
            case "e":
                return ""
            case "d":
                return value.removesuffix("T00:00:00")
            case _:
                return tidy(unescaped(value))

    def _number(self, value: float, style: int) -> str:
        if style in self.formats.dates and (moment := _moment(value, self.formats.from_1904)):
            return date_text(moment)
        if style in self.formats.percents:
            return number_text(round(value * 100, 10)) + "%"
        return number_text(value)


def sheets_of(path: Path, say: Callable[[str], None]) -> list[Sheet]:
    """Open a workbook; its worksheets in order. `say` hears what a person should know; raises `UnreadableFile`."""
    with opened(path) as archive:
        main = next((part for kind, part in related(archive, "").values() if kind == "officeDocument"), "")
        parts = related(archive, main)
        by_kind = dict(parts.values())
        texts = _shared_texts(archive, by_kind.get("sharedStrings"))
        formats = _formats(archive, by_kind.get("styles"), _is_from_1904(archive, main))
        return [
            Sheet(
                element.get("name", ""), element.get("state", "visible") != "visible", path, part, texts, formats, say
            )
            for element in elements(archive, main, "sheet")
            for kind, part in [parts.get(_relation_id(element), ("", ""))]
            if kind == "worksheet"
        ]


def _relation_id(sheet: Any) -> str:
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")


def _is_from_1904(archive: zipfile.ZipFile, main: str) -> bool:
    return any(element.get("date1904") in ("1", "true") for element in elements(archive, main, "workbookPr"))


def _shared_texts(archive: zipfile.ZipFile, part: str | None) -> SharedTexts:
    texts = SharedTexts()
    if part and part in archive.namelist():
        for element in elements(archive, part, "si"):
            texts.add(unescaped(_plain(element)))
    return texts


def _plain(element: Any) -> str:
    """Text of a string item: its runs joined, the phonetic guide (rPh) left out."""
    if len(element) == 1 and element[0].text is not None:
        return str(element[0].text)
    runs = (node for child in element if local(child) in ("t", "r") for node in child.iter("{*}t"))
    return "".join(node.text or "" for node in runs)


def unescaped(text: str) -> str:
    """Undo the workbook's way of writing characters that XML has no place for: `_x000D_`."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _formats(archive: zipfile.ZipFile, part: str | None, from_1904: bool) -> Formats:
    if not part or part not in archive.namelist():
        return Formats(from_1904=from_1904)
    codes = {int(each.get("numFmtId")): each.get("formatCode", "") for each in elements(archive, part, "numFmt")}
    styles = [int(xf.get("numFmtId", 0)) for group in elements(archive, part, "cellXfs") for xf in group]
    dates = frozenset(index for index, code in enumerate(styles) if _shows_date(code, codes))
    percents = frozenset(index for index, code in enumerate(styles) if _shows_percent(code, codes))
    return Formats(dates, percents - dates, from_1904)


def _shows_date(number: int, codes: Mapping[int, str]) -> bool:
    if number not in codes:
        return number in DATE_FORMATS
    return any(letter in "ymdhs年月日" for letter in _QUOTED.sub("", codes[number]).lower().replace("general", ""))


def _shows_percent(number: int, codes: Mapping[int, str]) -> bool:
    return "%" in _QUOTED.sub("", codes[number]) if number in codes else number in PERCENT_FORMATS


def _moment(value: float, from_1904: bool) -> datetime | None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    try:
        moment = from_excel(value, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return None
    return moment if isinstance(moment, datetime) else None


def _merges(archive: zipfile.ZipFile, part: str) -> list[Merge]:
    found = _MERGE.findall(_after_rows(archive, part))
    return [
        Merge(int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))
        for left, top, right, bottom in found
    ]


def _after_rows(archive: zipfile.ZipFile, part: str) -> bytes:
    """What follows the rows of a sheet: it is not worth parsing all rows once more for it."""
    with archive.open(part) as stream:
        window = b""
        while chunk := stream.read(CHUNK):
            window = window[-64:] + chunk
            if closing := _CLOSING.search(window):
                return window[closing.end() :] + stream.read(TAIL)
    return b""


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_of(reference: str) -> int:
    """Column, from 0, of a cell reference such as `AB12` or of its letters alone."""
    return _column(reference.rstrip("0123456789"))
