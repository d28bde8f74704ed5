"""One commit, opened for reading: everything in it belongs together and stays as it is."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import tantivy

from indexer.document import View
from indexer.engine.embedded.columns import Columns, Mask
from indexer.engine.embedded.log import Extent
from indexer.engine.embedded.questions import phrase_query, scope_query
from indexer.engine.embedded.schema import STATE_ID, schema
from indexer.engine.embedded.state import State
from indexer.engine.embedded.suggestions import Suggestions
from indexer.engine.fields import FIELDS, storable, text_field
from indexer.engine.protocol import Filter, Phrase, Scope

WORDS: Final = "words"
"""Folder of tantivy's own files in a generation."""

REMEMBERED: Final = 64
"""Phrases and sets of words whose documents are kept in memory; the arms, facets and pages of a search share them."""

FREQUENCIES: Final = 200_000
"""Terms whose frequencies are kept in memory, some 40 MB: a search asks for the same ones several times, so do people,
and a table of submissions that are compared asks for most of the words there are."""


@dataclass(frozen=True)
class Snapshot:
    """The index as one commit left it."""

    state: State
    searcher: tantivy.Searcher
    columns: Columns
    _masks: dict[Hashable, Mask] = field(default_factory=dict)
    _frequencies: dict[tuple[View, str], int] = field(default_factory=dict)

    @classmethod
    def read(cls, index: tantivy.Index, generation: Path, version: int, last: "Snapshot | None" = None) -> "Snapshot":
        """The newest commit. Columns are taken from the last snapshot where only tantivy's segments were merged.

        Of files of another version of the schema it holds what they say of themselves and nothing else.
        Raises OSError, ValueError, KeyError or TypeError where the files do not fit together.
        """
        searcher = index.searcher()
        state = _state(searcher)
        if last is not None and last.state == state:
            return cls(state, searcher, last.columns, last._masks)
        dimensions = state.index.recipe.dimensions
        if state.index.recipe.schema != version:
            return cls(state, searcher, Columns.load(generation / state.log, Extent(), dimensions))
        columns = Columns.load(generation / state.log, state.extent, dimensions)
        if len(columns) != state.index.documents:
            raise ValueError(f"{len(columns)} != {state.index.documents}")
        return cls(state, searcher, columns)

    @cached_property
    def suggestions(self) -> Suggestions:
        """Titles by their beginning."""
        return Suggestions(self.columns)

    def mask(self, filter: Filter) -> Mask | None:
        """The documents that pass the whole filter; None where all do."""
        masks = [self._holding(phrase) for phrase in filter.phrases]
        plain = self.columns.mask(filter)
        if plain is not None:
            masks.append(plain)
        return np.logical_and.reduce(masks) if masks else None

    def frequency(self, view: View, term: str) -> int:
        """In how many documents a term stands, as the sum over the fields; remembered like masks."""
        found = self._frequencies.get((view, term))
        if found is None:
            names = (text_field(view, field) for field in FIELDS)
            found = sum(self.searcher.doc_freq(name, storable(term)) for name in names)
            if len(self._frequencies) >= FREQUENCIES:
                self._frequencies.clear()
            self._frequencies[view, term] = found
        return found

    def ids(self, query: tantivy.Query, limit: int | None = None) -> npt.NDArray[np.int64]:
        """Ids of all documents that match, rising, or of the first so many; no score is computed."""
        most = max(len(self.columns) if limit is None else limit, 1)
        found = self.searcher.search(query, most, count=False, order_by_field="id", order=tantivy.Order.Asc)
        return np.array([id for id, _ in found.hits[:limit]], np.int64)

    def with_words(self, words: tuple[tuple[str, ...], ...], at_least: int) -> Mask:
        """The documents that hold at least so many of the words."""
        scope = Scope(words=words, at_least=at_least)
        return self._remember((words, at_least), lambda: scope_query(scope))

    def _holding(self, phrase: Phrase) -> Mask:
        """The documents that hold the phrase, or with `excluded` those that do not."""
        return self._remember(phrase, lambda: phrase_query(phrase)) ^ phrase.excluded

    def _remember(self, key: Hashable, query: Callable[[], tantivy.Query]) -> Mask:
        """What was found before for the key; what is remembered is dropped as a whole when it becomes too much."""
        mask = self._masks.get(key)
        if mask is None:
            mask = np.zeros(len(self.columns), bool)
            mask[self.columns.positions(self.ids(query()))] = True
            if len(self._masks) >= REMEMBERED:
                self._masks.clear()
            self._masks[key] = mask
        return mask


def _state(searcher: tantivy.Searcher) -> State:
    hits = searcher.search(tantivy.Query.term_query(schema(), "id", STATE_ID, "basic"), 1).hits
    if not hits:
        raise ValueError("no state")
    return State.parse(searcher.doc(hits[0][1])["state"][0])
