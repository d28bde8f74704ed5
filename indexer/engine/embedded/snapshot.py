"""One commit, opened for reading: everything in it belongs together and stays as it is."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import tantivy

from indexer.engine.embedded.columns import Columns, Mask
from indexer.engine.embedded.questions import phrase_query
from indexer.engine.embedded.schema import STATE_ID, schema
from indexer.engine.embedded.state import State
from indexer.engine.embedded.suggestions import Suggestions
from indexer.engine.protocol import Filter, Phrase

WORDS: Final = "words"
"""Folder of tantivy's own files in a generation."""

PHRASES: Final = 64
"""Phrases of filters whose documents are kept in memory; a page's arms and facets ask for the same few."""


@dataclass(frozen=True)
class Snapshot:
    """The index as one commit left it."""

    state: State
    searcher: tantivy.Searcher
    columns: Columns
    _phrases: dict[Phrase, Mask] = field(default_factory=dict)

    @classmethod
    def read(cls, index: tantivy.Index, generation: Path, last: "Snapshot | None" = None) -> "Snapshot":
        """The newest commit. Columns are taken from the last snapshot where only tantivy's segments were merged.

        Raises OSError, ValueError, KeyError or TypeError where the files do not fit together.
        """
        searcher = index.searcher()
        state = _state(searcher)
        if last is not None and last.state == state:
            return cls(state, searcher, last.columns, last._phrases)
        dimensions = state.index.recipe.dimensions
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

    def count(self, query: tantivy.Query) -> int:
        """How many documents match."""
        found: int = self.searcher.search(query, 1, count=True).count  # type: ignore[attr-defined]
        return found

    def ids(self, query: tantivy.Query, limit: int | None = None) -> npt.NDArray[np.int64]:
        """Ids of all documents that match, rising."""
        count = self.count(query)
        if not count:
            return np.empty(0, np.int64)
        hits = self.searcher.search(query, count, count=False).hits
        found = self.searcher.fast_field_values("id", [address for _, address in hits])
        return np.sort(np.array(found, np.int64))[:limit]

    def _holding(self, phrase: Phrase) -> Mask:
        """The documents that hold the phrase, or with `excluded` those that do not."""
        mask = self._phrases.get(phrase)
        if mask is None:
            mask = np.zeros(len(self.columns), bool)
            mask[self.columns.positions(self.ids(phrase_query(phrase)))] = True
            mask ^= phrase.excluded
            if len(self._phrases) >= PHRASES:
                self._phrases.clear()
            self._phrases[phrase] = mask
        return mask


def _state(searcher: tantivy.Searcher) -> State:
    hits = searcher.search(tantivy.Query.term_query(schema(), "id", STATE_ID, "basic"), 1).hits
    if not hits:
        raise ValueError("no state")
    return State.parse(searcher.doc(hits[0][1])["state"][0])
