"""An achievement as it is compared: its letters, and the way back from each of them to the raw text."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.normalize import Cleaned, clean, clean_text
from indexer.technical import fold
from search_api.duplicates.runs import BORDER, Runs, runs

FIELDS: Final = ("title", *TEXT_FIELDS)
"""What is compared letter by letter, in this order."""

SHORTEST_CLAUSE: Final = 6
"""Letters below which a clause is read together with the next one of its sentence."""

_LETTERS: Final = re.compile(r"[^\W_]+")
_CLAUSE_END: Final = re.compile(r"[。！？!?;；，,\n:：]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one raw field: code points `start` to `end` (exclusive), and the text that stands there."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class ComparedText:
    """The letters, digits and Chinese characters of all fields, cleaned and folded, a `BORDER` between two fields.

    Fields without a letter are left out. What is asked for is made then: most texts are read for their letters alone.
    """

    achievement: Achievement

    @cached_property
    def letters(self) -> str:
        """The letters."""
        return BORDER.join(filter(None, (bare(getattr(self.achievement, field)) for field in FIELDS)))

    @cached_property
    def runs(self) -> Runs:
        """The runs of the letters."""
        return runs(self.letters)

    @cached_property
    def distinct(self) -> Runs:
        """The runs that there are, rising."""
        return np.unique(self.runs[self.runs > 0])

    @property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Spans of `letters`, in order, that hold every letter once and no border."""
        return self._map.clauses

    @property
    def size(self) -> int:
        """Letters, borders left out."""
        return len(self.letters) - self.letters.count(BORDER)

    @cached_property
    def body(self) -> int:
        """Where the letters of running text begin: behind the title and its border."""
        title = bare(self.achievement.title)
        return min(len(title) + 1, len(self.letters)) if title else 0

    def stretch(self, start: int, end: int) -> Stretch:
        """The raw text that letters `start` to `end` come from, at least one and all of one field."""
        return self._map.stretch(start, end)

    @cached_property
    def _map(self) -> "_Map":
        return _Map.of(self.achievement)


@dataclass(frozen=True, slots=True)
class _Map:
    """Where letters stand in the cleaned fields, in runs.

    `runs` is where each begins in the letters, `places` where it begins in its field; `begins` where each field does.
    """

    clauses: tuple[tuple[int, int], ...]
    begins: tuple[int, ...]
    fields: tuple[tuple[str, Cleaned], ...]
    runs: tuple[int, ...]
    places: tuple[int, ...]

    @classmethod
    def of(cls, achievement: Achievement) -> Self:
        """Read an achievement."""
        clauses: list[tuple[int, int]] = []
        begins: list[int] = []
        fields: list[tuple[str, Cleaned]] = []
        starts: list[int] = []
        places: list[int] = []
        size = 0
        for field in FIELDS:
            cleaned = clean(getattr(achievement, field))
            runs = [run.span() for run in _LETTERS.finditer(cleaned.text)]
            if not runs:
                continue
            size += bool(begins)
            begins.append(size)
            fields.append((field, cleaned))
            clauses += _clauses(cleaned.text, runs, size)
            for start, end in runs:
                starts.append(size)
                places.append(start)
                size += end - start
        return cls(tuple(clauses), tuple(begins), tuple(fields), tuple(starts), tuple(places))

    def stretch(self, start: int, end: int) -> Stretch:
        """See `ComparedText.stretch`."""
        field, cleaned = self.fields[bisect_right(self.begins, start) - 1]
        first, last = cleaned.to_raw(self._place(start), self._place(end - 1) + 1)
        return Stretch(field, first, last, cleaned.raw[first:last])

    def _place(self, letter: int) -> int:
        """Where a letter stands in its cleaned field."""
        run = bisect_right(self.runs, letter) - 1
        return self.places[run] + letter - self.runs[run]


def bare(raw: str) -> str:
    """The letters of a raw text."""
    return "".join(_LETTERS.findall(fold(clean_text(raw))))


def _clauses(text: str, runs: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """Spans of letters between two ends of a clause; `at` is the place of the first letter."""
    clauses: list[tuple[int, int]] = []
    begin = at
    for (start, end), following in zip(runs, [*runs[1:], None], strict=True):
        at += end - start
        if following is None or (
            at - begin >= SHORTEST_CLAUSE and _CLAUSE_END.search(text, end, following[0]) is not None
        ):
            clauses.append((begin, at))
            begin = at
    return clauses
