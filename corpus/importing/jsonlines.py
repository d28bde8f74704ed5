"""JSON Lines: one object a line, its keys taken as headers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from corpus.importing.cells import number_text, tidy, visible
from corpus.importing.columns import ColumnMapping, assign
from corpus.importing.entries import Cell, Entry
from corpus.reports import ColumnFound, RowRejected, TableFound

SAMPLED: Final = 1000
"""Lines looked at to learn the keys; a key first met further down is understood when it comes."""

SHOWN_LINE: Final = 32_767
"""Characters of a bad line that are given back: what a cell of Excel holds."""

SAMPLES: Final = 3
SAMPLE_LENGTH: Final = 60


@dataclass(slots=True)
class ObjectTable:
    """A file of JSON Lines as a table."""

    path: Path
    encoding: str
    mapping: ColumnMapping
    year: int | None = None
    _columns: dict[str, ColumnFound] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys: dict[str, list[str]] = {}
        for _, _, told in islice(self._objects(), SAMPLED):
            for key, value in told.items() if isinstance(told, dict) else ():
                shown = keys.setdefault(key, [])
                if len(shown) < SAMPLES and (cell := _cell(value)):
                    shown.append((cell if isinstance(cell, str) else "、".join(cell))[:SAMPLE_LENGTH])
        self._understand(keys)

    @property
    def found(self) -> TableFound:
        """The keys of the first lines and how they were understood."""
        return TableFound("全文", tuple(self._columns.values()))

    def entries(self) -> Iterator[Entry | RowRejected]:
        """Yield one entry per line; a line that is no JSON object is a rejected row."""
        for number, line, told in self._objects():
            place = f"第 {number} 行"
            if isinstance(told, dict):
                yield Entry(place, self._cells(told))
            else:
                yield RowRejected(place, told, {"原文": visible(line.strip()[:SHOWN_LINE])})

    def _objects(self) -> Iterator[tuple[int, str, dict[str, Any] | str]]:
        """Yield each line that is not blank with its number, and its object or what is wrong with it."""
        with self.path.open(encoding=self.encoding, errors="surrogateescape") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line, _object_in(line)

    def _understand(self, keys: dict[str, list[str]]) -> None:
        columns = assign([(key,) for key in keys], self.mapping)
        for key, column in zip(keys, columns, strict=True):
            ignored = column.ignored or (key == "id" and column.field is None)
            self._columns[key] = replace(column, header=key, samples=tuple(keys[key]), ignored=ignored)

    def _column(self, key: str) -> ColumnFound:
        if key not in self._columns:
            taken = {column.field for column in self._columns.values()}
            column = assign([(key,)], self.mapping)[0]
            self._columns[key] = replace(column, header=key, field=None if column.field in taken else column.field)
        return self._columns[key]

    def _cells(self, told: dict[str, Any]) -> list[tuple[ColumnFound, Cell]]:
        cells: list[tuple[ColumnFound, Cell]] = []
        for key, value in told.items():
            if key == "extra" and isinstance(value, dict):
                cells.extend((ColumnFound(header, None), _cell(text)) for header, text in value.items())
            else:
                cells.append((self._column(key), _cell(value)))
        return cells


def _object_in(line: str) -> dict[str, Any] | str:
    try:
        told = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as problem:
        return f"不是合法的 JSON（{problem}）；请改成每行一个 {{…}} 对象"
    if not isinstance(told, dict):
        return f"这一行是 {type(told).__name__}，不是 {{…}} 对象；请改成每行一个对象"
    return told


def _cell(value: Any) -> Cell:
    match value:
        case None:
            return ""
        case str():
            return tidy(value)
        case bool():
            return "是" if value else "否"
        case int() | float():
            return number_text(value)
        case list() if all(isinstance(item, str | int | float) for item in value):
            return tuple(text for item in value if (text := tidy(item if isinstance(item, str) else number_text(item))))
        case _:
            return json.dumps(value, ensure_ascii=False)
