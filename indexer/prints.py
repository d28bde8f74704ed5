"""Prints: hashes that two texts share where one has copied a passage of the other.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every `WINDOW` neighbouring hashes of `GRAM` characters the
smallest is kept. So any passage of at least `GUARANTEED` characters that stands in two texts leaves them at least one
common print, and on average two hashes of nine are kept.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.technical import fold

_Hashes = npt.NDArray[np.uint64]

GRAM: Final = 8
"""Characters in one hash. Eight Chinese characters in a row are seldom the same by chance."""

WINDOW: Final = 8
"""Neighbouring hashes of which one is kept; no more than `GRAM`."""

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


def print_texts(texts: Sequence[str]) -> list[str]:
    """Prints of each cleaned text as terms separated by spaces, in text order; "" below `GRAM` characters.

    A term is 40 bits in eight characters: among 60 million prints one in 18,000 is shared by chance. Punctuation, white
    space and case do not count.
    """
    bare = [_IGNORED.sub("", fold(text)) for text in texts]
    kept, counts = _winnowed(_hashes("".join(bare)), np.array([len(text) for text in bare], np.int64))
    laid = np.full((len(kept), _LENGTH + 1), ord(" "), np.uint8)
    laid[:, :_LENGTH] = _ALPHABET[(kept[:, None] >> _SHIFTS) & np.uint64(31)]
    written = laid.tobytes().decode("ascii")
    ends = [0, *(np.cumsum(counts) * (_LENGTH + 1)).tolist()]
    return [written[start:end].rstrip() for start, end in pairwise(ends)]


def prints(text: str) -> list[str]:
    """Prints of one cleaned text, see `print_texts`."""
    return print_texts([text])[0].split()


def _hashes(text: str) -> _Hashes:
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


def _winnowed(hashes: _Hashes, sizes: npt.NDArray[np.int64]) -> tuple[_Hashes, npt.NDArray[np.int64]]:
    """The smallest hash of every window of every text, neighbouring repeats once; and how many each text keeps.

    `hashes` are those of all texts written one behind the other, `sizes` (texts,) their characters. A text of fewer
    than `WINDOW` hashes is one window.
    """
    place = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    behind = np.repeat(sizes, sizes) - place - GRAM  # characters of the text behind those of the hash
    smallest = np.full(len(place) + WINDOW - 1, np.iinfo(np.uint64).max, np.uint64)
    smallest[: len(hashes)] = hashes
    smallest[: len(place)][behind < 0] = np.iinfo(np.uint64).max  # reaches into the next text
    size = 1
    while size < WINDOW:
        smallest = np.minimum(smallest[:-size], smallest[size:])
        size *= 2
    kept = (behind >= WINDOW - 1) | ((place == 0) & (behind >= 0))
    kept[1:] &= (place[1:] == 0) | (smallest[1:] != smallest[:-1])
    texts = np.repeat(np.arange(len(sizes)), sizes)
    return smallest[kept], np.bincount(texts[kept], minlength=len(sizes))
