"""Titles by their beginning: a scan over the first bytes of every title, its pinyin and its initials."""

from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.engine.embedded.columns import Columns, Mask
from indexer.engine.embedded.log import KEY
from indexer.engine.fields import typed

WORD: Final = 8
"""Bytes that are compared at a time."""

SPARE: Final = 4
"""So many times the limit are looked at, because titles that stand there twice are shown once."""

Words = npt.NDArray[np.uint64]
"""Keys as big-endian machine words, shape (words of a key, documents)."""


class Suggestions:
    """Prefix search over the titles of one state of the index."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def find(self, prefix: str, limit: int) -> list[str]:
        """Titles whose characters, pinyin or initials begin with the prefix: shortest first, then by code points."""
        wanted, run = (text.encode() for text in typed(prefix))
        if not wanted or limit < 1:
            return []
        begins = self._begins("title", wanted)
        if run:
            begins |= self._begins("pinyin", run) | self._begins("initials", run)
        places = np.flatnonzero(begins)
        if len(wanted) > KEY:
            places = np.array([place for place in places if self._really(int(place), wanted, run)], np.int64)
        return self._shortest(places, limit)

    def _begins(self, key: str, prefix: bytes) -> Mask:
        words, mask = self._words[key], np.ones(len(self._columns), bool)
        for word, start in zip(words, range(0, min(len(prefix), KEY), WORD), strict=False):
            part = prefix[start : start + WORD]
            bits = np.uint64(8 * (WORD - len(part)))
            mask &= (word >> bits) == np.uint64(int.from_bytes(part))
        return mask

    def _shortest(self, places: npt.NDArray[np.int64], limit: int) -> list[str]:
        """The shortest different titles, length counted in bytes of UTF-8, ties by code points."""
        sizes = self._columns.keys["title_bytes"][places]
        enough = limit
        while True:
            enough = min(enough * SPARE, len(places))
            longest = np.partition(sizes, enough - 1)[enough - 1] if enough else 0
            titles = {self._title(int(place)) for place in places[sizes <= longest]}
            if len(titles) >= limit or enough == len(places):
                return sorted(titles, key=lambda title: (len(title.encode()), title))[:limit]

    def _really(self, place: int, wanted: bytes, run: bytes) -> bool:
        """Whether a prefix longer than the keys fits the whole title or its whole pinyin."""
        record = self._columns.keys[place]
        end = int(record["text"]) + int(record["title_bytes"])
        pinyin = self._columns.texts[end : end + int(record["pinyin_bytes"])].tobytes()
        return self._title(place).lower().encode().startswith(wanted) or pinyin.startswith(run)

    def _title(self, place: int) -> str:
        record = self._columns.keys[place]
        start = int(record["text"])
        return self._columns.texts[start : start + int(record["title_bytes"])].tobytes().decode()

    @cached_property
    def _words(self) -> dict[str, Words]:
        return {key: _as_words(self._columns.keys[key]) for key in ("title", "pinyin", "initials")}


def _as_words(keys: npt.NDArray[np.bytes_]) -> Words:
    flat = np.ascontiguousarray(keys).view(">u8").reshape(-1, KEY // WORD)
    return np.ascontiguousarray(flat.T.astype(np.uint64))
