"""Words in common, weighed by how rare they are: what everybody says counts for little."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from search_api.duplicates.library import Index


@dataclass(frozen=True, slots=True)
class Shared:
    """Words of the running text in common, weighed by their rarity, as shares (0 to 1) of what each text holds."""

    of_submission: float
    of_achievement: float


class Rarity:
    """How rare words are in an index; what was asked once is remembered."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._documents = index.state().documents
        self._weights: dict[str, float] = {}

    def shared(self, ours: set[str], others: Sequence[set[str]]) -> list[Shared | None]:
        """What a submission's words and those of each other have in common; None where one of both has none."""
        terms = sorted(ours.union(*others))
        places = dict(zip(terms, range(len(terms)), strict=True))
        weights = np.array(self._of(terms))

        def weigh(some: set[str]) -> float:
            """In the order of the words, one by one, so that the sum is always the same to the last bit."""
            if not some:
                return 0.0
            rising = np.sort(np.fromiter(map(places.__getitem__, some), np.intp, len(some)))
            return float(np.add.accumulate(weights[rising])[-1])

        own = weigh(ours)
        common = [(weigh(ours & theirs), theirs) for theirs in others]
        return [Shared(both / own, both / weigh(theirs)) if ours and theirs else None for both, theirs in common]

    def _of(self, terms: Sequence[str]) -> list[float]:
        unknown = [term for term in terms if term not in self._weights]
        for term, frequency in self._index.frequencies({"words": unknown})["words"].items():
            self._weights[term] = log(1 + self._documents / (1 + frequency))
        return [self._weights[term] for term in terms]
