"""From what an indicator measures to 0..1: every anchor in one place, with where it comes from."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scale:
    """Rises from 0 at `low` to 1 at `high` and stays within; `log` counts factors, `steps` gives early ones more.

    What is missing (NaN) stays missing.
    """

    low: float
    high: float
    shape: Literal["linear", "log", "steps"] = "linear"

    def __call__(self, values: Numbers) -> Numbers:
        """Values as 0..1, of the same shape."""
        low, high = self._bent(np.array(self.low)), self._bent(np.array(self.high))
        with np.errstate(divide="ignore"):
            scaled = (self._bent(values) - low) / (high - low)
        clipped: Numbers = np.clip(scaled, 0.0, 1.0)
        return clipped

    def _bent(self, values: Numbers) -> Numbers:
        if self.shape == "linear":
            return values
        bent: Numbers = np.log(values) if self.shape == "log" else np.log1p(values)
        return bent


READINESS: Final = Scale(1, 9)
"""Levels of GB/T 22900-2022 (科学技术研究项目评价通则); 9 is in use at full size."""

BENEFIT: Final = Scale(10_000, 10_000_000, "log")
"""Yuan. Ten million a year (年创造经济效益1000多万元) is what speeches name as outstanding; most forms say 10,000 to
a million, so every factor of ten is a third of the scale."""

PROTECTION: Final = Scale(0, 5, "steps")
"""Patents, software copyrights and standards. The first counts most; five are more than nearly all have."""

NOVELTY: Final = Scale(0, 1)

SPREAD: Final = Scale(0, 20, "steps")
"""Other units and industries with the like (at most as many as neighbours are looked at), and sites said."""

DEMAND: Final = Scale(0, 5, "steps")
"""Open needs answered."""

AWARD: Final = Scale(0, 1)

SAME: Final = 0.9
"""Cosine from which two texts are as good as the same: copies with other figures had .95 and more."""

OTHER: Final = 0.4
"""Cosine up to which they are as good as strangers: of 2,600 patents half have a nearest other one above .39; honest
other solutions of the same problem had .15 to .34, rewritings from end to end .47 to .77 (benchmarks/screening.py)."""

NEAR: Final = 0.3
"""Cosine from which another achievement is about the like: the nearest stranger of a rewritten patent had .29 in the
median, its twentieth .22."""


def likeness(cosines: npt.NDArray[np.float32]) -> Numbers:
    """Cosines as 0 (strangers) to 1 (the same)."""
    return Scale(OTHER, SAME)(cosines.astype(np.float64))
