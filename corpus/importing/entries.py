"""One entry of a table, form or JSON line → a record, or the reason why not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from corpus.importing.cells import is_damaged, visible
from corpus.importing.rows import Record, RowRead, RowRejected
from corpus.reports import ColumnFound

T = TypeVar("T")

Cell = str | tuple[str, ...]
"""A cell as tidied text, or values that are a list already (JSON) and are taken as they stand."""

MENDS: Final = {
    "string_too_long": "“{name}”有 {length} 字，超过上限 {limit} 字；请核对是否填错了列，或缩短后再导入",
    "string_too_short": "没有{name}；请补上{name}，或删去这一行",
    "greater_than_equal": "“{name}”的值 {value} 太小，应在 1900 到 2100 之间",
    "less_than_equal": "“{name}”的值 {value} 太大，应在 1900 到 2100 之间",
}
"""What a broken rule of a field is called, by pydantic's name of the rule."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says about one record: its place, and its columns with their cells."""

    place: str
    cells: Sequence[tuple[ColumnFound, Cell]]

    def as_text(self) -> dict[str, str]:
        """Cells by header, as text; those of one header joined."""
        texts: dict[str, str] = {}
        for column, cell in self.cells:
            text = cell if isinstance(cell, str) else "、".join(cell)
            texts[column.header] = f"{texts[column.header]}\n{text}" if texts.get(column.header) else text
        return texts


class Unfit(Exception):
    """A cell that cannot be read as what its column holds; the reason in Chinese."""


@dataclass(slots=True)
class Draft:
    """The values of a record as its cells give them, one by one."""

    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    def add_text(self, name: str, text: str) -> None:
        """Add a paragraph to a field of running text."""
        self.values[name] = f"{self.values[name]}\n{text}" if self.values.get(name) else text

    def add_items(self, name: str, items: Iterable[str]) -> None:
        """Add values to a field of several."""
        self.values[name] = tuple(dict.fromkeys((*self.values.get(name, ()), *items)))

    def add_extra(self, header: str, text: str) -> None:
        """Keep what maps onto no field."""
        self.extra[header] = f"{self.extra[header]}\n{text}" if header in self.extra else text

    def settle(self, column: ColumnFound, text: str, value: Any) -> None:
        """Give a field of one value its value; another one that comes later is kept under `extra`."""
        assert column.field is not None
        if self.values.setdefault(column.field, value) != value:
            self.add_extra(column.header, text)


def read_entry(
    entry: Entry, make: Callable[[Entry], Record], names: Mapping[str, str]
) -> RowRead[Record] | RowRejected:
    """Make a record of an entry; whatever speaks against it becomes the reason of its rejection.

    `make` raises `Unfit` or pydantic's ValidationError; `names` are the Chinese names of its fields.
    """
    texts = entry.as_text()
    if is_damaged("".join((*texts, *texts.values()))):
        header = next(header for header, text in texts.items() if is_damaged(header + text))
        reason = f"“{visible(header)}”里有损坏的字符（NUL 或不成对的代理字符）；请重新输入这个单元格"
        return _rejected(entry.place, reason, texts)
    try:
        return RowRead(entry.place, make(entry), texts)
    except Unfit as problem:
        return _rejected(entry.place, str(problem), texts)
    except ValidationError as problem:
        return _rejected(entry.place, _reasons(problem, names), texts)


def _rejected(place: str, reason: str, texts: Mapping[str, str]) -> RowRejected:
    return RowRejected(place, reason, {visible(header): visible(text) for header, text in texts.items()})


def told(name: str, text: str, read: Callable[[str], T], mend: str) -> T:
    """What a cell says to a reader that raises ValueError; else Unfit with the name of the field and the mend."""
    try:
        return read(text)
    except ValueError:
        raise Unfit(f"{name}“{text[:40]}”{mend}") from None


def _reasons(problem: ValidationError, names: Mapping[str, str]) -> str:
    return "；".join(dict.fromkeys(_reason(error, names) for error in problem.errors()))


def _reason(error: Any, names: Mapping[str, str]) -> str:
    field_name = str(error["loc"][0]) if error["loc"] else ""
    name = names.get(field_name, field_name)
    value = error.get("input")
    mend = MENDS.get(error["type"], "“{name}”的值 {value} 不合要求")
    limit = error.get("ctx", {}).get("max_length", "")
    length = len(value) if isinstance(value, str) else 0
    return mend.format(name=name, value=str(value)[:40], length=length, limit=limit)
