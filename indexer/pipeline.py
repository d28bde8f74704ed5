"""Bringing an index up to the store: read, cut, encode, write, each stage a step ahead of the next.

Every stage runs in a thread of its own and hands batches on through a short queue, so that a slow stage holds the
faster ones back and memory stays bounded. Cutting is Python; encoding and writing let other threads run meanwhile.
"""

import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.achievement import FACET_FIELDS, StoredAchievement
from corpus.normalize import clean_text
from corpus.store import Store
from indexer import embeddings as plain
from indexer import views
from indexer.ahead import ahead, stage
from indexer.document import SCHEMA, Document, Field, View
from indexer.embeddings import EmbeddingCache
from indexer.encoders import Encoder, Vectors
from indexer.engine.protocol import Engine, Recipe, Writer
from indexer.errors import IndexMissing
from indexer.tokens import Tokenizer

Terms = Mapping[tuple[View, Field], str]
Encode = Callable[[Sequence[str]], Vectors]

BATCH: Final = 500
"""Records that go through the stages together."""

WAITING: Final = 2
"""Batches that may wait between two stages."""

COMMIT_EVERY: Final = 25_000
"""Records between two commits: what a crash costs, at most. The same for a rebuild, so that it gives the same index."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far indexing has come, in writes of the store: `done` of `total`."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What indexing did: the store revision that the index now holds, documents written and deleted, and its time."""

    revision: int
    written: int
    deleted: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Cut:
    """A batch whose terms are known and whose passages wait to be encoded."""

    revision: int
    records: list[StoredAchievement]
    terms: list[Terms]
    passages: list[str]
    deleted: list[int]


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch ready to be written: everything up to a revision."""

    revision: int
    documents: list[Document]
    deleted: list[int]


def recipe_for(encoder: Encoder, tokenizer: Tokenizer) -> Recipe:
    """What an index is made with that is made with these two."""
    return Recipe(SCHEMA, tokenizer.id, tokenizer.dictionary, encoder.id, encoder.dimensions)


def bring_up_to_date(
    store: Store,
    engine: Engine,
    encoder: Encoder,
    tokenizer: Tokenizer,
    *,
    rebuild: bool = False,
    progress: Callable[[Progress], None] | None = None,
    embeddings: EmbeddingCache | None = None,
) -> IndexReport:
    """Apply to the index everything that was written in the store since; with `rebuild`, everything from the start.

    A run that is broken off goes on where its last commit left it; a rebuild is seen as a whole at its end, or not at
    all. An exception from `progress` breaks the run off. Raises what the store, the engine and the encoder raise.
    """
    started = time.perf_counter()
    with engine.writer(rebuild=rebuild) as writer:
        known = None if rebuild else _revision(engine)
        run = _Run(writer, known or 0, hidden=rebuild)
        encode = partial((embeddings or plain).encode, encoder)
        total = store.revision() - run.revision
        with closing(_line(store, run.revision, tokenizer, encode)) as batches:
            for batch in batches:
                run.apply(batch)
                if progress:
                    progress(Progress(run.revision - (known or 0), total))
        if known is None or run.uncommitted:
            writer.commit(run.revision)
    return IndexReport(run.revision, run.written, run.deleted, time.perf_counter() - started)


@dataclass(slots=True)
class _Run:
    """What one run has brought into the index so far."""

    writer: Writer
    revision: int
    hidden: bool
    written: int = 0
    deleted: int = 0
    uncommitted: int = 0

    def apply(self, batch: _Batch) -> None:
        """Write a batch; commit before it where it is time."""
        if self.uncommitted >= COMMIT_EVERY:
            self.writer.commit(self.revision, publish=not self.hidden)
            self.uncommitted = 0
        self.writer.delete(batch.deleted)
        self.writer.put(batch.documents)
        self.revision = batch.revision
        self.written += len(batch.documents)
        self.deleted += len(batch.deleted)
        self.uncommitted += len(batch.documents) + len(batch.deleted)


def _line(store: Store, after: int, tokenizer: Tokenizer, encode: Encode) -> Generator[_Batch, None, None]:
    """The stages, each ahead of the next."""
    read = ahead(_changes(store, after), WAITING)
    cut = ahead(stage(partial(_cut, tokenizer), read), WAITING)
    return ahead(stage(partial(_encoded, encode), cut), WAITING)


def _changes(store: Store, after: int) -> Generator[list[StoredAchievement], None, None]:
    yield from store.changes(after, batch=BATCH)


def _cut(tokenizer: Tokenizer, records: list[StoredAchievement]) -> _Cut:
    live = [record for record in records if not record.deleted]
    return _Cut(
        revision=records[-1].revision,
        records=live,
        terms=[views.cut(tokenizer, record.achievement) for record in live],
        passages=[views.passage(record.achievement) for record in live],
        deleted=[record.id for record in records if record.deleted],
    )


def _encoded(encode: Encode, cut: _Cut) -> _Batch:
    if not cut.records:
        return _Batch(cut.revision, [], cut.deleted)
    lines = zip(cut.records, cut.terms, encode(cut.passages), strict=True)
    return _Batch(cut.revision, [_document(*line) for line in lines], cut.deleted)


def _document(record: StoredAchievement, terms: Terms, vector: npt.NDArray[np.float32]) -> Document:
    said = record.achievement
    facets = {name: clean_text(getattr(said, name)) for name in FACET_FIELDS if name != "year"}
    return Document(record.id, terms, vector, facets, said.year, clean_text(said.title))


def _revision(engine: Engine) -> int | None:
    """The store revision that the index holds; None where there is no index."""
    try:
        return engine.state().revision
    except IndexMissing:
        return None
