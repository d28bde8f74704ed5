"""How a candidate stands among the others: no absolute score finds what was rewritten from end to end, this does.

Unrelated texts of one trade share wordings and reach high scores, all of them alike. What a submission repeats stands
out from what comes after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

RIVALS: Final = 11
"""Candidates behind one, whose mean and spread it is compared with."""

FEWEST: Final = 3
"""Rivals below which nothing can be said."""

NARROWEST: Final = 0.02
"""Least spread, as a share of the mean, so that many equal rivals do not make a giant of a small step."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`share` of the best score (0 to 1), `gap` to the next as a share of its own score, `deviations` above rivals."""

    rank: int
    share: float
    gap: float
    deviations: float


def standing(scores: Sequence[float], at: int) -> Standing | None:
    """How the score at a place of a falling list stands; None with fewer than `FEWEST` behind it."""
    behind = np.array(scores[at + 1 : at + 1 + RIVALS], np.float64)
    if len(behind) < FEWEST or scores[at] <= 0:
        return None
    mean = float(behind.mean())
    spread = max(float(behind.std()), NARROWEST * abs(mean), 1e-9)
    own = scores[at]
    return Standing(at + 1, own / scores[0], float(own - behind[0]) / own, (own - mean) / spread)
