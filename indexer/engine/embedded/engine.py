"""The embedded engine itself: questions go to the newest snapshot, writing goes through the one writer."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from indexer.document import View
from indexer.engine.embedded import listing, lock, vectors
from indexer.engine.embedded.counting import count, facet_counts
from indexer.engine.embedded.questions import match_query, phrase_query
from indexer.engine.embedded.ranking import best, ranked
from indexer.engine.embedded.snapshot import Snapshot
from indexer.engine.embedded.source import Source
from indexer.engine.embedded.writer import EmbeddedWriter, opened
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
from indexer.engine.recipes import refuse_other
from indexer.engine.vectors import unit
from indexer.errors import IndexMissing

THREADS: Final = 2
"""Searches whose vectors are compared at the same time, each beside its words: neither holds the interpreter up."""

ARMS: Final = 4
"""Up to so many questions for words are those of one search and answered in turn; handing them over costs more."""


class EmbeddedEngine:
    """An index in a folder of this machine, for one recipe.

    Nothing is opened before the first question. Every call reads the newest commit, whoever made it; a call that
    reads raises IndexMissing, IndexMismatch, IndexDamaged or IndexUnavailable.

    BM25 counts a replaced or deleted document among the others until tantivy merges it away, so scores may differ
    slightly between an index that saw many updates and the same one rebuilt. The same state always gives the same bits.
    """

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        self._folder, self._recipe = folder, recipe
        self._source = Source(folder, recipe.schema)

    @classmethod
    def open(cls, folder: Path, recipe: Recipe) -> Self:
        """The engine with its index opened and checked at once."""
        engine = cls(folder, recipe)
        engine._now()
        return engine

    def state(self) -> IndexState:
        """What the index holds, whatever its recipe."""
        return self._source.newest().state.index

    def findings(self) -> tuple[Finding, ...]:
        """Nothing: it stands on the files that `state` reads."""
        return ()

    def rank(self, questions: Sequence[Match | Nearest]) -> list[Ranking]:
        """Answer all questions, in order."""
        now = self._now()
        nearest = [question for question in questions if isinstance(question, Nearest)]
        matches = [question for question in questions if isinstance(question, Match)]
        compared = self._threads.submit(_nearest, now, nearest) if nearest and matches else None
        by_words = iter(self._matched(now, matches))
        by_vector = iter(compared.result() if compared else _nearest(now, nearest))
        return [next(by_vector if isinstance(question, Nearest) else by_words) for question in questions]

    def count(self, scope: Scope) -> int:
        """How many documents are in the scope."""
        return count(self._now(), scope)

    def facets(self, fields: Sequence[str], scope: Scope, *, most: int | None = None) -> dict[str, Counted]:
        """For each facet field its values and how many documents of the scope have each, disjunctively."""
        return facet_counts(self._now(), fields, scope, most)

    def browse(self, filter: Filter, offset: int, limit: int, order: Order = NEWEST_FIRST) -> list[int]:
        """Ids of documents under the filter, in an order."""
        return listing.browse(self._now(), filter, offset, limit, order)

    def columns(self, names: Sequence[str], filter: Filter = EVERYTHING) -> Columns:
        """What all documents under the filter say, as numbers and codes."""
        return listing.columns(self._now(), names, filter)

    def columns_of(self, names: Sequence[str], ids: Sequence[int]) -> Columns:
        """The same of these ids, in their order; where there is no such document, nothing is said."""
        return listing.columns_of(self._now(), names, ids)

    def frequencies(self, terms: Mapping[View, Collection[str]]) -> Frequencies:
        """In how many documents each term of each view stands, as the sum over the fields."""
        now = self._now()
        return {view: {term: now.frequency(view, term) for term in some} for view, some in terms.items()}

    def find(self, phrase: Phrase, limit: int) -> list[int]:
        """Ids of documents that hold the phrase, rising."""
        ids: list[int] = self._now().ids(phrase_query(phrase), limit).tolist()
        return ids

    def suggest(self, prefix: str, limit: int) -> list[str]:
        """Titles that begin with `prefix`, or whose pinyin or pinyin initials do; shortest first."""
        return self._now().suggestions.find(prefix, limit)

    def vectors(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        """Unit vectors of documents, shape (ids, dimensions); a row of zeros where there is no such document."""
        columns = self._now().columns
        found = np.zeros((len(ids), self._recipe.dimensions), np.float32)
        places = columns.positions(np.asarray(ids, np.int64))
        rows = columns.rows[places[places >= 0]]
        found[places >= 0] = unit(columns.codes[rows], columns.lengths[rows])
        return found

    @contextmanager
    def writer(self, *, rebuild: bool = False) -> Iterator[EmbeddedWriter]:
        """Take the one writer's place; see the protocol."""
        with lock.writing(self._folder):
            base = None if rebuild else self._base()
            with opened(self._folder, self._recipe, base) as writer:
                yield writer

    def close(self) -> None:
        """Let go of files and threads."""
        self._source.close()
        if "_threads" in self.__dict__:
            self._threads.shutdown()

    def _matched(self, now: Snapshot, matches: Sequence[Match]) -> list[Ranking]:
        if len(matches) <= ARMS:
            return [_match(now, match) for match in matches]
        return list(self._threads.map(lambda match: _match(now, match), matches))

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(THREADS, thread_name_prefix="index")

    def _now(self) -> Snapshot:
        snapshot = self._source.newest()
        refuse_other(snapshot.state.index.recipe, self._recipe)
        return snapshot

    def _base(self) -> Snapshot | None:
        try:
            return self._now()
        except IndexMissing:
            return None


def _match(now: Snapshot, match: Match) -> Ranking:
    return ranked(now.searcher, match_query(match), match.limit)


def _nearest(now: Snapshot, questions: Sequence[Nearest]) -> list[Ranking]:
    if not questions:
        return []
    columns = now.columns
    asked = np.stack([question.vector for question in questions])
    found = vectors.cosines(asked, columns.codes, columns.inverse_lengths)
    return [
        best(columns.ids, columns.of_documents(cosines), now.mask(question.filter), question.limit)
        for question, cosines in zip(questions, found, strict=True)
    ]
