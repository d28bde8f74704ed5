"""The flat files of an index: one row for everything ever put or deleted, appended and never changed in place.

`rows` holds fixed-size records, `vectors` the eight-bit codes row by row, `texts` what is suggested, `values` the
words behind facet codes. A state names how long each of them is (`Extent`); what lies beyond belongs to a commit
that never happened, and the next writer cuts it off. The last row of an id is the one that counts.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from indexer.document import NUMBER_FIELDS, Document
from indexer.engine.fields import VALUE_FACETS, spelled, storable
from indexer.engine.vectors import quantise

KEY: Final = 24
"""Bytes of a title or its pinyin that a row holds for the search by prefix: three machine words."""

RECORD: Final = np.dtype(
    [
        ("id", "<i8"),
        ("live", "?"),
        ("year", "<i2"),
        ("facets", "<u4", (len(VALUE_FACETS),)),
        ("numbers", "<f8", (len(NUMBER_FIELDS),)),
        ("length", "<f4"),
        ("text", "<i8"),
        ("title_bytes", "<u4"),
        ("pinyin_bytes", "<u4"),
        ("title", f"S{KEY}"),
        ("pinyin", f"S{KEY}"),
        ("initials", f"S{KEY}"),
    ]
)
"""One row. `year` 0 and a number that is NaN are unsaid; `text` is the offset in `texts` of the title, followed
there by its pinyin."""

Records = npt.NDArray[np.void]
FILES: Final = ("rows", "vectors", "texts", "values")


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of the files belongs to a commit: rows, and the bytes of texts and values."""

    rows: int = 0
    texts: int = 0
    values: int = 0

    def bytes(self, dimensions: int) -> dict[str, int]:
        """Length of each file."""
        sizes = (self.rows * RECORD.itemsize, self.rows * dimensions, self.texts, self.values)
        return dict(zip(FILES, sizes, strict=True))


class LogWriter:
    """Appends rows. Nothing counts before the extent that `sync` returns is committed elsewhere."""

    def __init__(self, folder: Path, dimensions: int, extent: Extent) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._dimensions = dimensions
        self._files = {name: _cut_open(folder / name, size) for name, size in extent.bytes(dimensions).items()}
        self._rows, self._texts, self._values = extent.rows, extent.texts, extent.values
        self._codes = read_values(folder / "values", extent.values)

    def append(self, documents: Sequence[Document]) -> None:
        """One row for each document."""
        codes, lengths = quantise(np.stack([document.vector for document in documents]))
        records = np.array([self._record(document) for document in documents], RECORD)
        records["length"] = lengths
        self._write("vectors", codes.tobytes())
        self._write("rows", records.tobytes())
        self._rows += len(documents)

    def bury(self, ids: Sequence[int]) -> None:
        """One row for each id that is no more."""
        records = np.zeros(len(ids), RECORD)
        records["id"] = ids
        self._write("vectors", bytes(len(ids) * self._dimensions))
        self._write("rows", records.tobytes())
        self._rows += len(ids)

    def sync(self) -> Extent:
        """Bring everything to the disk and say how long the files are."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        return Extent(self._rows, self._texts, self._values)

    def close(self) -> None:
        """Let go of the files; what was not synced may be lost."""
        for file in self._files.values():
            with suppress(OSError):
                file.close()

    def _record(self, document: Document) -> tuple[object, ...]:
        title, pinyin, initials = (text.encode() for text in spelled(document))
        shown = storable(document.suggestion).encode()
        codes = [self._code(name, document.facets.get(name, "")) for name in VALUE_FACETS]
        numbers = [nan if (said := document.numbers.get(name)) is None else said for name in NUMBER_FIELDS]
        place = self._texts
        self._texts += self._write("texts", shown + pinyin)
        keys = (title[:KEY], pinyin[:KEY], initials[:KEY])
        return (document.id, True, document.year or 0, codes, numbers, 0.0, place, len(shown), len(pinyin), *keys)

    def _code(self, facet: str, value: str) -> int:
        codes = self._codes[facet]
        if value not in codes:
            codes[value] = len(codes)
            line = json.dumps([facet, value]) + "\n"
            self._values += self._write("values", line.encode())
        return codes[value]

    def _write(self, name: str, content: bytes) -> int:
        return self._files[name].write(content)


def read_values(path: Path, size: int) -> dict[str, dict[str, int]]:
    """For each facet its values and their codes, in order of appearance, from the first `size` bytes of the file."""
    codes: dict[str, dict[str, int]] = {name: {} for name in VALUE_FACETS}
    if size:
        with path.open("rb") as file:
            lines = file.read(size).splitlines()
        for facet, value in json.loads(b"[" + b",".join(lines) + b"]"):  # in one go: five times as fast as line by line
            codes[facet][value] = len(codes[facet])
    return codes


def _cut_open(path: Path, size: int) -> BinaryIO:
    """The file, open for appending after its first `size` bytes."""
    file = path.open("r+b" if path.exists() else "w+b")
    if file.seek(0, os.SEEK_END) < size:
        file.close()
        raise EOFError(f"{path.name}: {size}")
    file.truncate(size)
    file.seek(size)
    return file
