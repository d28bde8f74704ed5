"""Rows on their way from a file into the store, held on disk when they are many."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import islice
from types import TracebackType
from typing import IO, Final, Self

from corpus.errors import StoreUnavailable
from corpus.store import Entry

IN_MEMORY: Final = 16 * 2**20
"""Bytes that a spool keeps in memory before it goes to a temporary file."""


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """A row as it will be written, and its place in the file."""

    place: str
    entry: Entry


class Spool:
    """A queue of rows that takes little memory however many they are."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115

    def put(self, row: PlacedEntry) -> None:
        """Add a row at the end. Raises StoreUnavailable when the disk is full."""
        line = json.dumps([row.place, *astuple(row.entry)], ensure_ascii=False)
        try:
            self._file.write(line.encode("utf-8", "surrogatepass") + b"\n")
        except OSError as error:
            folder = tempfile.gettempdir()
            raise StoreUnavailable(
                f"临时目录 {folder} 写不进去（{error.strerror}）。请腾出空间，或用 TMPDIR 换一个目录后重试。"
            ) from error

    def put_all(self, rows: Iterable[PlacedEntry]) -> None:
        """Add rows at the end."""
        for row in rows:
            self.put(row)

    def batches(self, size: int) -> Iterator[list[PlacedEntry]]:
        """All rows, in order, so many at a time."""
        self._file.seek(0)
        rows = (PlacedEntry(place, Entry(*fields)) for place, *fields in map(json.loads, self._file))
        while batch := list(islice(rows, size)):
            yield batch

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
