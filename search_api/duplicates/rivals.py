"""How a candidate stands among the others: no absolute score finds what was rewritten from end to end, this does.

Unrelated texts of one trade share wordings and reach high scores, all of them alike. What a submission repeats stands
out from what comes after it.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
"""Scores of a list, falling."""

RIVALS: Final = 11
"""Candidates behind one, whose mean and spread it is compared with."""

FEWEST: Final = 3
"""Rivals that the first of a list must have; behind the last of them nobody stands out."""

NARROWEST: Final = 0.02
"""Least spread, as a share of the mean, so that many equal rivals do not make a giant of a small step."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`share` of the best score (0 to 1), `gap` to the next as a share of its own score, `deviations` above rivals."""

    rank: int
    share: float
    gap: float
    deviations: float


def standing(scores: Scores, at: int) -> Standing | None:
    """How the score at a place of a falling list stands; behind the list's end that of what was not found.

    None where the list is too short for anybody in it to have rivals.
    """
    if len(scores) <= FEWEST or scores[0] <= 0:
        return None
    best = float(scores[0])
    own = max(0.0, float(scores[at])) if at < len(scores) else 0.0
    behind = scores[at + 1 : at + 1 + RIVALS]
    if len(behind) < FEWEST or own == 0:
        return Standing(at + 1, own / best, 0.0, 0.0)
    mean = float(np.add.reduce(behind)) / len(behind)
    apart = behind - mean
    deviation = sqrt(float(np.add.reduce(apart * apart)) / len(behind))  # np.std takes five times as long for so few
    spread = max(deviation, NARROWEST * abs(mean), 1e-9)
    return Standing(at + 1, own / best, (own - float(behind[0])) / own, (own - mean) / spread)
