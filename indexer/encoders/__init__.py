"""Encoders: text in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Unit vectors, one a row, shape (number of texts, dimensions)."""


class Encoder(Protocol):
    """Anything that turns texts into unit vectors; two equal texts give bit-equal vectors."""

    @property
    def id(self) -> str:
        """Names the model and its weights; another id means that an index must be rebuilt."""

    @property
    def dimensions(self) -> int:
        """Length of one vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode passages; an empty text gives a row of zeros."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions, with the model's own query prompt where it has one."""
