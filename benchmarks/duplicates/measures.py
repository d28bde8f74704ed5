"""How good answers are: recall and false alarms of every class, at a threshold that unrelated submissions give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from benchmarks.duplicates.methods import Answer
from benchmarks.duplicates.parts import Part
from benchmarks.duplicates.planting import Planted, Standing

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


@dataclass(frozen=True, slots=True)
class OfClass:
    """What became of the submissions of a class.

    `alarmed` are those above the threshold, `found` those of them whose true source was named, `first` those whose true
    source was named at all. The others are None for methods that give no such answer.
    """

    planted: str
    standing: Standing
    alarmed: Share
    found: Share
    first: Share
    typed: Share | None
    certain: Share | None
    suspected: Share | None
    candidates: Share | None


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
    first = pairs[0][0]
    return OfClass(
        first.planted,
        first.standing,
        alarmed=Share.among(answer.score > threshold for _, answer in pairs),
        found=Share.among(answer.score > threshold and _right(planted, answer) for planted, answer in pairs),
        first=Share.among(_right(planted, answer) for planted, answer in pairs),
        typed=_typed(pairs),
        certain=_levelled(pairs, (CERTAIN,)),
        suspected=_levelled(pairs, SUSPECTED),
        candidates=_among_candidates(pairs),
    )


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
