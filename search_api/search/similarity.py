"""Achievements like one achievement, by its own rare words and its vector."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from corpus.achievement import StoredAchievement
from corpus.normalize import clean_text
from indexer import views
from indexer.document import View
from indexer.engine.protocol import Match, Nearest
from search_api.answers import SimilarAnswer, SimilarHit
from search_api.search.candidates import Candidate, fused
from search_api.search.explanation import Sought, Text
from search_api.search.page import records_of
from search_api.search.plan import FIELD_WEIGHTS, WINDOW
from search_api.search.weights import SIMILAR
from search_api.visibility import check_open

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

VIEWS: Final[tuple[View, ...]] = ("words", "bigrams")

TERMS: Final = 40
"""Terms of one view that stand for an achievement: its rarest. More bring in what everybody writes."""

MOST_SHARED: Final = 8
"""Shared words shown of one hit."""

LONGEST: Final = 5_000
"""Characters of title and body that terms are picked from."""


def similar(base: "KnowledgeBase", id: int, size: int = 10) -> SimilarAnswer:
    """Achievements like the one with this id, itself left out. Raises NotFound, Gone, IndexMissing."""
    record = check_open(base.store.get(id))
    text = clean_text(f"{record.achievement.title}\n{record.achievement.body}")[:LONGEST]
    counts = base.engine.frequencies({view: set(_cut(base, view, text)) for view in VIEWS})
    rarity = {view: _rarest(counts[view]) for view in VIEWS}
    arms: dict[str, Match | Nearest] = {
        view: Match(view, terms, FIELD_WEIGHTS, limit=WINDOW) for view, terms in rarity.items() if terms
    }
    arms["vector"] = Nearest(_vector(base, record), limit=WINDOW)
    found = fused(base.engine, arms, SIMILAR)
    others = [
        (other, score) for other, score in zip(found.ids.tolist(), found.scores.tolist(), strict=True) if other != id
    ]
    hits = records_of(base, [Candidate(other, score) for other, score in others[:size]])
    rare = Sought(word for word in rarity["words"] if len(word) > 1)
    return SimilarAnswer(id=id, hits=tuple(_hit(rare, *hit) for hit in hits))


def _cut(base: "KnowledgeBase", view: View, text: str) -> list[str]:
    return views.words(base.tokenizer, text) if view == "words" else views.bigrams(text)


def _rarest(counts: Mapping[str, int]) -> dict[str, float]:
    """The terms that say most of an achievement, by inverse document frequency; those nobody shares say nothing."""
    shared = sorted((count, term) for term, count in counts.items() if count > 1)
    return {term: 1.0 for _, term in shared[:TERMS]}


def _vector(base: "KnowledgeBase", record: StoredAchievement) -> npt.NDArray[np.float32]:
    """The vector in the index, or a new one for what is not indexed yet."""
    vectors = base.engine.vectors([record.id])
    if not vectors.any():
        vectors = base.encoder.encode([views.passage(views.clean_parts(record.achievement))])
    vector: npt.NDArray[np.float32] = vectors[0]
    return vector


def _hit(rare: Sought, candidate: Candidate, record: StoredAchievement) -> SimilarHit:
    a = record.achievement
    return SimilarHit(
        id=record.id,
        code=a.code,
        source=a.source,
        title=a.title,
        unit=a.unit,
        year=a.year,
        award=a.award,
        score=candidate.score,
        shared_words=_shared(rare.standing_in(Text(a))),
    )


def _shared(words: Sequence[str]) -> tuple[str, ...]:
    """Rarest first; a word that is part of another shared one tells nothing more."""
    whole = [word for word in words if not any(word != other and word in other for other in words)]
    return tuple(whole[:MOST_SHARED])
