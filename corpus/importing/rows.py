"""What reading a file yields, row by row."""

from dataclasses import dataclass

from corpus.achievement import Achievement
from corpus.reports import ColumnFound, RowRejected, TableFound


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row that is an achievement: its place in Chinese (`工作表“汇总表”第 7 行`) and its cells by header."""

    place: str
    achievement: Achievement
    cells: dict[str, str]


__all__ = ["ColumnFound", "RowRead", "RowRejected", "TableFound"]
