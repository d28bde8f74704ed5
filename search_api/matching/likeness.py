"""How sure it is that a need and an achievement speak of the same thing: one score for both ways.

The order of the hits of one need is settled otherwise (`weights.ARMS`); this score can be compared between needs, and
says where answers end.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.achievement import Achievement
from corpus.normalize import clean_text
from indexer import views
from search_api.matching.weights import COSINE, LEAST, RARE, RAREST
from search_api.search.weights import rarity

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

Vectors = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float64]


def rarities_of(base: "KnowledgeBase", texts: Sequence[str]) -> list[dict[str, float]]:
    """The words of cleaned texts with their rarity among the achievements."""
    cuts = [dict.fromkeys(word for word in views.words(base.tokenizer, text) if len(word) > 1) for text in texts]
    words = list(dict.fromkeys(word for cut in cuts for word in cut))
    documents = base.engine.state().documents
    counts = base.engine.frequencies({"words": words})["words"]
    rarities = {word: rarity(count, documents) for word, count in counts.items()}
    return [{word: rarities[word] for word in cut} for cut in cuts]


def words_of(base: "KnowledgeBase", achievement: Achievement) -> set[str]:
    """The words that title and body of an achievement say."""
    return set(views.words(base.tokenizer, clean_text(f"{achievement.title}\n{achievement.body}")))


def held(rarities: Mapping[str, float], said: set[str]) -> float:
    """The share of a need's rarity that is in the words of an achievement, 0 to 1.

    A long need is held whole where so much is shared as its rarest words amount to: nobody answers all that it says.
    """
    squares = {word: rare**2 for word, rare in rarities.items()}
    whole = sum(sorted(squares.values(), reverse=True)[:RAREST])
    return min(1.0, sum(square for word, square in squares.items() if word in said) / whole) if whole else 0.0


def likeness(needs: Vectors, achievements: Vectors, shares: Sequence[float]) -> Scores:
    """Cosine and share of rare words, weighed; shape (n,). One of both vectors may be a single row for all."""
    scores: Scores = COSINE * (needs * achievements).sum(axis=1, dtype=np.float64) + RARE * np.array(shares)
    return scores


def is_likely(score: float) -> bool:
    """Whether a need with this score is answered."""
    return score >= LEAST
