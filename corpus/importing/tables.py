"""Finding the header of a table wherever it stands, and going through the rows below it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from corpus.importing.columns import ColumnMapping, assign, unnamed
from corpus.importing.entries import Entry
from corpus.importing.grid import Grid, Row, place_of
from corpus.importing.synonyms import NOTE_WORDS, TOTAL_WORDS
from corpus.importing.vocabulary import MAX_HEADER, Vocabulary
from corpus.reports import ColumnFound, TableFound

PEEK: Final = 100
"""Rows, empty ones not counted, in which the header is looked for and samples are taken."""

MAX_DEPTH: Final = 3
"""Rows that one header may have."""

MAX_TOTAL: Final = 8
"""Longest cell, in characters, that makes a row one of sums although it stands in the column of titles."""

SAMPLES: Final = 3
SAMPLE_LENGTH: Final = 60

_NOTE: Final = re.compile(rf"\s*(?:{'|'.join(map(re.escape, NOTE_WORDS))})\s*(?:[（(][^）)]*[）)])?\s*(?:[:：]|$)")
_TOTAL: Final = re.compile(rf"\s*(?:{'|'.join(map(re.escape, TOTAL_WORDS))})(?:[\s:：（(0-9]|$)")
_COUNTER: Final = re.compile(r"[0-9A-Za-z.、()（）#-]{1,8}")
_SECTION: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+[部分类章组])"
)
_YEAR: Final = (re.compile(r"((?:19|20)[0-9]{2})\s*年度"), re.compile(r"((?:19|20)[0-9]{2})\s*年"))


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its rows (numbers from 1, both included), and a column for every column of the grid."""

    first: int
    last: int
    columns: tuple[ColumnFound, ...]
    texts: frozenset[str]
    vocabulary: Vocabulary

    @property
    def title(self) -> int | None:
        """Index of the column of titles."""
        return next((index for index, column in enumerate(self.columns) if column.field == "title"), None)

    @property
    def is_sure(self) -> bool:
        """Whether the column of titles is called more than just 名称 or 项目."""
        if self.title is None:
            return False
        return self.vocabulary.folded(self.columns[self.title].header) not in self.vocabulary.generic

    @property
    def fields(self) -> list[str | None]:
        """The field of every column."""
        return [column.field for column in self.columns]

    @property
    def score(self) -> int:
        """How many fields it names."""
        return len(set(self.fields) - {None})


def find_header(rows: Sequence[Row], mapping: ColumnMapping) -> Header | None:
    """Find the row or rows that name the most fields, the title among them; the first of equals."""
    best: Header | None = None
    for index, row in enumerate(rows):
        if mapping.header_row is not None and row.number != mapping.header_row:
            continue
        if mapping.header_row is None and not _may_be_header(row, mapping):
            continue
        header = header_at(rows, index, mapping)
        if header.title is not None and (best is None or header.score > best.score):
            best = header
    return best


def _may_be_header(row: Row, mapping: ColumnMapping) -> bool:
    return any(mapping.field_of(text) or mapping.vocabulary.is_label(text) for text in row.cells if text)


def header_at(rows: Sequence[Row], index: int, mapping: ColumnMapping) -> Header:
    """The header that has its most telling row at `index`: with the group row above and the rows below it."""
    first = last = index
    if index > 0 and _is_group_over(rows[index - 1], rows[index]):
        first = index - 1
    vocabulary = mapping.vocabulary
    while last + 1 < min(len(rows), first + MAX_DEPTH) and _goes_on(rows[first : last + 1], rows[last + 1], vocabulary):
        last += 1
    pieces = _pieces(rows[first : last + 1])
    texts = frozenset(piece for each in pieces for piece in each)
    return Header(rows[first].number, rows[last].number, tuple(assign(pieces, mapping)), texts, vocabulary)


def _is_group_over(upper: Row, lower: Row) -> bool:
    """Whether a row heads groups of the columns below: directly above, several cells, one wide, none with a colon."""
    texts = [text for text in upper.cells if text]
    is_caption = any("：" in text or ":" in text for text in texts)
    return upper.number + 1 == lower.number and len(texts) > 1 and bool(upper.wide) and not is_caption


def _goes_on(header: Sequence[Row], row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row below belongs to the header: its title cell goes on, or it holds nothing but sub-headers."""
    above = header[-1]
    if row.number != above.number + 1:
        return False
    titles = [column for column, text in enumerate(above.cells) if vocabulary.guess(text).field == "title"]
    if not titles:
        return False
    if titles[0] in row.continued:
        return True
    return not row.text(titles[0]) and _heads_columns(row, above, vocabulary)


def _heads_columns(row: Row, above: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row below a header holds sub-headers: some known, none a number, one or more under a blank cell."""
    own = row.filled()
    texts = [row.text(column) for column in own]
    fit = all(len(text) <= MAX_HEADER and not text[0].isdigit() for text in texts)
    return fit and any(map(vocabulary.is_label, texts)) and any(not above.text(column) for column in own)


def _pieces(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    width = max(len(row.cells) for row in rows)
    for row in rows:
        width = max(width, *(right + 1 for right in row.wide.values()), 0)
    spread = [_spread(row, width, rows[at + 1 :]) for at, row in enumerate(rows)]
    return [tuple(dict.fromkeys(text for texts in spread if (text := texts[column]))) for column in range(width)]


def _spread(row: Row, width: int, below: Sequence[Row]) -> list[str]:
    """The texts of a header row, those of groups repeated over the columns that they head."""
    texts = [row.text(column) for column in range(width)]
    for left, right in row.wide.items():
        texts[left : right + 1] = [texts[left]] * (right + 1 - left)
    if below and not row.wide:
        for column in range(1, width):
            if not texts[column] and below[0].text(column) and column not in below[0].continued:
                texts[column] = texts[column - 1]
    return texts


def year_above(rows: Sequence[Row], header: Header, place: str) -> int | None:
    """The year that the lines above a header, or else the sheet's name, speak of: 2023年度…汇总表."""
    lines = [text for row in rows if row.number < header.first for text in row.cells if text]
    for pattern in _YEAR:
        for line in (*lines, place):
            if found := pattern.search(line):
                return int(found[1])
    return None


@dataclass(slots=True)
class Table:
    """A grid with its header; `say` hears what was left out of it, once it has been gone through."""

    grid: Grid
    header: Header
    mapping: ColumnMapping
    samples: Sequence[Row]
    say: Callable[[str], None]
    year: int | None = None
    _skipped: Counter[str] = field(default_factory=Counter)
    _in_notes: bool = False

    @property
    def found(self) -> TableFound:
        """What the table is and how its columns were understood."""
        rows = [row for row in self.samples if row.number > self.header.last]
        columns = [replace(column, samples=_samples(rows, index)) for index, column in enumerate(self.header.columns)]
        named = [column for at, column in enumerate(columns) if column.header != unnamed(at) or column.samples]
        return TableFound(self.grid.place or "全文", tuple(named))

    def entries(self) -> Iterator[Entry]:
        """Yield one entry per achievement: rows whose title cell is one merged cell belong together."""
        self._skipped.clear()
        self._in_notes = False
        header, pending = self.header, None
        for row in self.grid.rows():
            if row.number <= self.header.last:
                continue
            if _is_header_again(row, header):
                header = self._header_again(row, header)
            elif not self._is_skipped(row, header):
                if pending and header.title in row.continued:
                    pending = Entry(pending.place, (*pending.cells, *_cells(row, header, row.filled())))
                    continue
                if pending:
                    yield pending
                pending = Entry(place_of(self.grid, row), _cells(row, header, range(len(row.cells))))
        if pending:
            yield pending
        self._tell_skipped()

    def _tell_skipped(self) -> None:
        if self._skipped:
            parts = "、".join(f"{kind} {count} 行" for kind, count in self._skipped.items())
            self.say(f"{self.grid.place}跳过了{parts}".strip())

    def _header_again(self, row: Row, header: Header) -> Header:
        self._skipped["重复的表头"] += 1
        again = header_at([row], 0, self.mapping)
        return again if again.score >= header.score and again.fields != header.fields else header

    def _is_skipped(self, row: Row, header: Header) -> bool:
        own = [column for column in row.filled() if not _is_counter(row, header, column)]
        if not own:
            return True
        kind = self._kind_of_skipped(row, header, row.filled()[0], own)
        if kind:
            self._skipped[kind] += 1
        return bool(kind)

    def _kind_of_skipped(self, row: Row, header: Header, first: int, own: Sequence[int]) -> str:
        title = header.title if header.title is not None else -1
        text, titled = row.text(first), bool(row.text(title)) and title not in row.continued
        if _TOTAL.match(text) and (first != title or len(text) <= MAX_TOTAL):
            return "合计"
        lone = not titled or (title == first and len(row.filled()) == 1)
        if lone and title not in row.continued and (_NOTE.match(text) or (self._in_notes and len(own) <= 2)):
            self._in_notes = True
            return "备注"
        self._in_notes = False
        if (
            lone
            and len(row.filled()) == 1
            and (_is_banner(row, first, header) or (first != title and _SECTION.match(text)))
        ):
            return "分组标题"
        return ""


def _is_header_again(row: Row, header: Header) -> bool:
    """Whether more than half of the cells are headers, those of this table or names that are known."""
    texts = [text for text in row.cells if text]
    known = sum(1 for text in texts if text in header.vocabulary.ranks or text in header.texts)
    return known >= 2 and known * 2 > len(texts)


def _is_counter(row: Row, header: Header, column: int) -> bool:
    """Whether a cell is but the number of the row."""
    known = column < len(header.columns)
    return known and header.columns[column].ignored and bool(_COUNTER.fullmatch(row.text(column)))


def _is_banner(row: Row, first: int, header: Header) -> bool:
    """Whether a row is one cell that spans at least half of the table."""
    return first in row.wide and (row.wide[first] - first + 1) * 2 >= len(header.columns)


def _cells(row: Row, header: Header, columns: Sequence[int]) -> list[tuple[ColumnFound, str]]:
    known = len(header.columns)
    return [
        (header.columns[column] if column < known else ColumnFound(unnamed(column), None), row.text(column))
        for column in columns
        if row.text(column) or (column < known and header.columns[column].field)
    ]


def _samples(rows: Sequence[Row], column: int) -> tuple[str, ...]:
    texts = (text[:SAMPLE_LENGTH] for row in rows if (text := row.text(column)))
    return tuple(islice(dict.fromkeys(texts), SAMPLES))
