"""Rows on their way from a file into the store, held on disk when they are many."""

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
        self._count = 0

    def put(self, row: PlacedEntry) -> None:
        """Add a row at the end. Raises StoreUnavailable when the disk is full."""
        try:
            pickle.dump((row.place, tuple(row.entry)), self._file, pickle.HIGHEST_PROTOCOL)
            self._count += 1
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
        for start in range(0, self._count, size):
            yield [self._next() for _ in range(min(size, self._count - start))]

    def _next(self) -> PlacedEntry:
        place, fields = pickle.load(self._file)
        return PlacedEntry(place, Entry(*fields))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
