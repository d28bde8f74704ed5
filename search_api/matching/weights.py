"""How much the arms of a match count, and the parts of a need.

Chosen with `python -m benchmarks.needs --tuning`; docs/benchmarks.md has what they reach.
"""

from collections.abc import Mapping
from typing import Final

from indexer.document import View
from search_api.search.weights import Weights

ARMS: Final = Weights({"words": 0.2, "bigrams": 0.2, "characters": 1.0, "vector": 0.3, "title": 0.1})
"""Weights of the arms; `title` is the vector of the need's title alone."""

TITLE_TIMES: Final = 4
"""How often the title of a need counts as a part of its text: it names what is wanted."""

RARITY: Final[Mapping[View, float]] = {"words": 0.5, "bigrams": 0.5, "characters": 1.0}
"""Power of a term's inverse document frequency by which it weighs more than BM25 alone has it."""

COSINE: Final = 1.0
RARE: Final = 0.5
"""Weights of a need's cosine with an achievement, and of the share of its rare words that the achievement has."""

RAREST: Final = 12
"""Rare words of a need that make up the whole of what an achievement may have of it."""

LEAST: Final = 0.35
"""Score from which a need is said to be answered: of 4,200 pairs of the samples all 30 that belong together reach it,
and no other."""
