"""The Elasticsearch engine itself: what the protocol asks, handed to the rooms that know how."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager

import numpy as np
import numpy.typing as npt

from indexer.document import View
from indexer.engine.elasticsearch import columns, counting, listing, ranking
from indexer.engine.elasticsearch.connection import Cluster, Connection
from indexer.engine.elasticsearch.diagnosis import diagnose
from indexer.engine.elasticsearch.reading import Reader
from indexer.engine.elasticsearch.writer import ElasticsearchWriter, opened
from indexer.engine.protocol import (
    EVERYTHING,
    NEWEST_FIRST,
    Columns,
    Counted,
    Filter,
    Finding,
    Frequencies,
    IndexState,
    Match,
    Nearest,
    Order,
    Phrase,
    Ranking,
    Recipe,
    Scope,
)


class ElasticsearchEngine:
    """An index on a cluster, under a prefix, for one recipe.

    Nothing is asked before the first question. Every call reads the newest commit, whoever made it; a call that reads
    raises IndexMissing, IndexMismatch, IndexDamaged or IndexUnavailable, the latter within about three seconds.

    Like the embedded engine, BM25 counts a replaced or deleted document among the others until it is merged away. A
    document whose vector has no direction is near to nothing here, not even with a cosine of 0.
    """

    def __init__(self, cluster: Cluster, prefix: str, recipe: Recipe, expected: Callable[[], int] = lambda: 0) -> None:
        """`expected` tells for how many documents a new index is to be made."""
        self._prefix, self._recipe, self._expected = prefix, recipe, expected
        self._connection = Connection(cluster)
        self._reader = Reader(self._connection, prefix, recipe)

    def state(self) -> IndexState:
        """What the index holds, whatever its recipe."""
        return self._reader.state()

    def findings(self) -> tuple[Finding, ...]:
        """What the cluster, our account there and our index are found to be."""
        return diagnose(self._connection, self._prefix, self._recipe)

    def rank(self, questions: Sequence[Match | Nearest]) -> list[Ranking]:
        """Answer all questions, in order."""
        return ranking.rank(self._reader, questions)

    def count(self, scope: Scope) -> int:
        """How many documents are in the scope."""
        return counting.count(self._reader, scope)

    def facets(self, fields: Sequence[str], scope: Scope, *, most: int | None = None) -> dict[str, Counted]:
        """For each facet field its values and how many documents of the scope have each, disjunctively."""
        return counting.facet_counts(self._reader, fields, scope, most)

    def browse(self, filter: Filter, offset: int, limit: int, order: Order = NEWEST_FIRST) -> list[int]:
        """Ids of documents under the filter, in an order."""
        return listing.browse(self._reader, filter, offset, limit, order)

    def columns(self, names: Sequence[str], filter: Filter = EVERYTHING) -> Columns:
        """What all documents under the filter say, as numbers and codes."""
        return columns.columns(self._reader, names, filter)

    def columns_of(self, names: Sequence[str], ids: Sequence[int]) -> Columns:
        """The same of these ids, in their order; where there is no such document, nothing is said."""
        return columns.columns_of(self._reader, names, ids)

    def frequencies(self, terms: Mapping[View, Collection[str]]) -> Frequencies:
        """In how many documents each term of each view stands, as the sum over the fields."""
        return counting.frequencies(self._reader, terms)

    def find(self, phrase: Phrase, limit: int) -> list[int]:
        """Ids of documents that hold the phrase, rising."""
        return listing.find(self._reader, phrase, limit)

    def suggest(self, prefix: str, limit: int) -> list[str]:
        """Titles that begin with `prefix`, or whose pinyin or pinyin initials do; shortest first."""
        return listing.suggest(self._reader, prefix, limit)

    def vectors(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        """Unit vectors of documents, shape (ids, dimensions); a row of zeros where there is no such document."""
        return listing.vectors(self._reader, ids, self._recipe.dimensions)

    def writer(self, *, rebuild: bool = False) -> AbstractContextManager[ElasticsearchWriter]:
        """Take the one writer's place; see the protocol."""
        return opened(self._connection, self._prefix, self._recipe, self._expected, rebuild=rebuild)

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()
