"""The one shape that every tabular file is brought into: rows of text cells with their place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds at least one text of its own.

    `number` counts from 1 as the program that made the file shows it. A cell merged over several columns holds its
    text in the first of them, and `wide` maps that column to the last one; a cell merged over several rows holds its
    text in each of them, and `continued` names the columns (from 0) where it was begun further up.
    """

    number: int
    cells: tuple[str, ...]
    wide: Mapping[int, int] = field(default_factory=dict)
    continued: frozenset[int] = frozenset()

    def text(self, column: int) -> str:
        """Text of a column counted from 0; empty beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else ""

    def filled(self) -> list[int]:
        """Columns (from 0) that hold a text begun in this very row."""
        return [column for column, text in enumerate(self.cells) if text and column not in self.continued]


class Grid(Protocol):
    """A sheet, a text file or a Word table: rows that can be gone through again and again."""

    @property
    def place(self) -> str:
        """Where it stands, for people: `工作表“汇总表”`, `表格 2`, or empty where a file holds just one."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the top, empty ones left out, holding few at a time."""


def place_of(grid: Grid, row: Row) -> str:
    """Place of a row for people: `工作表“汇总表”第 7 行`."""
    return f"{grid.place}第 {row.number} 行"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area; rows count from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def with_merges(rows: Iterable[tuple[int, Sequence[str]]], merges: Iterable[Merge]) -> Iterator[Row]:
    """Turn numbered rows of cells, in rising order, into `Row`s with merged values filled down."""
    waiting = sorted(merges, key=lambda merge: merge.top, reverse=True)
    active: dict[int, tuple[Merge, str]] = {}
    for number, cells in rows:
        active = {left: (merge, text) for left, (merge, text) in active.items() if merge.bottom >= number}
        continued = {left: text for left, (_, text) in active.items() if text and not _at(cells, left)}
        wide = {left: merge.right for left, (merge, _) in active.items() if merge.right > left}
        while waiting and waiting[-1].top <= number:
            merge = waiting.pop()
            if merge.top != number:
                continue
            if merge.right > merge.left:
                wide[merge.left] = merge.right
            if merge.bottom > number:
                active[merge.left] = merge, _at(cells, merge.left)
        yield Row(number, _filled_down(cells, continued), wide, frozenset(continued))


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _filled_down(cells: Sequence[str], continued: Mapping[int, str]) -> tuple[str, ...]:
    if not continued:
        return tuple(cells)
    width = max(len(cells), max(continued) + 1)
    return tuple(continued.get(column) or _at(cells, column) for column in range(width))
