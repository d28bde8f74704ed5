"""The list that pages are cut from: what the arms found, fused and looked at again, or everything under the filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from corpus.achievement import Achievement, StoredAchievement
from indexer.engine.protocol import NEWEST_FIRST, Engine, Match, Nearest, Order, Scope
from search_api.search.fusion import Fused, Place, fuse
from search_api.search.plan import WINDOW, Plan
from search_api.search.reranking import rerank
from search_api.search.weights import Weights

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place of the list: its fused score, for each arm that found it its place there, and its record if read."""

    id: int
    score: float = 0.0
    arms: Mapping[str, Place] = field(default_factory=dict)
    record: StoredAchievement | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """A stretch of the list, and how long the whole list is."""

    stretch: tuple[Candidate, ...]
    total: int


NONE: Final = Candidates((), 0)


def candidates(base: "KnowledgeBase", plan: Plan, offset: int, limit: int) -> Candidates:
    """Places `offset` to `offset + limit` of the list; the list itself depends on neither."""
    if plan.arms:
        return _ranked(base, plan, offset, limit)
    if not plan.browses:
        return NONE
    order = NEWEST_FIRST if plan.sort == "relevance" else Order(plan.sort)
    ids = base.engine.browse(plan.filter, offset, limit, order)
    return Candidates(tuple(map(Candidate, ids)), base.engine.count(Scope(plan.filter)))


def _ranked(base: "KnowledgeBase", plan: Plan, offset: int, limit: int) -> Candidates:
    read: dict[int, StoredAchievement] = {}

    def achievements(ids: Sequence[int]) -> dict[int, Achievement]:
        read.update(base.store.get_many(ids))
        return {id: record.achievement for id, record in read.items()}

    found = rerank(fused(base.engine, plan.arms, plan.weights), plan.sought, achievements)
    if plan.sort != "relevance":
        found = _sorted(base.engine, found, plan.sort)
    cut = slice(offset, offset + limit)
    stretch = [
        Candidate(id, score, found.seen_by(id), read.get(id))
        for id, score in zip(found.ids[cut].tolist(), found.scores[cut].tolist(), strict=True)
    ]
    return Candidates(tuple(stretch), len(found.ids))


def _sorted(engine: Engine, found: Fused, number: str) -> Fused:
    """The same list by a number, the greatest first and the unsaid last; equals stay in their order."""
    numbers = engine.columns_of((number,), found.ids.tolist()).values[number]
    order = np.argsort(-numbers, kind="stable")
    return replace(found, ids=found.ids[order], scores=found.scores[order])


def fused(engine: Engine, arms: Mapping[str, Match | Nearest], weights: Weights) -> Fused:
    """What the arms find, asked at once and fused."""
    return fuse(dict(zip(arms, engine.rank(list(arms.values())), strict=True)), weights, WINDOW)
