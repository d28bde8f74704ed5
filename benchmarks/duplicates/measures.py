"""How good answers are: recall and false alarms of every class, at a threshold that unrelated submissions give."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import sqrt
from operator import add
from typing import Final, Literal

import numpy as np

from benchmarks.duplicates.methods import Answer
from benchmarks.duplicates.parts import Part
from benchmarks.duplicates.planting import REWRITES
from benchmarks.duplicates.truth import Planted, Standing

ALARMS: Final = 0.01
"""Share of the unrelated submissions that may be alarmed."""

BINS: Final = 10
"""Bins of probability, equally wide, that the calibration error is taken over."""

CERTAIN: Final = "高度疑似"
SUSPECTED: Final = ("高度疑似", "疑似")

_Z: Final = 1.959964
"""Of the normal distribution, 95 % lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; of none it is 0."""

    hits: int
    of: int

    @classmethod
    def among(cls, hits: Iterable[bool]) -> "Share":
        """The share of what is true."""
        counted = list(hits)
        return cls(sum(counted), len(counted))

    def __add__(self, other: "Share") -> "Share":
        return Share(self.hits + other.hits, self.of + other.of)

    @property
    def value(self) -> float:
        """Between 0 and 1."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % (Wilson 1927)."""
        if not self.of:
            return 0.0, 1.0
        square = _Z**2 / self.of
        middle = self.value + square / 2
        width = _Z * sqrt(self.value * (1 - self.value) / self.of + square / (4 * self.of))
        return max(0.0, (middle - width) / (1 + square)), min(1.0, (middle + width) / (1 + square))


Figure = Literal["alarmed", "found", "first", "typed", "certain", "suspected", "candidates"]
"""`alarmed`: the score is above the threshold; `found`: and the true source was named; `first`: it was, whatever the
score; `typed`: the type is right; `certain` and `suspected`: the level is so high; `candidates`: the true sources were
looked at. The last four are only there for methods that give such an answer."""


@dataclass(frozen=True, slots=True)
class OfClass:
    """What became of the submissions of a class."""

    planted: str
    standing: Standing
    shares: Mapping[Figure, Share]


@dataclass(frozen=True, slots=True)
class Measured:
    """A method's figures on a part. An alarm is a score above `threshold`."""

    threshold: float
    unrelated: Share
    classes: tuple[OfClass, ...]
    typed: Share | None
    calibration_error: float | None


def measure(part: Part, unrelated: Sequence[Answer], planted: Sequence[Answer]) -> Measured:
    """Figures of the answers to a part's unrelated and planted submissions."""
    threshold = threshold_at([answer.score for answer in unrelated])
    pairs = list(zip(part.planted, planted, strict=True))
    names = dict.fromkeys(each.planted for each in part.planted)
    return Measured(
        threshold,
        Share.among(answer.score > threshold for answer in unrelated),
        tuple(_of_class([pair for pair in pairs if pair[0].planted == name], threshold) for name in names),
        _typed(pairs),
        _calibration_error(unrelated, pairs),
    )


def pooled(turns: Sequence[Measured]) -> Measured:
    """The first turn of a cross-validation, with the rewritten submissions of all turns, each alarmed by its own."""
    by_class = zip(*(turn.classes for turn in turns), strict=True)
    classes = (_together(rows) if rows[0].planted in REWRITES else rows[0] for rows in by_class)
    return replace(turns[0], classes=tuple(classes))


def threshold_at(scores: Sequence[float], alarms: float = ALARMS) -> float:
    """The lowest score that at most so large a share of the scores lies above; of no scores 0."""
    falling = sorted(scores, reverse=True)
    return falling[int(alarms * len(falling))] if falling else 0.0


def calibration_error(probabilities: Sequence[float], truths: Sequence[bool]) -> float:
    """Expected calibration error: how far the mean probability of a bin is from the share that is true, on average."""
    said, true = np.array(probabilities), np.array(truths, np.float64)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [abs(said[bins == each].sum() - true[bins == each].sum()) for each in range(BINS)]
    return float(sum(gaps) / len(said))


Pair = tuple[Planted, Answer]


def _of_class(pairs: Sequence[Pair], threshold: float) -> OfClass:
    shares: dict[Figure, Share | None] = {
        "alarmed": Share.among(answer.score > threshold for _, answer in pairs),
        "found": Share.among(answer.score > threshold and _right(planted, answer) for planted, answer in pairs),
        "first": Share.among(_right(planted, answer) for planted, answer in pairs),
        "typed": _typed(pairs),
        "certain": _levelled(pairs, (CERTAIN,)),
        "suspected": _levelled(pairs, SUSPECTED),
        "candidates": _among_candidates(pairs),
    }
    planted = pairs[0][0]
    return OfClass(planted.planted, planted.standing, {name: share for name, share in shares.items() if share})


def _together(rows: Sequence[OfClass]) -> OfClass:
    first = rows[0]
    return replace(first, shares={name: reduce(add, (row.shares[name] for row in rows)) for name in first.shares})


def _right(planted: Planted, answer: Answer) -> bool:
    return answer.source in planted.sources


def _typed(pairs: Sequence[Pair]) -> Share | None:
    if not any(answer.type for _, answer in pairs):
        return None
    return Share.among(answer.type in planted.types for planted, answer in pairs)


def _levelled(pairs: Sequence[Pair], levels: Sequence[str]) -> Share | None:
    if not any(answer.level for _, answer in pairs):
        return None
    return Share.among(answer.level in levels for _, answer in pairs)


def _among_candidates(pairs: Sequence[Pair]) -> Share | None:
    """Whether all sources were looked at; of the many that bear a template, one is enough."""
    if not any(answer.candidates for _, answer in pairs):
        return None
    enough = any if pairs[0][0].standing == "innocent" else all
    return Share.among(enough(source in answer.candidates for source in planted.sources) for planted, answer in pairs)


def _calibration_error(unrelated: Sequence[Answer], pairs: Sequence[Pair]) -> float | None:
    """Over all submissions but next stages: the probability of the record named, and whether it is repeated."""
    if not any(answer.level for answer in unrelated):
        return None
    judged = [(planted, answer) for planted, answer in pairs if planted.standing != "related"]
    truths = [planted.standing == "repeat" and _right(planted, answer) for planted, answer in judged]
    scores = [answer.score for answer in (*unrelated, *(answer for _, answer in judged))]
    return calibration_error(scores, [*([False] * len(unrelated)), *truths])
