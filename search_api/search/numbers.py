"""Ranges of numbers as people write them: 100万..500万, ≥100万元, 7级以上, ..3."""

import re
from collections.abc import Mapping
from math import inf, nextafter
from typing import Final, TypeVar

from corpus.facts.quantities import quantities
from corpus.normalize import clean_text
from indexer.engine.protocol import Range

UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "annual_benefit": ("元",),
    "total_benefit": ("元",),
    "expected_benefit": ("元",),
    "trl": ("级",),
    "sites": ("处", "个", "家", "台", "套"),
    "rights": ("件", "项", "个"),
}
"""Units that a number may be said with; it always may be said without."""

End = TypeVar("End", int, float)

_FROM: Final = re.compile(r"(?:≥|≧|>=|不低于|不少于|至少)(.+)|(.+?)(?:以上|起|\.\.|-|~)")
_TO: Final = re.compile(r"(?:≤|≦|<=|不超过|不高于|不多于|至多|\.\.|-|~)(.+)|(.+?)(?:以下|以内)")
_ABOVE: Final = re.compile(r"(?:>|大于|超过)(.+)")
_BELOW: Final = re.compile(r"(?:<|小于|低于|不足)(.+)")


def read_range(field: str, text: str) -> Range | None:
    """The range, both ends inclusive, that a text says of a number; None where it says none."""
    said = "".join(clean_text(text).split())
    if end := _end(_FROM, field, said):
        return end[0], None
    if end := _end(_TO, field, said):
        return None, end[0]
    if end := _end(_ABOVE, field, said):
        return nextafter(end[0], inf), None
    if end := _end(_BELOW, field, said):
        return None, nextafter(end[0], -inf)
    return _between(field, said)


def _end(form: re.Pattern[str], field: str, said: str) -> tuple[float] | None:
    found = form.fullmatch(said)
    both = _between(field, found[form.groups] or found[1]) if found else None
    return (both[0],) if both and both[0] == both[1] else None


def _between(field: str, said: str) -> tuple[float, float] | None:
    """Two numbers, or one as both ends."""
    found = quantities(said.replace("..", "-"))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(said.replace("..", "-"))):
        return None
    low, high, unit = found[0].low, found[0].high, found[0].unit
    if low is None or high is None or (unit and unit not in UNITS[field]):
        return None
    return min(low, high), max(low, high)


def overlap(
    first: tuple[End | None, End | None], second: tuple[End | None, End | None]
) -> tuple[End | None, End | None]:
    """What lies in both ranges; nothing does where it begins above its end."""
    lows = [end for end in (first[0], second[0]) if end is not None]
    highs = [end for end in (first[1], second[1]) if end is not None]
    return max(lows, default=None), min(highs, default=None)
