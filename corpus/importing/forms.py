"""Application forms: labels with their values beside or below them, one achievement each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.importing.columns import ColumnMapping, assign
from corpus.importing.entries import Entry
from corpus.importing.grid import Grid, Row, place_of
from corpus.importing.tables import SAMPLE_LENGTH, SAMPLES, Header
from corpus.importing.vocabulary import Vocabulary
from corpus.reports import ColumnFound, TableFound

MAX_LABEL: Final = 30
"""Longest cell, in characters, that is taken for a label."""

_INLINE: Final = re.compile(r"\s*([^：:\n]{2,30})[：:]\s*(\S.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"[，。；！？]|[：:]\s*\S")
_NAME: Final = re.compile(r"[\u3400-\u9fff·]{2,4}|[\u3400-\u9fff]\s[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label of a form with its value, and the row in which the value stands."""

    label: str
    value: str
    row: Row


def is_form(rows: Sequence[Row], header: Header | None, mapping: ColumnMapping, *, continued: bool) -> bool:
    """Whether a grid is a form rather than a table: its labels stand beside values, not above them.

    A grid that goes on with the form before it (`continued`) need not name a title itself.
    """
    told = [(field_of(pair.label, mapping), pair.value) for pair in pairs_in(rows, mapping)]
    fields = {name for name, value in told if name and (value or name == "title")}
    if header is None:
        return "title" in fields or (continued and bool(fields))
    return "title" in fields and len(fields) > header.score


def field_of(label: str, mapping: ColumnMapping) -> str | None:
    """Field that a label means, by the mapping or by the synonyms."""
    told = mapping.field_of(label)
    return mapping.vocabulary.guess(label).field if told is None else told or None


@dataclass(frozen=True, slots=True)
class FormTable:
    """The forms of one file, in order; a form may go on over several grids."""

    grids: Sequence[Grid]
    mapping: ColumnMapping
    year: int | None = None

    @property
    def found(self) -> TableFound:
        """The labels of all forms and how they were understood."""
        first, last = self.grids[0].place.strip(), self.grids[-1].place.strip()
        columns: dict[str, ColumnFound] = {}
        for entry in self.entries():
            for column, value in entry.cells:
                known = columns.setdefault(column.header, column)
                if value and len(known.samples) < SAMPLES and isinstance(value, str):
                    columns[column.header] = replace(known, samples=(*known.samples, value[:SAMPLE_LENGTH]))
        return TableFound(first if first == last else f"{first} 至 {last}", tuple(columns.values()))

    def entries(self) -> Iterator[Entry]:
        """Yield one entry per form; a new one begins where the title is asked for again."""
        place, pairs, titled = "", list[Pair](), False
        for grid in self.grids:
            for pair in pairs_in(grid.rows(), self.mapping):
                is_title = field_of(pair.label, self.mapping) == "title"
                if is_title and titled:
                    yield self._entry(place, pairs)
                    place, pairs = "", []
                titled = titled or is_title
                place = place or place_of(grid, pair.row)
                pairs.append(pair)
        if pairs:
            yield self._entry(place, pairs)

    def _entry(self, place: str, pairs: Sequence[Pair]) -> Entry:
        labels = list(dict.fromkeys(pair.label for pair in pairs))
        columns = dict(zip(labels, assign([(label,) for label in labels], self.mapping), strict=True))
        return Entry(place, [(columns[pair.label], pair.value) for pair in pairs])


def pairs_in(rows: Iterator[Row] | Sequence[Row], mapping: ColumnMapping) -> Iterator[Pair]:
    """Yield the labels of a form with their values: beside them, below them, or in the same cell after a colon."""
    waiting = ""
    names_at: int | None = None
    for row in rows:
        cells = _cells(row)
        texts = [text for _, text in cells if text]
        if waiting and len(texts) == 1 and not _inline(texts[0], mapping) and not _is_name_of_field(texts[0], mapping):
            yield Pair(waiting, texts[0], row)
            waiting = ""
            continue
        waiting = ""
        if (column := _names_column(cells, mapping.vocabulary)) is not None:
            names_at = column
            continue
        if (
            names_at is not None
            and _NAME.fullmatch(row.text(names_at))
            and not mapping.vocabulary.is_label(row.text(names_at))
        ):
            yield Pair("完成人", row.text(names_at), row)
            continue
        names_at = None
        if len(cells) == 1 and len(texts) == 1 and _is_name_of_field(texts[0], mapping):
            waiting = texts[0]
            continue
        yield from _pairs_of_row(cells, row, mapping)


def _cells(row: Row) -> list[tuple[int, str]]:
    """The cells of a row as a person sees them: (column, text), merged ones once."""
    covered = {column for left, right in row.wide.items() for column in range(left + 1, right + 1)}
    return [(column, text) for column, text in enumerate(row.cells) if column not in covered]


def _names_column(cells: Sequence[tuple[int, str]], vocabulary: Vocabulary) -> int | None:
    """Column of 姓名 in a row of sub-headers (姓名 性别 单位 …)."""
    names = [column for column, text in cells if vocabulary.folded(text) in ("姓名", "完成人姓名", "主要完成人姓名")]
    others = sum(1 for _, text in cells if text in _PERSON_LABELS or vocabulary.folded(text) in _PERSON_LABELS)
    return names[0] if names and others >= 2 else None


_PERSON_LABELS: Final = frozenset((
    "姓名", "性别", "年龄", "出生年月", "民族", "学历", "文化程度", "职务", "职称", "职务职称", "技术职称",
    "技能等级", "工种", "岗位", "单位", "工作单位", "所在单位", "联系电话", "电话", "手机", "手机号码",
    "身份证号", "政治面貌", "主要贡献", "承担工作", "排名", "序号", "签名",
))  # fmt: skip
"""Sub-headers of the list of people within a form."""


def _is_name_of_field(text: str, mapping: ColumnMapping) -> bool:
    return len(text) <= MAX_LABEL and not _SENTENCE.search(text) and field_of(text, mapping) is not None


def _pairs_of_row(cells: Sequence[tuple[int, str]], row: Row, mapping: ColumnMapping) -> Iterator[Pair]:
    texts = [text for _, text in cells]
    at = 0
    while at < len(texts):
        text = texts[at]
        if inline := _inline(text, mapping):
            yield Pair(*inline, row)
            at += 1
            continue
        if not text or len(text) > MAX_LABEL:
            at += 1
            continue
        end = at + 1
        while end < len(texts) and not texts[end]:
            end += 1
        value = texts[end] if end < len(texts) and not _is_name_of_field(texts[end], mapping) else ""
        if _is_name_of_field(text, mapping) or value:
            yield Pair(text, value, row)
        at = end + 1 if value else max(end, at + 1)


def _inline(text: str, mapping: ColumnMapping) -> tuple[str, str] | None:
    found = _INLINE.fullmatch(text)
    if found and _is_name_of_field(found[1].strip(), mapping):
        return found[1].strip(), found[2].strip()
    return None
