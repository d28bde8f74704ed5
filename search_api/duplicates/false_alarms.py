"""How many of the alarms of a table are expected to be false.

The model's probabilities hold where repeats are as frequent as in what it was fitted on. In a table they may be much
rarer, and then more of the alarms are false. How frequent they are there is estimated from the answers themselves: the
share s is the mean of the probabilities, these are read anew for the share s, and so on until nothing changes
(expectation-maximisation of Saerens, Latinne and Decaestecker, Neural Computation 14, 2002):

    odds' = odds · (s / (1 - s)) / (f / (1 - f))        f: share of repeats in what the model was fitted on
    expected false alarms = sum of 1 - p' over all submissions with p ≥ threshold
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

FITTED: Final = 0.58
"""Share of repeats among the submissions that the model was fitted on (1,159 of 2,009: `Benchmark.part("fit")`)."""

TURNS: Final = 200
CLOSE: Final = 1e-6
"""Turns at most, and a change of the share below which no other is taken."""

LEAST: Final = 1e-4
"""No share is taken to be nearer to 0 or 1 than this."""

Probabilities = npt.NDArray[np.float64]


def expected_false_alarms(probabilities: Sequence[float], threshold: float) -> float:
    """Of the best match of every submission of a table: how many with at least `threshold` are expected to be none.

    `probabilities` are those of all submissions (0 where nothing matches), alarmed or not, shape (submissions,).
    """
    said = np.array(probabilities, np.float64)
    alarmed = said >= threshold
    if not alarmed.any():
        return 0.0
    return float(false_anew(said, share_of_repeats(said))[alarmed].sum())


def share_of_repeats(probabilities: Probabilities) -> float:
    """The share of repeats under which the probabilities, read anew, have that share as their mean."""
    share = FITTED
    for _ in range(TURNS):
        following = float(np.clip(1 - false_anew(probabilities, share).mean(), LEAST, 1 - LEAST))
        if abs(following - share) < CLOSE:
            break
        share = following
    return share


def false_anew(probabilities: Probabilities, share: float) -> Probabilities:
    """How likely each is no repeat, 0 to 1, where so large a share of submissions repeats something."""
    factor = share / (1 - share) * (1 - FITTED) / FITTED
    false: Probabilities = (1 - probabilities) / (probabilities * factor + 1 - probabilities)
    return false
