"""The rows of one file, matched with the records of the store and written."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import Final, Protocol

from corpus.errors import InvalidAchievement
from corpus.importing.matching import RULES
from corpus.importing.printable import whole, whole_row, whole_table
from corpus.importing.rows import Record, RowRead, RowRejected, TableFound
from corpus.importing.settling import Settlement
from corpus.importing.spool import PlacedEntry, Spool
from corpus.reports import FileReport
from corpus.store import Entry
from corpus.store.writing import Recorder

BATCH: Final = 1_000
"""Rows a transaction: long enough for one flush to the disk to cost little, short enough for others to get in."""

Progress = Callable[[int], None]

Recording = Callable[[], AbstractContextManager[Recorder]]


class Rows(Protocol[Record]):
    """A file that is being read. `tables` and `notices` are complete when `rows` has ended."""

    @property
    def tables(self) -> Iterable[TableFound]:
        """The tables found."""

    @property
    def year(self) -> int | None:
        """The year of rows that say none."""

    @property
    def notices(self) -> Iterable[str]:
        """What a person should know of the reading."""

    def rows(self) -> Iterator[RowRead[Record] | RowRejected]:
        """The rows, good and bad."""


def import_rows(
    reading: Rows[Record],
    entry_of: Callable[[Record], Entry],
    recording: Recording,
    *,
    file: str,
    source: str = "",
    progress: Progress,
) -> FileReport:
    """Bring the store to what the rows of a file say. `recording` opens one transaction after the other."""
    rejected: list[RowRejected] = []
    settlement = Settlement()
    with Spool() as rows:
        count = _read(reading, entry_of, rows, rejected, progress)
        _apply(rows, settlement, recording, partial(progress, count))
    tables = tuple(map(whole_table, reading.tables))
    return FileReport(
        file=file,
        rows=count,
        added=settlement.added,
        updated=settlement.updated,
        unchanged=settlement.unchanged,
        rejected=tuple(rejected),
        mapping={column.header: column.field for table in tables for column in table.columns if column.field},
        tables=tables,
        notices=(*map(whole, reading.notices), *settlement.notices.all()),
        source=source,
        year=reading.year,
    )


def _read(
    reading: Rows[Record],
    entry_of: Callable[[Record], Entry],
    rows: Spool,
    rejected: list[RowRejected],
    progress: Progress,
) -> int:
    """Put good rows into the spool and bad ones aside; returns how many there are in all."""
    count = 0
    for count, row in enumerate(reading.rows(), start=1):
        if isinstance(row, RowRejected):
            rejected.append(whole_row(row))
        else:
            try:
                rows.put(PlacedEntry(row.place, entry_of(row.record)))
            except InvalidAchievement as error:
                rejected.append(whole_row(RowRejected(row.place, str(error), row.cells)))
        if count % BATCH == 0:
            progress(count)
    progress(count)
    return count


def _apply(
    rows: Spool,
    settlement: Settlement,
    recording: Recording,
    written: Callable[[], None],
) -> None:
    """Take all rows through the rules, each a batch at a time; what one rule leaves over goes to the next."""
    with ExitStack() as spools:
        for rule in RULES:
            left = spools.enter_context(Spool())
            for batch in rows.batches(BATCH):
                with recording() as recorder:
                    later = settlement.settle(batch, recorder, rule)
                left.put_all(later)
                written()
            rows = left
