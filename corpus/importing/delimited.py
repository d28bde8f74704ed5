"""Text files of separated values (.csv, .tsv) as grids: encoding and separator are found out."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.errors import UnreadableFile
from corpus.importing.cells import tidy
from corpus.importing.grid import Row
from corpus.importing.vocabulary import Vocabulary

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS: Final = (",", "\t", ";", "|")

SNIFFED_ROWS: Final = 40
"""Rows looked at to tell the separator."""

CHUNK: Final = 1024**2

MAX_DAMAGE: Final = 0.1
"""Share of undecodable characters, among those beyond ASCII, up to which a text counts as damaged UTF-8."""

MIN_NULS: Final = 0.01
"""Share of NUL bytes, all at odd or all at even places, from which on a text is UTF-16 without its mark."""

MAX_NULS: Final = 8
"""NUL characters in the first part of a file up to which it is still a text, with some rows damaged."""

MAX_LINES: Final = 200
"""Lines that one cell may run over; more means that a quotation mark is never closed."""

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks and what they announce."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A file of separated values; a grid."""

    path: Path
    encoding: str
    delimiter: str
    place: str = ""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold text, numbered as Excel numbers them."""
        with self.path.open(encoding=self.encoding, errors="surrogateescape", newline="") as file:
            for number, cells in enumerate(_records(csv.reader(file, delimiter=self.delimiter)), start=1):
                texts = tuple(tidy(cell) for cell in cells)
                if any(texts):
                    yield Row(number, texts)


def table_of(path: Path, vocabulary: Vocabulary) -> TextTable:
    """Find out how a text file is written; raises `UnreadableFile` where it is no text."""
    encoding = encoding_of(path)
    best = max(DELIMITERS, key=lambda delimiter: _fitness(path, encoding, delimiter, vocabulary))
    return TextTable(path, encoding, best)


def encoding_of(path: Path) -> str:
    """Encoding of a text file: by its byte order mark, else UTF-16, UTF-8 or GB18030, whichever reads all of it."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _checked(path, encoding)
    high, low = head[::2].count(0), head[1::2].count(0)
    wide = "utf-16-be" if high > low else "utf-16-le"
    if max(high, low) > MIN_NULS * len(head) and min(high, low) * 10 < max(high, low) and not _damage(path, wide):
        return _checked(path, wide)
    damage = _damage(path, "utf-8")
    if damage > MAX_DAMAGE and _damage(path, "gb18030") == 0:
        return "gb18030"
    return _checked(path, "utf-8")


def _checked(path: Path, encoding: str) -> str:
    allowed = MAX_DAMAGE if encoding.startswith("utf-8") else 0
    if _damage(path, encoding) > allowed or _has_nul(path, encoding):
        raise UnreadableFile("文件的编码认不出来，或者不是文本；请用 Excel 打开后另存为“CSV UTF-8”或 .xlsx，再导入")
    return encoding


def _damage(path: Path, encoding: str) -> float:
    """Share of the characters beyond ASCII that cannot be decoded."""
    bad = foreign = 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while text := file.read(CHUNK):
            bad += text.count("\ufffd")
            foreign += len(text) - len(text.encode("ascii", "ignore"))
    return bad / max(foreign, 1)


def _has_nul(path: Path, encoding: str) -> bool:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read(CHUNK).count("\0") > MAX_NULS


def _fitness(path: Path, encoding: str, delimiter: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """How well a separator fits: most labels in one row, then the usual number of cells."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        rows = list(islice(_records(csv.reader(file, delimiter=delimiter)), SNIFFED_ROWS))
    labels = max((sum(map(vocabulary.is_label, cells)) for cells in rows), default=0)
    widths = sorted(len(cells) for cells in rows if cells)
    return labels, widths[len(widths) // 2] if widths else 0


def _records(reader: "Reader") -> Iterator[list[str]]:
    """Yield the records; one that an unclosed quotation mark makes endless is told as an error in its own row."""
    while True:
        started = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise UnreadableFile(
                f"第 {started} 行起有一个单元格太长（{problem}），多半是引号没有成对；请补上引号后再导入"
            ) from problem
        if reader.line_num - started > MAX_LINES:
            raise UnreadableFile(f"第 {started} 行的引号没有成对，一直连到第 {reader.line_num} 行；请补上引号后再导入")
        yield cells
