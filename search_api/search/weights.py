"""How much each arm of a search counts, and each term of a question within its arm.

Chosen with `python -m benchmarks.retrieval --tuning`, with an eye on the rewritten titles, which have no tuning set;
docs/benchmarks.md has what they reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Final

from indexer.document import View


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each arm by its name; an arm that is not named does not count."""

    arms: Mapping[str, float]


ARMS: Final[Mapping[str, float]] = {"words": 0.2, "bigrams": 0.7, "characters": 1.0, "vector": 0.3}
"""Weights for a question all of whose terms stand in the index."""

UNKNOWN: Final = 2.0
"""Power of the share of known terms by which words and bigrams count less: a question in a wording of its own is best
answered by single characters, which are always known."""

NEARNESS: Final[Mapping[str, float]] = {"passage": 1.15, "pairs": 1.15}
"""Weights of what a candidate says in one place, beside the arms: of the share of the question's characters in its
best passage, and of the share of the question's pairs. Anything from 1 to 2 does about as well."""

PAIR_RARITY: Final = 2.0
"""Power of a pair's inverse document frequency by which it counts among the pairs of a question."""

SIMILAR: Final = Weights({"words": 1.0, "bigrams": 1.0, "vector": 0.5})
"""For a whole achievement as the question, by its rarest terms."""

RARITY: Final[Mapping[View, float]] = {"words": 0.5, "bigrams": 0.5}
"""Power of a term's inverse document frequency by which it weighs more in a question than BM25 alone has it, so that
一种 and 装置 do not outvote what the question is about. Characters are best left as they are."""


def weights_for(known: Mapping[str, float]) -> Weights:
    """The weights for a question; `known` is, by arm, the share of its terms that stand in the index."""
    return Weights({arm: weight * known.get(arm, 1.0) ** UNKNOWN for arm, weight in ARMS.items()})


def weight_of(view: View, frequency: int, documents: int) -> float:
    """What a term weighs in a question, that stands in `frequency` of `documents`; at least a little."""
    return float(rarity(frequency, documents) ** RARITY.get(view, 0.0))


def rarity(frequency: int, documents: int) -> float:
    """Inverse document frequency of a term that stands in `frequency` of `documents`; above 0."""
    return log(1 + (max(documents - frequency, 0) + 0.5) / (frequency + 0.5))
