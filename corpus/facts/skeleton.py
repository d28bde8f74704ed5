"""A text with every quantity as one sign, so that wordings around figures are short patterns."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from corpus.facts.quantities import Quantity, quantities

MONEY: Final = "\ue000"
PERCENT: Final = "\ue001"
POINTS: Final = "\ue002"
TIMES: Final = "\ue003"
MEASURE: Final = "\ue004"
BARE: Final = "\ue005"
ANY: Final = f"[{MONEY}-{BARE}]"
"""The signs stand in the private use area, which cleaning empties."""

_SIGNS: Final = {"元": MONEY, "%": PERCENT, "‰": PERCENT, "个百分点": POINTS, "倍": TIMES, "": BARE}


LONGEST: Final = 120
"""Characters that a clause or sentence is looked at for, however far its beginning lies back."""

_BREAK: Final = re.compile('[,。;:!?\n()"|]')
_STOPS: Final = "。;!?\n"


class Skeleton(NamedTuple):
    """`text` has one sign for each of `quantities`, in their order; `signs` are their places in it.

    `source` is the cleaned text that all offsets of quantities count in.
    """

    source: str
    text: str
    quantities: tuple[Quantity, ...]
    signs: Sequence[int]
    gone: Sequence[int]
    """Characters that have gone before each sign and, last, before the end."""
    breaks: Sequence[int]
    """Places of the marks that clauses end at."""
    stops: Sequence[int]
    """Places of those of them that sentences end at."""

    def at(self, sign: int) -> Quantity:
        """The quantity whose sign stands at this place of `text`."""
        return self.quantities[bisect_right(self.signs, sign) - 1]

    def between(self, start: int, end: int) -> Sequence[int]:
        """The signs from `start` up to `end`."""
        return self.signs[bisect_left(self.signs, start) : bisect_left(self.signs, end)]

    def clause_start(self, place: int) -> int:
        """Where the clause begins in which a place of `text` stands."""
        return _after_last(self.breaks, place)

    def clause_end(self, place: int) -> int:
        """Where it ends."""
        at = bisect_left(self.breaks, place)
        return self.breaks[at] if at < len(self.breaks) else len(self.text)

    def sentence_start(self, place: int) -> int:
        """Where the sentence begins in which a place of `text` stands."""
        return _after_last(self.stops, place)

    def to_source(self, place: int) -> int:
        """Where a place of `text` is in `source`."""
        before = bisect_right(self.signs, place - 1)
        return place + self.gone[before]


def skeleton(source: str) -> Skeleton:
    """Reduce a cleaned text."""
    found = quantities(source)
    pieces: list[str] = []
    signs, gone, done = [], [0], 0
    for _, _, unit, start, end, _ in found:
        pieces += (source[done:start], _SIGNS.get(unit, MEASURE))
        signs.append(start - gone[-1])
        gone.append(end - 1 - signs[-1])
        done = end
    text = "".join(pieces) + source[done:]
    breaks = [match.start() for match in _BREAK.finditer(text)]
    stops = [place for place in breaks if text[place] in _STOPS]
    return Skeleton(source, text, found, signs, gone, breaks, stops)


def _after_last(marks: Sequence[int], place: int) -> int:
    at = bisect_left(marks, place)
    return max(marks[at - 1] + 1 if at else 0, place - LONGEST)
