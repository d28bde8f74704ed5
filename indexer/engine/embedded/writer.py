"""The one writer: rows first, brought to the disk, then tantivy's commit, which makes them count."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import numpy as np
import tantivy

from indexer.document import Document
from indexer.engine.embedded.columns import Columns
from indexer.engine.embedded.compaction import compacted, wasteful
from indexer.engine.embedded.log import Extent, LogWriter
from indexer.engine.embedded.schema import STATE_ID, schema, state_document, to_tantivy
from indexer.engine.embedded.snapshot import WORDS, Snapshot
from indexer.engine.embedded.state import POINTER, State, generation, next_name, numbered, publish
from indexer.engine.embedded.trouble import writing_files
from indexer.engine.protocol import IndexState, Recipe

MEMORY: Final = 400_000_000
"""Bytes that tantivy may fill before it writes a segment: some 50,000 documents of 280 characters."""

THREADS: Final = 1
"""One, so that the same documents in the same order always make the same segments, and so the same scores."""


class EmbeddedWriter:
    """Writes into one generation; made by `opened`, which also cleans up behind it."""

    def __init__(self, root: Path, generation: Path, recipe: Recipe, base: Snapshot | None) -> None:
        self._root, self._generation, self._recipe = root, generation, recipe
        self._live = _Live(base.columns if base else None)
        self._log_name, self._log = self._open_log(base)
        words = generation / WORDS
        words.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(schema(), str(words), sort_by_field="id")
        self._words: tantivy.IndexWriter | None = None

    def put(self, documents: Sequence[Document]) -> None:
        """Add documents, or replace those with the same id."""
        if not documents:
            return
        self._check(documents)
        with writing_files(self._root):
            for document in documents:
                if self._live.add(document.id):
                    self._writer.delete_documents_by_term("id", document.id)
                self._writer.add_document(to_tantivy(document))
            self._log.append(documents)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove documents; an unknown id is no error."""
        gone = [id for id in ids if self._live.remove(id)]
        if not gone:
            return
        with writing_files(self._root):
            for id in gone:
                self._writer.delete_documents_by_term("id", id)
            self._log.bury(gone)

    def commit(self, revision: int, *, publish: bool = True) -> None:
        """Make everything so far last, together with its store revision, and unless told otherwise let it be seen."""
        with writing_files(self._root):
            index = IndexState(self._recipe, revision, self._live.count)
            state = State(index, self._log_name, self._log.sync())
            self._writer.delete_documents_by_term("id", STATE_ID)
            self._writer.add_document(state_document(state.dump()))
            self._writer.commit()
            self._settle()
            if publish:
                self._publish()

    def close(self) -> None:
        """Forget what was not committed and let go of the files."""
        words, self._words = self._words, None
        with suppress(OSError, ValueError):  # on a full disk there is nothing to be saved here any more
            if words is not None:
                words.rollback()
        self._log.close()

    @property
    def _writer(self) -> tantivy.IndexWriter:
        if self._words is None:
            self._words = self._index.writer(MEMORY, THREADS)
            # A commit that was killed leaves files behind whose names the next one would take again.
            self._words.garbage_collect_files()
        return self._words

    def _open_log(self, base: Snapshot | None) -> tuple[str, LogWriter]:
        dimensions = self._recipe.dimensions
        fresh = next_name(self._generation, "log")
        if base is None:
            return fresh, LogWriter(self._generation / fresh, dimensions, Extent())
        current = self._generation / base.state.log
        if wasteful(base.state):
            extent = compacted(base, current, self._generation / fresh)
            return fresh, LogWriter(self._generation / fresh, dimensions, extent)
        return base.state.log, LogWriter(current, dimensions, base.state.extent)

    def _settle(self) -> None:
        """Wait for merges, so that the same commits always leave the same segments, and free the memory."""
        self._writer.wait_merging_threads()
        self._words = None

    def _publish(self) -> None:
        """Point readers here if they look elsewhere, and remove what nobody needs any more."""
        pointer = self._root / POINTER
        if not pointer.exists() or generation(self._root) != self._generation:
            publish(self._root, self._generation.name)
        for old in numbered(self._root, "generation"):
            if old != self._generation:
                shutil.rmtree(old, ignore_errors=True)
        for old in numbered(self._generation, "log"):
            if old.name != self._log_name:
                shutil.rmtree(old, ignore_errors=True)

    def _check(self, documents: Sequence[Document]) -> None:
        shape = (self._recipe.dimensions,)
        for document in documents:
            if document.id < 0:
                raise ValueError(f"编号 {document.id} 是负数；成果的编号从 0 起。")
            if document.vector.shape != shape:
                raise ValueError(f"成果 {document.id} 的向量是 {document.vector.shape}，索引要 {shape}。")


class _Live:
    """Which ids are in the index, the uncommitted changes included."""

    def __init__(self, columns: Columns | None) -> None:
        self._columns = columns
        self._changed: dict[int, bool] = {}
        self.count = len(columns) if columns else 0

    def add(self, id: int) -> bool:
        """Note an id as live; true if it was before."""
        was = self._holds(id)
        self._changed[id] = True
        self.count += not was
        return was

    def remove(self, id: int) -> bool:
        """Note an id as gone; true if it was live before."""
        was = self._holds(id)
        self._changed[id] = False
        self.count -= was
        return was

    def _holds(self, id: int) -> bool:
        known = self._changed.get(id)
        if known is not None or self._columns is None:
            return bool(known)
        return bool(self._columns.positions(np.array([id]))[0] >= 0)


@contextmanager
def opened(root: Path, recipe: Recipe, base: Snapshot | None) -> Iterator[EmbeddedWriter]:
    """A writer that goes on from `base`, or starts a new generation without one. The caller holds the lock."""
    with writing_files(root):
        folder = generation(root) if base else root / next_name(root, "generation")
        writer = EmbeddedWriter(root, folder, recipe, base)
    try:
        yield writer
    finally:
        writer.close()
        _sweep(root, folder)


def _sweep(root: Path, folder: Path) -> None:
    """Remove a generation that was never published."""
    if not (root / POINTER).exists() or generation(root) != folder:
        shutil.rmtree(folder, ignore_errors=True)
