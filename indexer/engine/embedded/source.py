"""The newest commit in a folder, opened once and kept until there is a newer one."""

import os
import time
from pathlib import Path
from threading import Lock
from typing import Final

import tantivy

from indexer.engine.embedded.snapshot import WORDS, Snapshot
from indexer.engine.embedded.state import POINTER, generation
from indexer.engine.embedded.trouble import missing, reading
from indexer.errors import IndexDamaged

ATTEMPTS: Final = 5
"""So often reading is tried again while a writer may be replacing the files under us."""

PAUSE: Final = 0.02
"""Seconds between two attempts."""

Stamp = tuple[int, ...]
"""Changes with every commit and every new generation."""


class Source:
    """Hands out the newest snapshot, of files of one schema; safe to be asked from many threads."""

    def __init__(self, folder: Path, schema: int) -> None:
        self._folder, self._schema = folder, schema
        self._lock = Lock()
        self._generation: Path | None = None
        self._index: tantivy.Index | None = None
        self._current: tuple[Stamp, Snapshot] | None = None

    def newest(self) -> Snapshot:
        """The newest commit. Raises IndexMissing, IndexDamaged, IndexUnavailable."""
        current = self._current
        if current is not None and current[0] == self._stamp(self._generation):
            return current[1]
        with self._lock:
            return self._read_again()

    def close(self) -> None:
        """Forget everything that is open."""
        with self._lock:
            self._generation = self._index = self._current = None

    def _read_again(self) -> Snapshot:
        for attempt in range(ATTEMPTS):
            try:
                with reading(self._folder):
                    return self._read()
            except IndexDamaged:
                if attempt == ATTEMPTS - 1:
                    raise
                self._generation = None
                time.sleep(PAUSE)
        raise AssertionError("unreachable")

    def _read(self) -> Snapshot:
        folder = self._folder_in_use()
        stamp = self._stamp(folder)
        if folder != self._generation or self._index is None:
            self._index = tantivy.Index.open(str(folder / WORDS))
            self._index.config_reader("manual", 0)
            self._generation, self._current = folder, None
        self._index.reload()
        last = self._current[1] if self._current else None
        snapshot = Snapshot.read(self._index, folder, self._schema, last)
        self._current = (stamp, snapshot) if stamp else None
        return snapshot

    def _folder_in_use(self) -> Path:
        try:
            return generation(self._folder)
        except (FileNotFoundError, NotADirectoryError):
            raise missing(self._folder) from None

    def _stamp(self, generation: Path | None) -> Stamp | None:
        """What the file system says of the pointer and of tantivy's own list of segments."""
        if generation is None:
            return None
        try:
            pointer = os.stat(f"{self._folder}/{POINTER}")  # noqa: PTH116 - joining paths costs more than asking
            meta = os.stat(f"{generation}/{WORDS}/meta.json")  # noqa: PTH116
        except OSError:
            return None
        return pointer.st_mtime_ns, pointer.st_ino, meta.st_mtime_ns, meta.st_ino, meta.st_size
