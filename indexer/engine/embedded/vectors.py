"""Vectors as whole numbers: eight bits a component, compared exactly, so that an order never depends on the machine.

A unit vector x is kept as v = round(127 · x / max|x|) with the length of v beside it; the cosine of two is
v·w / (|v|·|w|). The product is a whole number and therefore exact in whatever order or number of threads it is summed;
what is lost is the rounding to eight bits, less than .001 of a cosine in the mean.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import simsimd

from indexer.engine.vectors import LEVELS, Codes, quantise

FEW: Final = 4
"""Up to so many questions are compared one by one (eight-bit products); more are one product of matrices."""

BLOCK: Final = 16_384
"""Rows that are widened to float32 at a time: 32 MiB at 512 dimensions."""

TOGETHER: Final = 64
"""Questions that are multiplied at a time; their products take 250 MB at a million rows."""

EXACT: Final = 2**24
"""Whole numbers below this are exact in float32, and so is every partial sum of a product below it."""


def inverse(length: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """1 / length of every row, 0 for a length of 0."""
    return np.divide(1.0, length, out=np.zeros(len(length)), where=length > 0, dtype=np.float64)


def cosines(
    questions: npt.NDArray[np.float32], codes: Codes, inverse_lengths: npt.NDArray[np.float64]
) -> Iterator[npt.NDArray[np.float32]]:
    """For each question (questions, dimensions) its cosine with every row of `codes`, shape (rows,).

    The bits are the same for one question or many. A row or question of length 0 has cosine 0 with everything.
    """
    question_codes, question_lengths = quantise(questions)
    for scale, dots in zip(inverse(question_lengths), _dots(question_codes, codes), strict=True):
        found = dots * inverse_lengths
        found *= scale
        yield found.astype(np.float32)


def _dots(questions: Codes, codes: Codes) -> Iterator[npt.NDArray[np.float64] | npt.NDArray[np.float32]]:
    if not len(codes):  # an index without documents; the kernels refuse an empty matrix
        yield from np.zeros((len(questions), 0), np.float32)
    elif len(questions) <= FEW or questions.shape[1] * LEVELS**2 >= EXACT:
        for question in questions:
            yield np.asarray(simsimd.cdist(question[None], codes, metric="dot")).reshape(-1)
    else:
        for start in range(0, len(questions), TOGETHER):
            yield from _product(questions[start : start + TOGETHER], codes)


def _product(questions: Codes, codes: Codes) -> npt.NDArray[np.float32]:
    """All products at once, shape (questions, rows); exact, since no partial sum can reach `EXACT`."""
    wide = questions.astype(np.float32)
    dots = np.empty((len(questions), len(codes)), np.float32)
    for start in range(0, len(codes), BLOCK):
        stop = start + BLOCK
        dots[:, start:stop] = wide @ codes[start:stop].astype(np.float32).T
    return dots
