"""What a planted submission is, and the truth about it."""

from dataclasses import dataclass
from typing import Literal

from corpus.achievement import Achievement
from search_api.duplicates.kinds import Type

Standing = Literal["repeat", "related", "innocent"]
"""A repeat is to be found; related is an honest next stage; innocent is a look-alike that must not be alarmed."""


@dataclass(frozen=True, slots=True)
class Record:
    """An achievement in the history, under its id."""

    id: int
    achievement: Achievement


@dataclass(frozen=True, slots=True)
class Planted:
    """A submission and the truth about it.

    `sources` are the ids of the records it comes from, of what is innocent those that it looks like. `types` are the
    answers that are right, the best first; "" means that naming no type is right too. `planted` is the class's name.
    """

    planted: str
    submission: Achievement
    sources: tuple[int, ...]
    types: tuple[Type | Literal[""], ...]
    standing: Standing = "repeat"
