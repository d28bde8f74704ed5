"""Runs of letters as numbers, so that thousands of them are compared at once."""

from typing import Final

import numpy as np
import numpy.typing as npt

BORDER: Final = "\n"
"""Stands between two fields. It is no letter, so no run goes over it."""

Runs = npt.NDArray[np.uint64]
"""One number for each place where a run begins, 0 where it would cross a border; shape (letters - RUN + 1,)."""

RUN: Final = 8
"""Letters of a run."""

_DOUBLINGS: Final = [(size, np.uint64(pow(0x9E3779B97F4A7C15, size, 1 << 64))) for size in (1, 2, 4)]
"""From numbers of n letters to those of 2n: a polynomial in an odd constant, modulo 2^64."""

_MIXING: Final = [(np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB))]
"""The finish of SplitMix64. Among all runs of 10,000 pairs of texts two are mistaken once in a million years."""


def runs(letters: str) -> Runs:
    """The runs of a text."""
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), "<u4")
    if len(codes) < RUN:
        return np.empty(0, np.uint64)
    numbers = codes.astype(np.uint64)
    for size, factor in _DOUBLINGS:
        numbers = numbers[:-size] * factor + numbers[size:]
    for shift, factor in _MIXING:
        numbers ^= numbers >> shift
        numbers *= factor
    for border in np.flatnonzero(codes == ord(BORDER)).tolist():
        numbers[max(0, border - RUN + 1) : border + 1] = 0
    return numbers


def among(numbers: Runs, known: Runs) -> npt.NDArray[np.bool_]:
    """Which numbers are among the known, which rise; like `np.isin`, and much faster for few."""
    if not len(known):
        return np.zeros(len(numbers), bool)
    found: npt.NDArray[np.bool_] = known[np.minimum(known.searchsorted(numbers), len(known) - 1)] == numbers
    return found


def covered(starts: npt.NDArray[np.bool_], size: int) -> npt.NDArray[np.bool_]:
    """Which of `size` letters stand in a run that begins at one of the starts."""
    steps = np.zeros(size + RUN, np.int64)
    steps[: len(starts)] += starts
    steps[RUN : RUN + len(starts)] -= starts
    found: npt.NDArray[np.bool_] = np.cumsum(steps)[:size] > 0
    return found
