"""What a piece of evidence is, as data."""

from dataclasses import dataclass
from typing import Final, Protocol

from search_api.duplicates.pairs import Pair

KEPT: Final = 256
"""Texts of which it is remembered what is in them: a submission is seen beside each of its candidates."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen in a pair.

    `level` is one of the levels of the class that saw it; `value` a measure between 0 and 1, 0 where nothing is
    measured; `detail` names what was seen, in the words of the texts.
    """

    name: str
    level: str
    value: float = 0.0
    detail: tuple[str, ...] = ()


class Observer(Protocol):
    """One kind of evidence. `levels` go from what speaks most for a repeat to what speaks least, then `missing`."""

    @property
    def name(self) -> str:
        """Stands in weights and reports."""

    @property
    def levels(self) -> tuple[str, ...]:
        """Every level there can be."""

    def observe(self, pair: Pair) -> Evidence:
        """Look at a pair."""


def graded(value: float, cuts: tuple[tuple[str, float], ...], lowest: str) -> str:
    """The first level whose least value is reached."""
    return next((level for level, least in cuts if value >= least), lowest)
