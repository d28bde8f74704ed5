"""What reading a file yields, row by row."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from corpus.reports import ColumnFound, RowRejected, TableFound

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class RowRead(Generic[Record]):
    """A row that is a record: its place in Chinese (`工作表“汇总表”第 7 行`), the record, and its cells by header."""

    place: str
    record: Record
    cells: dict[str, str]


__all__ = ["ColumnFound", "Record", "RowRead", "RowRejected", "TableFound"]
