"""Cutting many texts at once into the pieces of a unigram vocabulary.

Of all ways to write a text as pieces, the one whose scores sum up highest is taken (Kudo, ACL 2018). The tokenizers
library looks for it text by text; here all texts are one row of characters, and every step of numpy moves each run of
known characters on by one. The pieces are the same.
"""

import json
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ids = npt.NDArray[np.int64]
_Scores = npt.NDArray[np.float64]

_GAP: Final = "\n"
_UNUSED: Final = ("normalizer", "added_tokens", "post_processor", "truncation", "padding")
_SPLIT: Final = {"type": "Split", "pattern": {"Regex": r"[\s\p{P}]+"}, "behavior": "Removed", "invert": False}


class _Level(NamedTuple):
    """Beginnings of pieces, all of one length: their keys, rising; the piece that each is, if any, and its score."""

    keys: Ids
    pieces: Ids
    scores: _Scores


class Unigram:
    """A vocabulary whose piece 0 is what is unknown; every character of a piece is a piece too."""

    def __init__(self, vocabulary: Sequence[tuple[str, float]]) -> None:
        pieces = np.array([piece for piece, _ in vocabulary[1:]])
        codes = pieces.view("<u4").reshape(len(pieces), -1)  # filled up with zeros
        known = np.unique(codes[codes > 0])
        self._base = len(known) + 1
        self._characters = np.zeros(int(known[-1]) + 2, np.int64)
        self._characters[known] = np.arange(1, self._base)
        scores = np.array([score for _, score in vocabulary], np.float64)
        self._levels = list(_levels(self._characters[codes], self._base, scores))

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> Self | None:
        """Out of a tokenizer of the library; None where it does anything that is not done here."""
        said = json.loads(tokenizer.to_str())  # the file itself would not do: the library reads scores less exactly
        model = said["model"]
        more = any(said[name] for name in _UNUSED) or model.get("byte_fallback")
        if more or model["type"] != "Unigram" or model["unk_id"] != 0 or said["pre_tokenizer"] != _SPLIT:
            return None
        pieces = [piece for piece, _ in model["vocab"][1:]]
        return cls(model["vocab"]) if set("".join(pieces)) <= set(pieces) else None

    def cut(self, texts: Sequence[str]) -> list[Ids]:
        """The pieces of each text, in order; what is unknown is left out."""
        row = np.frombuffer("".join(text + _GAP for text in texts).encode("utf-32-le"), "<u4")
        characters = self._characters[np.minimum(row, len(self._characters) - 1)]
        pieces, scores = self._found(characters)
        runs = np.flatnonzero(np.diff(characters > 0, prepend=False)).reshape(-1, 2)
        runs = runs[np.argsort(runs[:, 0] - runs[:, 1], kind="stable")]  # the longest first
        sizes = _best(runs, scores)
        last = np.flatnonzero(_lasts(runs, sizes))
        ids = pieces[sizes[last] - 1, last]
        ends = np.searchsorted(last, [0, *accumulate(len(text) + 1 for text in texts)])
        return [ids[start:end] for start, end in pairwise(ends.tolist())]

    def _found(self, characters: Ids) -> tuple[Ids, _Scores]:
        """The piece of each size that ends with each character, and its score: (sizes, characters)."""
        pieces = np.zeros((len(self._levels), len(characters)), np.int64)
        scores = np.full(pieces.shape, -np.inf)
        last = np.flatnonzero(characters)
        begun = characters[last] - 1
        for size, level in enumerate(self._levels):
            if size:
                last = last + 1  # the row ends with a gap
                keys = begun * self._base + characters[last]
                begun = np.searchsorted(level.keys, keys)
                known = level.keys[np.minimum(begun, len(level.keys) - 1)] == keys
                last, begun = last[known], begun[known]
            pieces[size, last] = level.pieces[begun]
            scores[size, last] = level.scores[begun]
        return pieces, scores


def _levels(pieces: Ids, base: int, scores: _Scores) -> Iterator[_Level]:
    """Beginnings of one character, of two, and so on; `pieces` (pieces, longest) are characters, filled up with 0."""
    sizes = np.count_nonzero(pieces, axis=1)
    begun = np.zeros(len(pieces), np.int64)
    for size in range(pieces.shape[1]):
        longer = sizes > size
        keys, begun[longer] = np.unique(begun[longer] * base + pieces[longer, size], return_inverse=True)
        whole = np.flatnonzero(sizes == size + 1)
        found = np.zeros(len(keys), np.int64)
        found[begun[whole]] = whole + 1
        yield _Level(keys, found, np.where(found > 0, scores[found], -np.inf))


def _best(runs: Ids, scores: _Scores) -> Ids:
    """The size of the last piece of the best cut up to each character; of two as good, the longer.

    `runs` (runs, 2) are starts and ends, the longest run first, so that those not yet at their end come first.
    """
    sizes = np.zeros(scores.shape[1], np.int64)
    lengths = runs[:, 0] - runs[:, 1]
    before = deque([np.zeros(len(runs))], maxlen=len(scores))
    for step in range(-lengths[0] if len(runs) else 0):
        last = runs[: np.searchsorted(lengths, -step), 0] + step
        best = np.full(len(last), -np.inf)
        for size in range(len(before), 0, -1):
            score = before[-size][: len(last)] + scores[size - 1, last]
            better = score > best
            best[better] = score[better]
            sizes[last[better]] = size
        before.append(best)
    return sizes


def _lasts(runs: Ids, sizes: Ids) -> npt.NDArray[np.bool_]:
    """Which characters end a piece of the best cut."""
    lasts = np.zeros(len(sizes), np.bool_)
    starts, at = runs[:, 0], runs[:, 1] - 1
    while len(at):
        lasts[at] = True
        at = at - sizes[at]
        left = at >= starts
        starts, at = starts[left], at[left]
    return lasts
