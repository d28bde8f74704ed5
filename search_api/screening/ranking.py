"""Weights and what follows from them: scores, how much of them is known, an order."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

POINTS: Final = 10_000
"""A score of 1 in hundredths of a point; contributions are whole ones, so that they add up."""

DIGITS: Final = 9
"""Decimals of a score and of a known share that count in the order: what is beyond is dust of the arithmetic."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates by falling score, ties by rising id; those of whom too little is known behind all others.

    `order` (candidates,) are rows of what was ranked; `score`, `low`, `high` and `known` (rows,) are 0..1, the score
    NaN where nothing is known. `sufficient` is how many of the order have enough that is known.
    """

    order: npt.NDArray[np.int64]
    score: Numbers
    low: Numbers
    high: Numbers
    known: Numbers
    sufficient: int


def ranked(scaled: Numbers, weights: Numbers, minimum: float, rows: npt.NDArray[np.int64] | None = None) -> Ranked:
    """Rank rows (rising; all of them where `rows` says nothing) of `scaled` (rows, indicators), whose unknowns are NaN.

    The score is the mean of what is known, weighted; `known` the share of weight that is known; `low` and `high` are
    the score if all that is unknown were 0, or 1. `weights` (indicators,) are 0 or more, and some are above 0.
    """
    there = ~np.isnan(scaled)
    total = weights.sum()
    known = np.einsum("ij,j->i", there, weights) / total  # matrices so thin would only wake the threads of a product
    low = np.einsum("ij,j->i", np.where(there, scaled, 0.0), weights) / total
    score = np.divide(low, known, out=np.full(len(scaled), np.nan), where=known > 0).round(DIGITS)
    order = np.arange(len(scaled)) if rows is None else rows
    insufficient = (known[order].round(DIGITS) < round(minimum, DIGITS)) | (known[order] == 0)
    falling = np.where(np.isnan(score[order]), 1.0, -score[order]) + 3 * insufficient  # behind all others
    placed = order[np.argsort(falling, kind="stable")]
    return Ranked(placed, score, low, low + (1 - known), known, int(len(order) - insufficient.sum()))


def contributions(scaled: Numbers, weights: Numbers) -> npt.NDArray[np.int64]:
    """What each indicator adds to the score of one candidate, in 1/`POINTS`; whole numbers whose sum is the score.

    Rounded so that the sum is kept: the largest remainders are rounded up. Unknown ones add nothing.
    """
    there = ~np.isnan(scaled)
    known = (weights * there).sum()
    if not known:
        return np.zeros(len(scaled), np.int64)
    exact = np.where(there, scaled, 0.0) * weights / known * POINTS
    whole: npt.NDArray[np.int64] = np.floor(exact).astype(np.int64)
    missing = round(float(exact.sum())) - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:missing]] += 1
    return whole
