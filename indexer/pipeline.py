"""Bringing an index up to the store: read, cut, encode, write, each stage a step ahead of the next.

Every stage runs beside the others and hands batches on through a short queue, so that a slow stage holds the faster
ones back and memory stays bounded. Encoding and writing let other threads run; cutting has processes of its own.
"""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Final

from corpus.achievement import StoredAchievement
from corpus.store import Store
from indexer import embeddings as plain
from indexer.ahead import ahead, stage
from indexer.cutting import WORKERS, Cut, cut, cut_elsewhere, processors
from indexer.document import SCHEMA, Document
from indexer.embeddings import EmbeddingCache
from indexer.encoders import Encoder, Vectors
from indexer.engine.protocol import Engine, Recipe, Writer
from indexer.errors import IndexMissing
from indexer.tokens import Tokenizer

Encode = Callable[[Sequence[str]], Vectors]

BATCH: Final = 500
"""Records that go through the stages together."""

WAITING: Final = 2
"""Batches that may wait between two stages."""

READY: Final = 24
"""Batches that may wait to be written: some 100 MB, so that the other stages go on while a commit takes its seconds."""

MANY: Final = 5_000
"""Changes from which cutting in processes of its own repays their start of a second."""

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
    changes = ahead(_changes(store, after), WAITING)
    many = store.revision() - after >= MANY
    workers = min(WORKERS, processors()) if many else 0
    cuts = cut_elsewhere(tokenizer, changes, workers) if workers > 1 else stage(partial(cut, tokenizer), changes)
    return ahead(stage(partial(_encoded, encode), ahead(cuts, WAITING)), READY)


def _changes(store: Store, after: int) -> Generator[list[StoredAchievement], None, None]:
    yield from store.changes(after, batch=BATCH)


def _encoded(encode: Encode, cut: Cut) -> _Batch:
    if not cut.drafts:
        return _Batch(cut.revision, [], cut.deleted)
    vectors = encode([draft.passage for draft in cut.drafts])
    documents = [
        Document(draft.id, draft.terms, vector, draft.facets, draft.year, draft.suggestion, draft.numbers)
        for draft, vector in zip(cut.drafts, vectors, strict=True)
    ]
    return _Batch(cut.revision, documents, cut.deleted)


def _revision(engine: Engine) -> int | None:
    """The store revision that the index holds; None where there is no index."""
    try:
        return engine.state().revision
    except IndexMissing:
        return None
