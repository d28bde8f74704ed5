"""An achievement as it is compared: its letters, and the way back from each of them to the raw text."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.normalize import Cleaned, clean
from indexer.technical import fold

FIELDS: Final = ("title", *TEXT_FIELDS)
"""What is compared letter by letter, in this order."""

BORDER: Final = "\n"
"""Stands between two fields. It is no letter, so nothing that is compared runs over it."""

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


@dataclass(frozen=True, slots=True)
class ComparedText:
    """The letters, digits and Chinese characters of all fields, cleaned and folded, a `BORDER` between two fields.

    `clauses` are spans of `letters`, in order, that hold every letter once and no border. The letters stand in the
    cleaned fields in runs: `_runs` is where each begins in `letters`, `_places` where it begins in its field.
    """

    letters: str
    clauses: tuple[tuple[int, int], ...]
    _begins: tuple[int, ...]
    _fields: tuple[tuple[str, Cleaned], ...]
    _runs: tuple[int, ...]
    _places: tuple[int, ...]

    @classmethod
    def of(cls, achievement: Achievement) -> "ComparedText":
        """Read an achievement; fields without a letter are left out."""
        letters: list[str] = []
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
            if letters:
                letters.append(BORDER)
                size += 1
            begins.append(size)
            fields.append((field, cleaned))
            clauses += _clauses(cleaned.text, runs, size)
            folded = fold(cleaned.text)
            for start, end in runs:
                letters.append(folded[start:end])
                starts.append(size)
                places.append(start)
                size += end - start
        return cls("".join(letters), tuple(clauses), tuple(begins), tuple(fields), tuple(starts), tuple(places))

    @property
    def size(self) -> int:
        """Letters, borders left out."""
        return len(self.letters) - max(0, len(self._fields) - 1)

    @property
    def body(self) -> int:
        """Where the letters of running text begin: behind the title and its border."""
        if not self._fields or self._fields[0][0] != "title":
            return 0
        return self._begins[1] if len(self._begins) > 1 else len(self.letters)

    def stretch(self, start: int, end: int) -> Stretch:
        """The raw text that letters `start` to `end` come from, at least one and all of one field."""
        field, cleaned = self._fields[bisect_right(self._begins, start) - 1]
        first, last = cleaned.to_raw(self._place(start), self._place(end - 1) + 1)
        return Stretch(field, first, last, cleaned.raw[first:last])

    def _place(self, letter: int) -> int:
        """Where a letter stands in its cleaned field."""
        run = bisect_right(self._runs, letter) - 1
        return self._places[run] + letter - self._runs[run]


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
