"""Whether an achievement meets the figures that a need asks for, each verdict with the sentence it rests on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.facts.clauses import subject
from corpus.facts.facts import Change, Facts
from corpus.facts.skeleton import skeleton
from corpus.facts.units import canonical
from corpus.normalize import clean, clean_text
from search_api.matching.asking import sentences
from search_api.matching.demands import Demand
from search_api.matching.measured import Bounds, Direction, same_measure, what_moves

Verdict = Literal["met", "missed", "unsaid"]

FIELDS: Final = ("title", *(name for name in TEXT_FIELDS if name != "background"))
"""Fields in which figures are looked for; the background tells how things were before."""

LONGEST: Final = 20_000
"""Characters of a field that are read."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that an achievement states: what it measures, and its place in the raw text of a field.

    With a `direction` it is a change by so much.
    """

    what: str
    bounds: Bounds
    field: str
    start: int
    end: int
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One demand checked: `span` is the words that decide, in the sentence at `start` to `end` of the raw field."""

    demand: Demand
    verdict: Verdict
    field: str = ""
    span: str = ""
    sentence: str = ""
    start: int = 0
    end: int = 0


def check(demands: Sequence[Demand], achievement: Achievement, facts: Facts) -> tuple[Checked, ...]:
    """Check every demand against what an achievement states; what it does not speak of is unsaid."""
    if not demands:
        return ()
    stated = [*_changes(facts), *_levels(achievement, facts)]
    return tuple(_checked(demand, stated, achievement) for demand in demands)


def _checked(demand: Demand, stated: Iterable[Stated], achievement: Achievement) -> Checked:
    """Met where anything stated meets it, else missed where anything stated of the same measure does not."""
    missed: Stated | None = None
    for each in stated:
        told = _meets(demand, each)
        if told:
            return _with_sentence(demand, "met", each, achievement)
        if told is False and missed is None:
            missed = each
    return _with_sentence(demand, "missed", missed, achievement) if missed else Checked(demand, "unsaid")


def _meets(demand: Demand, stated: Stated) -> bool | None:
    """Whether a figure meets a demand; None where it speaks of something else or cannot be compared."""
    if demand.what:
        if not same_measure(demand.what, stated.what, demand.unit):
            return None
    elif demand.direction or stated.direction:
        return None
    if demand.direction is None and stated.direction is None:
        told = demand.bounds.allows(stated.bounds)
        return None if told is False and not demand.what else told
    if demand.direction is None or stated.direction is None:
        return None
    if demand.direction != stated.direction:
        return False if demand.bounds.into(stated.bounds.unit) else None
    return demand.bounds.allows(stated.bounds)


def _changes(facts: Facts) -> Iterator[Stated]:
    """What changed by how much, and to what it changed."""
    for change in facts.changes:
        place = change.field, change.start, change.end
        if change.percent is not None:
            percent = float(change.percent)
            yield Stated(change.what, Bounds(percent, percent, "%"), *place, change.direction)
        if change.from_ is None or change.to is None or change.unit is None:
            continue
        unit = canonical(clean_text(change.unit))  # facts have it as it is written
        yield Stated(change.what, Bounds(float(change.to), float(change.to), unit), *place)
        yield from _difference(change, float(change.from_), float(change.to), unit)


def _difference(change: Change, before: float, after: float, unit: str) -> Iterator[Stated]:
    place = change.field, change.start, change.end
    moved = abs(after - before)
    yield Stated(change.what, Bounds(moved, moved, unit), *place, change.direction)
    if before and unit != "%" and change.percent is None:
        percent = 100 * moved / abs(before)
        yield Stated(change.what, Bounds(percent, percent, "%"), *place, change.direction)


def _levels(achievement: Achievement, facts: Facts) -> Iterator[Stated]:
    """Figures that stand outside of changes and money."""
    told = [*facts.changes, *facts.benefits, *facts.other_money]
    for field in FIELDS:
        cleaned = clean(str(getattr(achievement, field))[:LONGEST])
        reduced = skeleton(cleaned.text)
        starts = sorted(each.start for each in told if each.field == field)
        ends = sorted(each.end for each in told if each.field == field)
        for sign, quantity in zip(reduced.signs, reduced.quantities, strict=True):
            start, end = cleaned.to_raw(quantity.start, quantity.end)
            is_told = bisect_left(starts, end) > bisect_right(ends, start)  # more have begun than have ended
            if is_told or not quantity.unit:
                continue
            first, last = (reduced.to_source(at) for at in subject(reduced, sign))
            bounds = Bounds(quantity.low, quantity.high, quantity.unit)
            what, direction = what_moves(cleaned.text[first:last].strip())
            yield Stated(what, bounds, field, start, end, direction)


def _with_sentence(demand: Demand, verdict: Verdict, stated: Stated, achievement: Achievement) -> Checked:
    text = str(getattr(achievement, stated.field))
    start, end = next(
        ((first, last) for first, last in sentences(text) if first <= stated.start < last), (stated.start, stated.end)
    )
    span = text[stated.start : stated.end]
    return Checked(demand, verdict, stated.field, span, text[start : max(end, stated.end)], start, max(end, stated.end))
