"""What an import has to say about a file: the tables found in it, the rows turned back, and what became of the rest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """One column: its header, the field it maps onto (None: kept in `extra`), and a few of its cells.

    An `ignored` one, such as 序号, is kept nowhere.
    """

    header: str
    field: str | None
    samples: tuple[str, ...] = ()
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class TableFound:
    """One table of a file: where it stands, in Chinese, and how its columns were understood."""

    place: str
    columns: tuple[ColumnFound, ...]


@dataclass(frozen=True, slots=True)
class RowRejected:
    """A row that was not taken: its place and the reason in Chinese, and its cells by header as they were."""

    place: str
    reason: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    `rows` = `added` + `updated` + `unchanged` + `rejected_rows`. A record brought back after its deletion counts as
    added; a row that repeats another one of its file exactly counts as unchanged. `mapping` is header → field;
    `source` and `year` are what was given, or assumed, for rows that say nothing of it. `notices` are things a person
    should know although the rows went in. Where many reports are listed, `rejected` is left empty.
    """

    file: str
    rows: int
    added: int
    updated: int
    unchanged: int
    rejected: tuple[RowRejected, ...]
    mapping: dict[str, str]
    tables: tuple[TableFound, ...]
    notices: tuple[str, ...]
    source: str = ""
    year: int | None = None

    @property
    def rejected_rows(self) -> int:
        """How many rows were not taken, whether or not `rejected` holds them."""
        return self.rows - self.added - self.updated - self.unchanged
