"""Meaning and wording, in themselves and among the rivals."""

from dataclasses import dataclass
from typing import Final

from search_api.duplicates.evidence.observed import Evidence, graded
from search_api.duplicates.pairs import Pair

_COSINES: Final = (("same", 0.9), ("near", 0.75), ("kindred", 0.6))
_SHARES: Final = (("most", 0.6), ("many", 0.4), ("some", 0.25), ("few", 0.12))
_DEVIATIONS: Final = (("far ahead", 8.0), ("ahead", 5.0), ("a little ahead", 3.0))

FARTHEST: Final = 12.0
"""Deviations above the rivals from which on more says no more."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Cosine of the vectors."""

    name: str = "meaning"
    levels: tuple[str, ...] = (*(level for level, _ in _COSINES), "other")

    def observe(self, pair: Pair) -> Evidence:
        """The cosine."""
        return Evidence(self.name, graded(pair.cosine, _COSINES, "other"), min(1.0, max(0.0, pair.cosine)))


@dataclass(frozen=True, slots=True)
class RareWords:
    """The share of the running text's words that both have, weighed by rarity: of the lesser side."""

    name: str = "rare words"
    levels: tuple[str, ...] = (*(level for level, _ in _SHARES), "hardly any", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """The greater share, since a summary holds few of the words of what it summarises."""
        if pair.shared is None:
            return Evidence(self.name, "missing")
        share = max(pair.shared.of_submission, pair.shared.of_achievement)
        return Evidence(self.name, graded(share, _SHARES, "hardly any"), share)


@dataclass(frozen=True, slots=True)
class Ahead:
    """How far a candidate is ahead of its rivals in one arm."""

    arm: str
    levels: tuple[str, ...] = (*(level for level, _ in _DEVIATIONS), "among others", "behind", "missing")

    @property
    def name(self) -> str:
        """`words ahead` and the like."""
        return f"{self.arm} ahead"

    def observe(self, pair: Pair) -> Evidence:
        """Standard deviations above the next candidates; what is not first or near to it is behind."""
        standing = pair.standings.get(self.arm)
        if standing is None:
            return Evidence(self.name, "missing")
        value = min(1.0, max(0.0, standing.deviations / FARTHEST))
        if standing.rank > 1 and standing.share < 0.9:
            return Evidence(self.name, "behind", value)
        return Evidence(self.name, graded(standing.deviations, _DEVIATIONS, "among others"), value)
