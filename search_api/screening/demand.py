"""Which open needs each achievement answers, for all achievements at once.

The rule is that of `search_api.matching.likeness`, looked at from the other side: of every need the achievements
nearest in meaning and in words are taken, and those count whose score is one of which a need is said to be answered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from indexer.engine.protocol import Match, Nearest
from search_api.matching.likeness import held, is_likely, likeness, words_of
from search_api.matching.open_needs import OpenNeeds, OpenNeedsReader
from search_api.search.plan import FIELD_WEIGHTS

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

Ids = npt.NDArray[np.int64]

CANDIDATES: Final = 50
"""Achievements that are looked at for a need, by meaning and as many by words."""

AT_ONCE: Final = 50
"""Needs that are looked at together."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Pairs of an achievement and an open need that it answers, by rising achievement; `open` holds how many are open,
    shape (1,)."""

    achievements: Ids
    needs: Ids
    open: Ids

    def counts(self, ids: Ids) -> npt.NDArray[np.float64]:
        """How many needs each achievement answers; NaN where no need is open, as then nothing was asked."""
        if not self.open[0]:
            return np.full(len(ids), np.nan)
        first = np.searchsorted(self.achievements, ids, "left")
        return (np.searchsorted(self.achievements, ids, "right") - first).astype(np.float64)

    def of(self, id: int) -> tuple[int, ...]:
        """The needs that one achievement answers."""
        first, last = np.searchsorted(self.achievements, [id, id + 1])
        return tuple(self.needs[first:last].tolist())


def answered(base: "KnowledgeBase", go_on: Callable[[], None] = lambda: None) -> Answered:
    """All pairs as they are now; what `go_on` raises breaks it off. Raises IndexMissing, StoreUnavailable."""
    needs = OpenNeedsReader(base).read()
    pairs: list[tuple[int, int]] = []
    for start in range(0, len(needs.needs), AT_ONCE):
        go_on()
        pairs += _answered(base, needs, range(start, min(start + AT_ONCE, len(needs.needs))))
    found = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return Answered(found[:, 0], found[:, 1], np.array([len(needs.needs)]))


def _answered(base: "KnowledgeBase", needs: OpenNeeds, places: range) -> list[tuple[int, int]]:
    """Pairs of achievement and need, of some of the needs."""
    near = {place: ids for place in places if len(ids := _candidates(base, needs, place))}
    wanted = np.unique(np.concatenate(list(near.values()))) if near else np.empty(0, np.int64)
    said = _words(base, wanted)
    pairs = []
    for place, ids in near.items():
        there = [id for id in ids.tolist() if id in said]
        shares = [held(needs.rarities[place], said[id]) for id in there]
        scores = likeness(needs.vectors[place : place + 1], base.engine.vectors(there), shares)
        need = needs.needs[place].id
        pairs += [(id, need) for id, score in zip(there, scores.tolist(), strict=True) if is_likely(score)]
    return pairs


def _candidates(base: "KnowledgeBase", needs: OpenNeeds, place: int) -> Ids:
    vector, rarities = needs.vectors[place], needs.rarities[place]
    questions: list[Match | Nearest] = []
    if vector.any():
        questions.append(Nearest(vector, limit=CANDIDATES))
    if rarities:
        questions.append(Match("words", dict(rarities), FIELD_WEIGHTS, limit=CANDIDATES))
    found = [ranking.ids for ranking in base.engine.rank(questions)] if questions else []
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


def _words(base: "KnowledgeBase", ids: Ids) -> dict[int, set[str]]:
    """The words of achievements, by id; deleted ones are left out."""
    records = base.store.get_many(ids.tolist())
    return {id: words_of(base, record.achievement) for id, record in records.items() if not record.deleted}


NOBODY: Final = Answered(np.empty(0, np.int64), np.empty(0, np.int64), np.zeros(1, np.int64))
"""No need is open."""
