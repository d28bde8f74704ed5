"""Vectors as whole numbers, the same on every engine: eight bits a component.

A unit vector x is kept as v = round(127 · x / max|x|); the cosine of two is v·w / (|v|·|w|). What is lost is the
rounding to eight bits, less than .001 of a cosine in the mean.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int8]
"""Quantised vectors, shape (vectors, dimensions)."""

LEVELS: Final = 127
"""Largest absolute component of a quantised vector."""


def quantise(vectors: npt.NDArray[np.float32]) -> tuple[Codes, npt.NDArray[np.float32]]:
    """Codes (vectors, dimensions) and their lengths (vectors,); a row of zeros stays one, with length 0."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0.0).astype(np.float64)
    scale = np.divide(LEVELS, largest, out=np.zeros_like(largest), where=largest > 0)
    codes = np.rint(vectors * scale).astype(np.int8)
    return codes, lengths(codes)


def lengths(codes: Codes) -> npt.NDArray[np.float32]:
    """Euclidean length of every row, shape (vectors,)."""
    wide = codes.astype(np.int32)
    squares: npt.NDArray[np.int32] = np.einsum("ij,ij->i", wide, wide)
    return np.sqrt(squares).astype(np.float32)


def unit(codes: Codes, length: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Unit vectors out of codes; rows of length 0 stay zero."""
    divisor = np.where(length > 0, length, 1)[:, None]
    return (codes / divisor).astype(np.float32)
