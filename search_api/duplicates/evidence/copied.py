"""Passages in common, templates left out: how much of each running text, and how long the longest is."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from search_api.duplicates.alignment import Mask
from search_api.duplicates.evidence.observed import Evidence, graded
from search_api.duplicates.pairs import Pair

Side = Literal["submission", "achievement"]

FEWEST: Final = 8
"""Letters of running text, templates left out, below which there is nothing to copy."""

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
        share = coverage(pair, self.side)
        other = coverage(pair, "achievement" if self.side == "submission" else "submission")
        if share is None or other is None:
            return Evidence(self.name, "missing")
        return Evidence(self.name, graded(share, _SHARES, "nothing"), share)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The share of the submission's running text that stands in the achievement in long runs, letter for letter."""

    name: str = "verbatim"
    levels: tuple[str, ...] = (*(level for level, _ in _VERBATIM), "none", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """The share of runs of at least `RUN` letters."""
        if coverage(pair, "submission") is None or coverage(pair, "achievement") is None:
            return Evidence(self.name, "missing")
        share = float(_lengths(copied(pair), RUN).sum() / _own(pair, "submission").sum())
        return Evidence(self.name, graded(share, _VERBATIM, "none"), share)


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest passage, in letters in common."""

    name: str = "longest"
    levels: tuple[str, ...] = (*(level for level, _ in _LENGTHS), "none", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """The most letters in a row that both have, but for small gaps."""
        if coverage(pair, "submission") is None or coverage(pair, "achievement") is None:
            return Evidence(self.name, "missing")
        longest = _longest_run(copied(pair))
        return Evidence(self.name, graded(longest, _LENGTHS, "none"), min(1.0, longest / LONGEST_MEASURED))


def coverage(pair: Pair, side: Side) -> float | None:
    """Share of a side's running text in common, templates left out; None where hardly any text is left."""
    taken = pair.alignment.of_submission if side == "submission" else pair.alignment.of_achievement
    own = _own(pair, side)
    return float((taken[len(taken) - len(own) :] & own).sum() / own.sum()) if own.sum() >= FEWEST else None


def concentration(pair: Pair) -> float:
    """Share of the copied letters that stand in the longest run: near 1 where one passage was taken out of another."""
    common = copied(pair)
    return _longest_run(common) / max(1, int(common.sum()))


def _own(pair: Pair, side: Side) -> Mask:
    """Letters of a side's running text that are no template's."""
    text = pair.submission_text if side == "submission" else pair.achievement_text
    own: Mask = ~pair.templates.mask(text.letters)[text.body :]
    return own


def copied(pair: Pair) -> Mask:
    """Letters of the submission's running text in common, templates left out."""
    common: Mask = pair.alignment.of_submission[pair.submission_text.body :] & _own(pair, "submission")
    return common


def _longest_run(taken: Mask) -> int:
    return int(_lengths(taken, 1).max(initial=0))


def _lengths(taken: Mask, least: int) -> npt.NDArray[np.int64]:
    """Lengths of the runs of a mask that are at least so long."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], taken.astype(np.int8), [0]))))
    lengths = edges[1::2] - edges[::2]
    return lengths[lengths >= least]
