"""What submissions are compared with: an index, the achievements in it, and what cuts and encodes texts for it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from corpus.achievement import Achievement
from corpus.store import Store
from indexer.document import View
from indexer.encoders import Encoder
from indexer.engine.protocol import Frequencies, IndexState, Match, Nearest, Ranking
from indexer.tokens import Tokenizer
from search_api.duplicates.templates import NO_RULINGS, Rulings
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings

MOST_RULINGS: Final = 10_000
"""Decisions about templates that are heeded, those on what most units bear first."""


class Index(Protocol):
    """What of an engine is asked here; see `indexer.engine.protocol.Engine`."""

    def state(self) -> IndexState:
        """What the index holds."""

    def rank(self, questions: Sequence[Match | Nearest]) -> list[Ranking]:
        """Answer all questions, in order."""

    def frequencies(self, terms: Mapping[View, Collection[str]]) -> Frequencies:
        """In how many documents each term of each view stands."""

    def vectors(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        """Unit vectors of documents, shape (ids, dimensions)."""


@dataclass(frozen=True, slots=True)
class Library:
    """`read` gives achievements by id; what may not be compared any more (deleted, say) is left out.

    `rulings` are what staff decided about templates. Ids among `rivals` are no candidates, but candidates are compared
    with them. `common` is the index that tells how rare a word is, where it is not `engine` itself.
    """

    engine: Index
    tokenizer: Tokenizer
    encoder: Encoder
    read: Callable[[Sequence[int]], Mapping[int, Achievement]]
    rulings: Rulings = NO_RULINGS
    rivals: Collection[int] = frozenset()
    common: Index | None = None


def library_of(base: KnowledgeBase) -> Library:
    """A knowledge base as what submissions are compared with, with what staff have decided about templates so far."""

    def read(ids: Sequence[int]) -> dict[int, Achievement]:
        return {id: each.achievement for id, each in base.store.get_many(ids).items() if not each.deleted}

    return Library(base.engine, base.tokenizer, base.encoder, read, _rulings(base.store))


@contextmanager
def opened(settings: Settings) -> Iterator[Library]:
    """The library of a knowledge base, opened for as long as it is needed."""
    with closing(KnowledgeBase(settings)) as base:
        yield library_of(base)


def _rulings(store: Store) -> Rulings:
    decided = store.templates(["确认", "不算模板"], limit=MOST_RULINGS)
    passages = {state: [each.text for each in decided if each.state == state] for state in ("确认", "不算模板")}
    return Rulings.of(passages["确认"], passages["不算模板"])
