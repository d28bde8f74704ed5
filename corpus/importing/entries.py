"""One entry of a table, form or JSON line → an achievement, or the reason why not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from corpus.achievement import FIELD_NAMES, TEXT_FIELDS, Achievement
from corpus.importing.cells import BLANKS, chosen, is_confidential, is_damaged, visible, with_unit, year_in
from corpus.importing.people import names_in
from corpus.importing.rights import rights_in
from corpus.importing.rows import RowRead, RowRejected
from corpus.reports import ColumnFound

T = TypeVar("T")

Cell = str | tuple[str, ...]
"""A cell as tidied text, or values that are a list already (JSON) and are taken as they stand."""

RIGHTS: Final = ("patents", "software", "standards")

MENDS: Final = {
    "string_too_long": "“{name}”有 {length} 字，超过上限 {limit} 字；请核对是否填错了列，或缩短后再导入",
    "string_too_short": "没有成果名称；请补上成果名称，或删去这一行",
    "greater_than_equal": "“{name}”的值 {value} 太小，应在 1900 到 2100 之间",
    "less_than_equal": "“{name}”的值 {value} 太大，应在 1900 到 2100 之间",
}
"""What a broken rule of a field is called, by pydantic's name of the rule."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says about one achievement: its place, and its columns with their cells."""

    place: str
    cells: Sequence[tuple[ColumnFound, Cell]]

    def as_text(self) -> dict[str, str]:
        """Cells by header, as text; those of one header joined."""
        texts: dict[str, str] = {}
        for column, cell in self.cells:
            text = cell if isinstance(cell, str) else "、".join(cell)
            texts[column.header] = f"{texts[column.header]}\n{text}" if texts.get(column.header) else text
        return texts


@dataclass(frozen=True, slots=True)
class Defaults:
    """What rows that do not say it get: `year`; and what all get: `source`, unless their own may stand."""

    source: str
    year: int | None = None
    own_source: bool = True


class _Unfit(Exception):
    """A cell that cannot be read as what its column holds; the reason in Chinese."""


@dataclass(slots=True)
class _Draft:
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    def add_text(self, name: str, text: str) -> None:
        self.values[name] = f"{self.values[name]}\n{text}" if self.values.get(name) else text

    def add_items(self, name: str, items: Iterable[str]) -> None:
        self.values[name] = tuple(dict.fromkeys((*self.values.get(name, ()), *items)))

    def add_extra(self, header: str, text: str) -> None:
        self.extra[header] = f"{self.extra[header]}\n{text}" if header in self.extra else text

    def settle(self, column: ColumnFound, text: str, value: Any) -> None:
        """Give a field of one value its value; another one that comes later is kept under `extra`."""
        assert column.field is not None
        if self.values.setdefault(column.field, value) != value:
            self.add_extra(column.header, text)


def read_entry(entry: Entry, defaults: Defaults) -> RowRead | RowRejected:
    """Make an achievement of an entry; whatever speaks against it becomes the reason of its rejection."""
    texts = entry.as_text()
    if is_damaged("".join((*texts, *texts.values()))):
        header = next(header for header, text in texts.items() if is_damaged(header + text))
        reason = f"“{visible(header)}”里有损坏的字符（NUL 或不成对的代理字符）；请重新输入这个单元格"
        return _rejected(entry.place, reason, texts)
    try:
        return RowRead(entry.place, _achievement(entry, defaults), texts)
    except _Unfit as problem:
        return _rejected(entry.place, str(problem), texts)
    except ValidationError as problem:
        return _rejected(entry.place, _reasons(problem), texts)


def _rejected(place: str, reason: str, texts: Mapping[str, str]) -> RowRejected:
    return RowRejected(place, reason, {visible(header): visible(text) for header, text in texts.items()})


def _achievement(entry: Entry, defaults: Defaults) -> Achievement:
    draft = _Draft()
    for column, cell in entry.cells:
        if not column.ignored and cell:
            _place_cell(draft, column, cell)
    values = draft.values
    if not values.get("title"):
        raise _Unfit("没有成果名称；请补上成果名称，或删去这一行")
    if not defaults.own_source and (own := values.pop("source", "")):
        draft.add_extra(FIELD_NAMES["source"], own)
    values["source"] = values.get("source") or defaults.source
    values["year"] = values.get("year") or defaults.year
    return Achievement(**values, extra=draft.extra)


def _place_cell(draft: _Draft, column: ColumnFound, cell: Cell) -> None:
    if isinstance(cell, tuple):
        _place_items(draft, column, cell)
        return
    match column.field:
        case None:
            draft.add_extra(column.header, cell)
        case "people":
            draft.add_items("people", names_in(cell))
        case "patents" | "software" | "standards":
            _place_rights(draft, column, cell)
        case "year":
            draft.settle(column, cell, _told("年度", cell, year_in, "读不出年份；请写成 2023 这样的四位数字"))
        case "confidential":
            draft.settle(column, cell, _told("密级", chosen(cell), is_confidential, "看不懂；请写“是”或“否”"))
        case name if name in TEXT_FIELDS:
            if cell not in BLANKS:
                draft.add_text(name, with_unit(cell, column.header))
        case "title":
            if cell not in BLANKS:
                draft.settle(column, cell, " ".join(cell.split()))
        case _:
            if (choice := chosen(cell)) not in BLANKS:
                draft.settle(column, cell, " ".join(choice.split()))


def _place_items(draft: _Draft, column: ColumnFound, items: tuple[str, ...]) -> None:
    if column.field in (*RIGHTS, "people"):
        draft.add_items(column.field, items)
    elif items:
        _place_cell(draft, column, "、".join(items))


def _place_rights(draft: _Draft, column: ColumnFound, text: str) -> None:
    assert column.field is not None
    rights = rights_in(text, column.field)
    for name in RIGHTS:
        if items := getattr(rights, name):
            draft.add_items(name, items)
    if rights.rest:
        draft.add_extra(column.header, rights.rest)


def _told(name: str, text: str, read: Callable[[str], T], mend: str) -> T:
    try:
        return read(text)
    except ValueError:
        raise _Unfit(f"{name}“{text[:40]}”{mend}") from None


def _reasons(problem: ValidationError) -> str:
    return "；".join(dict.fromkeys(_reason(error) for error in problem.errors()))


def _reason(error: Any) -> str:
    field_name = str(error["loc"][0]) if error["loc"] else ""
    name = FIELD_NAMES.get(field_name, field_name)
    value = error.get("input")
    mend = MENDS.get(error["type"], "“{name}”的值 {value} 不合要求")
    limit = error.get("ctx", {}).get("max_length", "")
    length = len(value) if isinstance(value, str) else 0
    return mend.format(name=name, value=str(value)[:40], length=length, limit=limit)
