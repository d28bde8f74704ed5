"""The submissions of tables: read as an import reads them, and put nowhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.achievement import Achievement
from corpus.errors import ImportProblem, InvalidAchievement
from corpus.importing.columns import ColumnMapping
from corpus.importing.printable import whole, whole_row
from corpus.importing.reading import Reading, read
from corpus.importing.rows import RowRead, RowRejected
from corpus.store import Entry
from search_api.errors import BadUpload

MOST: Final = 50_000
"""Submissions of one check; they are held in memory, some 3 kB each."""

NOTHING: Final = "表里没有可以查重的申报。请确认选对了文件，表头下面有成果。"


@dataclass(frozen=True, slots=True)
class Submission:
    """One row to check, and where it stands."""

    place: str
    achievement: Achievement


@dataclass(frozen=True, slots=True)
class Submissions:
    """The rows of tables, those that were not taken, and what a person should know of the reading."""

    rows: tuple[Submission, ...]
    rejected: tuple[RowRejected, ...]
    notices: tuple[str, ...]


def read_submissions(
    files: Sequence[Path], mapping: ColumnMapping | None = None, source: str | None = None, year: int | None = None
) -> Submissions:
    """Read tables, the same each time. Raises ImportProblem with the file's name, BadUpload for too many rows."""
    rows: list[Submission] = []
    rejected: list[RowRejected] = []
    notices: list[str] = []
    for file in files:
        if not file.is_file():
            raise BadUpload(f"{file.name} 已不在服务器上，请重新上传。")
        named = f"{file.name}，" if len(files) > 1 else ""
        try:
            for row in _rows(read(file, mapping, source, year), notices):
                if isinstance(row, RowRejected):
                    rejected.append(whole_row(RowRejected(f"{named}{row.place}", row.reason, row.values)))
                else:
                    rows.append(Submission(whole(f"{named}{row.place}"), row.record))
                if len(rows) > MOST:
                    raise BadUpload(f"一次最多查重 {MOST:,} 份申报，请把表分成几份。")
        except ImportProblem as problem:
            raise type(problem)(f"{file.name}：{problem}") from problem
    if not rows:
        notices.append(NOTHING)
    return Submissions(tuple(rows), tuple(rejected), tuple(notices))


def _rows(reading: Reading[Achievement], notices: list[str]) -> Iterator[RowRead[Achievement] | RowRejected]:
    for row in reading.rows():
        yield row if isinstance(row, RowRejected) else _storable(row)
    notices += map(whole, reading.notices)


def _storable(row: RowRead[Achievement]) -> RowRead[Achievement] | RowRejected:
    """What a database cannot hold is turned back, as an import does."""
    try:
        Entry.of(row.record)
    except InvalidAchievement as error:
        return RowRejected(row.place, str(error), row.cells)
    return row
