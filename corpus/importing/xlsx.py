"""Sheets of an .xlsx workbook as grids, read as a stream.

Only the rows at hand are in memory, and many texts lie in a temporary file. A library that loads a sheet whole takes
several times the memory, and lets one stray cell in the last row and column of a sheet ask for terabytes.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from corpus.importing.cells import date_text, moment_of, number_text, tidy
from corpus.importing.grid import Merge, Row, with_merges
from corpus.importing.ooxml import Attributes, elements, opened, parse, related
from corpus.importing.texts import SharedTexts, unescaped

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


@dataclass(frozen=True, slots=True)
class Formats:
    """What cell styles do to numbers: those that show dates, those that show percentages."""

    dates: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()
    from_1904: bool = False

    def shown(self, value: float, style: int) -> str:
        """A number as Excel shows it in a cell of this style."""
        if style in self.dates and (moment := moment_of(value, from_1904=self.from_1904)):
            return date_text(moment)
        if style in self.percents:
            return number_text(round(value * 100, 10)) + "%"
        return number_text(value)


class RowsHeard:
    """Gathers the rows of a sheet that hold text, as (number, cells), while the sheet is parsed."""

    def __init__(self, texts: SharedTexts, formats: Formats) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self.without_value = 0
        self.starts = {"row": self._start_row, "c": self._start_cell, "f": self._start_formula}
        self.starts |= {"v": self._listen, "t": self._listen, "rPh": self._start_guide}
        self.ends = {"row": self._end_row, "c": self._end_cell, "v": self._pause, "t": self._pause}
        self.ends |= {"rPh": self._end_guide}
        self._texts, self._formats = texts, formats
        self._number = 0
        self._cells: list[str] = []
        self._column = -1
        self._attributes: Attributes = {}
        self._value = ""
        self._listening = self._is_formula = self._in_guide = False

    def text(self, data: str) -> None:
        """Keep what belongs to a value."""
        if self._listening:
            self._value += data

    def _start_row(self, attributes: Attributes) -> None:
        self._number = int(attributes.get("r") or self._number + 1)
        self._cells, self._column = [], -1

    def _start_cell(self, attributes: Attributes) -> None:
        self._column = column_of(attributes["r"]) if "r" in attributes else self._column + 1
        self._attributes = attributes
        self._value, self._is_formula = "", False

    def _start_formula(self, _: Attributes) -> None:
        self._is_formula = True

    def _listen(self, _: Attributes) -> None:
        self._listening = not self._in_guide

    def _pause(self) -> None:
        self._listening = False

    def _start_guide(self, _: Attributes) -> None:
        self._in_guide = True

    def _end_guide(self) -> None:
        self._in_guide = False

    def _end_cell(self) -> None:
        if not self._value:
            self.without_value += self._is_formula
        elif self._column < MAX_COLUMNS and (text := self._shown(self._value)):
            self._cells.extend([""] * (self._column + 1 - len(self._cells)))
            self._cells[self._column] = text

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append((self._number, self._cells))
            self._cells = []

    def _shown(self, value: str) -> str:
        match self._attributes.get("t", "n"):
            case "s":
                return tidy(self._texts.text(int(value)))
            case "n":
                return self._formats.shown(float(value), int(self._attributes.get("s", 0)))
            case "b":
                return "是" if value.strip() in ("1", "true") else "否"
            case "e":
                return ""
            case "d":
                return value.removesuffix("T00:00:00")
            case _:
                return tidy(unescaped(value))


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
        heard = RowsHeard(self.texts, self.formats)
        for _ in parse(archive, self.part, heard):
            yield from heard.rows
            heard.rows = []
        if heard.without_value:
            self.say(
                f"{self.place}有 {heard.without_value} 个公式没有算好的值，按空白处理；请用 Excel 打开并保存一次再导入"
            )


def sheets_of(path: Path, say: Callable[[str], None]) -> list[Sheet]:
    """Open a workbook; its worksheets in order. `say` hears what a person should know; raises `UnreadableFile`."""
    with opened(path) as archive:
        main = next((part for kind, part in related(archive, "").values() if kind == "officeDocument"), "")
        parts = related(archive, main)
        by_kind = dict(parts.values())
        told = elements(archive, main)
        from_1904 = any(each.get("date1904") in ("1", "true") for name, each in told if name == "workbookPr")
        texts = SharedTexts.of(archive, by_kind.get("sharedStrings"))
        formats = _formats(archive, by_kind.get("styles"), from_1904)
        return [
            Sheet(each.get("name", ""), each.get("state", "visible") != "visible", path, part, texts, formats, say)
            for name, each in told
            if name == "sheet"
            for kind, part in [parts.get(_relation_id(each), ("", ""))]
            if kind == "worksheet"
        ]


def _relation_id(sheet: Attributes) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _formats(archive: zipfile.ZipFile, part: str | None, from_1904: bool) -> Formats:
    if part is None:
        return Formats(from_1904=from_1904)
    codes: dict[int, str] = {}
    styles: list[int] = []
    group = ""
    for name, attributes in elements(archive, part):
        if name.endswith(("Xfs", "Styles", "dxfs")):
            group = name
        elif name == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "xf" and group == "cellXfs":
            styles.append(int(attributes.get("numFmtId", 0)))
    dates = frozenset(index for index, code in enumerate(styles) if _shows_date(code, codes))
    percents = frozenset(index for index, code in enumerate(styles) if _shows_percent(code, codes))
    return Formats(dates, percents - dates, from_1904)


def _shows_date(number: int, codes: Mapping[int, str]) -> bool:
    if number not in codes:
        return number in DATE_FORMATS
    return any(letter in "ymdhs年月日" for letter in _QUOTED.sub("", codes[number]).lower().replace("general", ""))


def _shows_percent(number: int, codes: Mapping[int, str]) -> bool:
    return "%" in _QUOTED.sub("", codes[number]) if number in codes else number in PERCENT_FORMATS


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
