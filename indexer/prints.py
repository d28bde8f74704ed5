"""Prints: hashes that two texts share where one has copied a passage of the other.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every `WINDOW` neighbouring hashes of `GRAM` characters the
smallest is kept. So any passage of at least `GUARANTEED` characters that stands in two texts leaves them at least one
common print, and on average two hashes of nine are kept.
"""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.technical import fold

GRAM: Final = 8
"""Characters in one hash. Eight Chinese characters in a row are seldom the same by chance."""

WINDOW: Final = 8
"""Neighbouring hashes of which one is kept."""

GUARANTEED: Final = GRAM + WINDOW - 1
"""Shortest passage, in letters, digits and Chinese characters, that is sure to leave a common print."""

_IGNORED: Final = re.compile(r"[\W_]+")
_DOUBLINGS: Final = [(size, np.uint64(pow(0x9E3779B97F4A7C15, size, 1 << 64))) for size in (1, 2, 4)]
"""From hashes of n characters to those of 2n: a polynomial in the golden ratio's multiplier, modulo 2^64."""

_MIXING: Final = [(np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB))]
"""The finish of SplitMix64, which makes every bit depend on every character."""

_ALPHABET: Final = np.frombuffer(b"0123456789abcdefghijklmnopqrstuv", np.uint8)
_SHIFTS: Final = np.arange(59, 23, -5, dtype=np.uint64)
_LENGTH: Final = len(_SHIFTS)


def print_text(text: str) -> str:
    """Prints of cleaned text as terms separated by spaces, in text order; "" below `GRAM` characters.

    A term is 40 bits in eight characters: among 60 million prints one in 18,000 is shared by chance. Punctuation, white
    space and case do not count.
    """
    kept = _winnowed(_hashes(_IGNORED.sub("", fold(text))))
    characters = np.full((len(kept), _LENGTH + 1), ord(" "), np.uint8)
    characters[:, :_LENGTH] = _ALPHABET[(kept[:, None] >> _SHIFTS) & np.uint64(31)]
    return characters.tobytes().decode("ascii").rstrip()


def prints(text: str) -> list[str]:
    """Prints of cleaned text, see `print_text`."""
    return print_text(text).split()


def _hashes(text: str) -> npt.NDArray[np.uint64]:
    """One hash for each place where `GRAM` characters begin, shape (max(0, characters - GRAM + 1),)."""
    hashes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    if len(hashes) < GRAM:
        return np.empty(0, np.uint64)
    for size, factor in _DOUBLINGS:
        hashes = hashes[:-size] * factor + hashes[size:]
    for shift, factor in _MIXING:
        hashes ^= hashes >> shift
        hashes *= factor
    return hashes


def _winnowed(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The smallest of every window, neighbouring repeats once."""
    smallest = hashes
    size = 1
    while size < WINDOW and len(smallest) > size:
        smallest = np.minimum(smallest[:-size], smallest[size:])
        size *= 2
    if len(hashes) < WINDOW:
        return hashes[:0] if len(hashes) == 0 else np.array([hashes.min()], np.uint64)
    changes = np.ones(len(smallest), bool)
    np.not_equal(smallest[1:], smallest[:-1], out=changes[1:])
    kept: npt.NDArray[np.uint64] = smallest[changes]
    return kept
