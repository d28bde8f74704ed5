"""Pairs and single characters of many texts at once: all their Chinese is laid out as one row before it is cut."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from corpus.normalize.characters import HAN
from indexer.technical import fold, spaced_terms

_OTHER: Final = re.compile(f"([^{HAN}]+)")
_WORD: Final = re.compile(r"[^\W_]+")
_WIDE: Final = "utf-32-le"


class Grams(NamedTuple):
    """Terms of one text, separated by spaces, in text order; folded to lower case.

    `bigrams`: pairs of neighbouring Chinese characters, a lone one by itself; technical terms and their parts.
    `characters`: single Chinese characters; unbroken runs of letters and digits whole, so that no term overlaps
    another. Chinese characters may be spaced out (`王 伟`): bigrams read over a space.
    """

    bigrams: str
    characters: str


def grams(texts: Sequence[str]) -> list[Grams]:
    """The grams of each cleaned text."""
    pieces = [_OTHER.split(fold(text)) for text in texts]  # by turns Chinese and other
    row = "".join(chain.from_iterable(each[::2] for each in pieces))
    pairs, singles = _pairs(row), _singles(row)
    found: list[Grams] = []
    end = 0
    for each in pieces:
        bigrams: list[str] = []
        characters: list[str] = []
        start = end
        for run, other in zip(each[::2], [*each[1::2], ""], strict=True):
            end += len(run)
            if other == " ":
                continue
            if end > start:
                bigrams.append(pairs[3 * start : 3 * end - 4] if end > start + 1 else row[start])
                characters.append(singles[2 * start : 2 * end - 1])
            if terms := spaced_terms(other):
                bigrams.append(terms)
                characters.append(_unbroken(other))
            start = end
        found.append(Grams(" ".join(bigrams), " ".join(characters)))
    return found


def _pairs(row: str) -> str:
    """Every two neighbours and a space, three characters a pair."""
    codes = np.frombuffer(row.encode(_WIDE), "<u4")
    laid = np.full((max(len(codes) - 1, 0), 3), ord(" "), "<u4")
    laid[:, 0], laid[:, 1] = codes[:-1], codes[1:]
    return laid.tobytes().decode(_WIDE)


def _singles(row: str) -> str:
    """Every character and a space, two characters each."""
    codes = np.frombuffer(row.encode(_WIDE), "<u4")
    laid = np.full((len(codes), 2), ord(" "), "<u4")
    laid[:, 0] = codes
    return laid.tobytes().decode(_WIDE)


@lru_cache(maxsize=100_000)
def _unbroken(text: str) -> str:
    return " ".join(_WORD.findall(text))
