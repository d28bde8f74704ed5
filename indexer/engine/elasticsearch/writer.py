"""The one writer: what readers can see is only touched by a commit.

Into a generation that is not published yet documents go as they come. For one that is, they wait here until the
commit, are sent, shown by a refresh, and then their revision is written down: a crash in between costs a repeat.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from indexer.document import Document
from indexer.engine.elasticsearch import generations
from indexer.engine.elasticsearch.bulk import Outbox
from indexer.engine.elasticsearch.connection import Connection
from indexer.engine.elasticsearch.lease import Lease, held
from indexer.engine.elasticsearch.schema import MERGING, sources
from indexer.engine.elasticsearch.trouble import Refused
from indexer.engine.protocol import IndexState, Recipe
from indexer.engine.recipes import refuse_other
from indexer.errors import IndexUnavailable

SEGMENTS: Final = 1
"""Segments of a shard of a new generation.

At 124,000 documents a search takes 69 ms of the processor with 1, 82 with 4, 154 with the 26 that writing leaves.
"""

MERGE_S: Final = 3_600.0
"""Seconds that putting a new generation together may take: some 15 for 124,000 documents."""


class ElasticsearchWriter:
    """Writes into one generation; made by `opened`, which also cleans up behind it."""

    def __init__(
        self, connection: Connection, prefix: str, recipe: Recipe, lease: Lease, index: str, *, published: bool
    ) -> None:
        self._connection, self._prefix, self._recipe, self._lease = connection, prefix, recipe, lease
        self._outbox = Outbox(connection, generations.door(index))
        self._held: dict[int, bytes | None] = {}
        self.index, self.published = index, published

    def put(self, documents: Sequence[Document]) -> None:
        """Add documents, or replace those with the same id."""
        self._check(documents)
        for document, source in zip(documents, sources(documents), strict=True):
            self._change(document.id, source)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove documents; an unknown id is no error."""
        for id in ids:
            self._change(id, None)

    def commit(self, revision: int, *, publish: bool = True) -> None:
        """Make everything so far last, together with its store revision, and unless told otherwise let it be seen."""
        with in_words(self._prefix):
            self._lease.check()
            self._send()
            if not publish and not self.published:
                self._let_go()
                return
            if not self.published:
                self._merge()
            self._connection.tell("POST", f"/{self.index}/_refresh")
            documents: int = self._connection.tell("GET", f"/{self.index}/_count")["count"]
            self._lease.check()
            state = IndexState(self._recipe, revision, documents)
            generations.describe(self._connection, self.index, state)
            if not self.published:
                generations.publish(self._connection, self._prefix, self._recipe, self.index)
                self.published = True

    def close(self) -> None:
        """Forget what was not committed, and remove a generation that was never published."""
        self._outbox.close()
        if not self.published:
            with suppress(Refused, IndexUnavailable):  # the next writer removes it
                generations.remove(self._connection, [self.index])

    def _change(self, id: int, line: bytes | None) -> None:
        if self.published:
            self._held[id] = line
            return
        with in_words(self._prefix):
            self._outbox.add(id, line)

    def _send(self) -> None:
        for id, line in self._held.items():
            self._outbox.add(id, line)
        self._outbox.flush()
        self._held.clear()

    def _let_go(self) -> None:
        """Let the server forget the sent documents themselves, over half of the disk, when it merges their segments.

        It keeps them for copies that may have to catch up, until half a minute after they are flushed.
        """
        self._connection.tell("POST", f"/{self.index}/_flush", timeout=MERGE_S)

    def _merge(self) -> None:
        """Put a new generation together from few segments, which is half as large and is searched twice as fast."""
        self._connection.tell("PUT", f"/{self.index}/_settings", {"index": {MERGING: None}})
        target = f"/{self.index}/_forcemerge?max_num_segments={SEGMENTS}"
        self._connection.tell("POST", target, timeout=MERGE_S)

    def _check(self, documents: Sequence[Document]) -> None:
        shape = (self._recipe.dimensions,)
        for document in documents:
            if document.id < 0:
                raise ValueError(f"编号 {document.id} 是负数；成果的编号从 0 起。")
            if document.vector.shape != shape:
                raise ValueError(f"成果 {document.id} 的向量是 {document.vector.shape}，索引要 {shape}。")


@contextmanager
def opened(
    connection: Connection, prefix: str, recipe: Recipe, expected: Callable[[], int], *, rebuild: bool
) -> Iterator[ElasticsearchWriter]:
    """The one writer, on the published generation, or where there is none, or for a rebuild, on a new one.

    `expected` tells for how many documents a new one is made. Raises IndexBusy, IndexMismatch, IndexUnavailable.
    """
    with _lease(connection, prefix) as lease:
        with in_words(prefix):
            generations.remove(connection, generations.leftovers(connection, prefix))
            current = generations.published(connection, prefix)
            if current and not rebuild:
                refuse_other(generations.state(connection, prefix).recipe, recipe)
                index, published = current[0], True
            else:
                index, published = generations.create(connection, prefix, recipe, expected()), False
        writer = ElasticsearchWriter(connection, prefix, recipe, lease, index, published=published)
        try:
            yield writer
        finally:
            writer.close()


@contextmanager
def _lease(connection: Connection, prefix: str) -> Iterator[Lease]:
    taking = held(connection, prefix)
    with in_words(prefix):
        lease = taking.__enter__()
    try:
        yield lease
    finally:
        taking.__exit__(None, None, None)


@contextmanager
def in_words(prefix: str) -> Iterator[None]:
    """What the cluster refuses, said in words."""
    try:
        yield
    except Refused as refused:
        raise refused.in_words(prefix) from None
