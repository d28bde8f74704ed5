"""Imports and what they turned back."""

from datetime import datetime
from typing import Literal

from ui.answers.base import Answer


class Rejected(Answer):
    """A row that was not taken."""

    place: str
    reason: str
    values: dict[str, str]


class Column(Answer):
    """A column of a table: the field it maps onto (None: kept as 其他), and sample cells."""

    header: str
    field: str | None
    samples: tuple[str, ...]


class Table(Answer):
    """A table found in a file."""

    place: str
    columns: tuple[Column, ...]


class ImportedFile(Answer):
    """What became of one file; `rejected` shows the first of `rejected_rows`."""

    file: str
    rows: int
    added: int
    updated: int
    unchanged: int
    rejected_rows: int
    rejected: tuple[Rejected, ...]
    tables: tuple[Table, ...]
    notices: tuple[str, ...]


class ImportAnswer(Answer):
    """An import as a job; `progress` counts rows read, `names` are those of its files."""

    id: int
    status: Literal["waiting", "running", "done", "failed"]
    dry_run: bool
    progress: int
    names: tuple[str, ...]
    files: tuple[ImportedFile, ...]
    detail: str | None
    created_at: datetime
    finished_at: datetime | None


class ImportList(Answer):
    """The latest imports, newest first."""

    imports: tuple[ImportAnswer, ...]
