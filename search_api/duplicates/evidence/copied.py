"""Passages in common, templates left out: how much of each running text, and how long the longest is."""

from dataclasses import dataclass
from typing import Final, Literal

from search_api.duplicates.evidence.observed import Evidence, graded
from search_api.duplicates.pairs import Pair

Side = Literal["submission", "achievement"]

RUN: Final = 13
"""Letters in a row from which on text counts as copied word for word, as the usual checks of papers have it."""

LONGEST_MEASURED: Final = 200
"""Letters of a passage whose length counts as 1; a longer one says no more."""

_SHARES: Final = (("all", 0.9), ("most", 0.6), ("half", 0.35), ("part", 0.12), ("little", 0.04))
_VERBATIM: Final = (("half", 0.5), ("third", 0.25), ("tenth", 0.12), ("some", 0.07), ("little", 0.03))
_LENGTHS: Final = (("paragraph", 80), ("sentences", 40), ("sentence", 18), ("clause", 13), ("phrase", 8))


@dataclass(frozen=True, slots=True)
class Copied:
    """The share of one side's running text that stands in the other."""

    side: Side
    levels: tuple[str, ...] = (*(level for level, _ in _SHARES), "nothing", "missing")

    @property
    def name(self) -> str:
        """`copied` of the submission, `contained` of the achievement."""
        return "copied" if self.side == "submission" else "contained"

    def observe(self, pair: Pair) -> Evidence:
        """The share, and its level."""
        overlap = pair.overlap
        share = overlap.of_submission if self.side == "submission" else overlap.of_achievement
        if share is None or not overlap.measured:
            return Evidence(self.name, "missing")
        return Evidence(self.name, graded(share, _SHARES, "nothing"), share)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The share of the submission's running text that stands in the achievement in long runs, letter for letter."""

    name: str = "verbatim"
    levels: tuple[str, ...] = (*(level for level, _ in _VERBATIM), "none", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """The share of runs of at least `RUN` letters."""
        if not pair.overlap.measured:
            return Evidence(self.name, "missing")
        lengths = pair.overlap.lengths
        share = int(lengths[lengths >= RUN].sum()) / pair.overlap.size
        return Evidence(self.name, graded(share, _VERBATIM, "none"), share)


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest passage, in letters in common."""

    name: str = "longest"
    levels: tuple[str, ...] = (*(level for level, _ in _LENGTHS), "none", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """The most letters in a row that both have, but for small gaps."""
        if not pair.overlap.measured:
            return Evidence(self.name, "missing")
        longest = pair.overlap.longest
        return Evidence(self.name, graded(longest, _LENGTHS, "none"), min(1.0, longest / LONGEST_MEASURED))
