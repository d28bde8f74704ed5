"""The figures that a need asks for: `能耗降低30%以上`, `检测时间不超过5分钟`, `适用110kV`."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from corpus.facts.changes import moves
from corpus.facts.clauses import clause_start, subject
from corpus.facts.moves import Move
from corpus.facts.quantities import Quantity
from corpus.facts.skeleton import Skeleton, skeleton
from corpus.facts.units import canonical
from corpus.normalize import Cleaned, clean
from search_api.matching.asking import without_background
from search_api.matching.measured import Bounds, Direction, named, same_measure, what_moves

Relation = Literal["≥", "≤", "=", "range"]
MOST: Final = 50
"""Demands of one need that are looked at; a list of more is a specification to be read by a person."""

_EXACT: Final = re.compile(
    r"(?:适用于?|适应|用于|满足|达到?|要求|控制在|保持在?|应?[为在]|精度|规格|型号|电压|等级|[:：])[^，,。;\n]{0,8}\Z"
)
"""What stands before a figure that is asked for without a bound."""

_TERMS: Final = re.compile(
    r"(?:期限|工期|周期内|完成|交付|验收|投产|研发|签订|合作|预算|经费|资金|投入|投资|报价|售后|质保|竣工|专利|论文|软著|软件著作权)"
)
"""A clause of such words is about the terms of the work."""

_COUNTED: Final = frozenset(
    ("", "年", "个月", "天", "周", "人", "名", "项", "个", "家", "件", "套", "台", "次", "种", "元", "级", "篇")
)
"""Units that count or date; without a bound they are hardly ever a demand."""

_SIGN: Final = re.compile(r"(?:[≥≤<>=]|于|过)\s?\Z")
_RATE: Final = re.compile(r"率\S{0,2}\Z")
_BAD_RATE: Final = re.compile(
    r"(?:不良|不合格|故障|误[报判差检]|漏[检报诊]?|废[品弃]|损[失耗坏]|缺陷|返修|泄漏)[^准识诊]{0,2}率\S{0,2}\Z"
)
_SUITS: Final = re.compile(r"可?(?:适用|适应|用于|满足)")
_VAGUE: Final = re.compile(r"上[百千万]|[多余几](?!于)")
"""Figures that tell how things are: nobody asks for 二十多次 or 上百米."""

_SENTENCE_END: Final = re.compile(r"[。;；!?！？\n]")

BEFORE: Final = 24
"""Characters before a figure in which it is looked for what it is."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One figure asked for: `what` should be ≥, ≤, = or in a range of `low` to `high`, in a canonical `unit`.

    With a `direction` it is a change by so many percent. `span` is `text[start:end]` of the need's text.
    """

    what: str
    relation: Relation
    low: float | None
    high: float | None
    unit: str
    span: str
    start: int
    end: int
    direction: Direction | None = None

    @property
    def bounds(self) -> Bounds:
        """What is allowed."""
        return Bounds(self.low, self.high, self.unit)


@dataclass(frozen=True, slots=True)
class Read:
    """The demands of a need in the order of its text, and pairs of them (by place) that cannot both be met."""

    demands: tuple[Demand, ...]
    contradictions: tuple[tuple[int, int], ...]


def read_demands(text: str) -> Read:
    """Find the demands of a need's text. Total: no text makes it fail."""
    cleaned = clean(text)
    reduced = skeleton(without_background(cleaned.text))
    demands = _once((*_changes(reduced, cleaned), *_levels(reduced, cleaned)))[:MOST]
    return Read(tuple(demands), tuple(_contradictions(demands)))


def _once(demands: Iterable[Demand]) -> list[Demand]:
    """Demands by their place, without those that overlap an earlier one of the list or say the same."""
    found: list[Demand] = []
    known: set[tuple[str, Bounds, Direction | None]] = set()
    for demand in demands:
        at = bisect_left(found, demand.start, key=lambda each: each.start)
        apart = (not at or found[at - 1].end <= demand.start) and (at == len(found) or demand.end <= found[at].start)
        said = demand.what, demand.bounds, demand.direction
        if apart and said not in known:
            found.insert(at, demand)
            known.add(said)
    return found


def _changes(reduced: Skeleton, cleaned: Cleaned) -> Iterator[Demand]:
    """Moves as demands: by so many percent, or to a level."""
    for move in moves(reduced):
        what = named(cleaned.text[slice(*move.what)])
        told = reduced.source[move.start : move.end]
        if not what or _TERMS.search(what) or _SENTENCE_END.search(told):
            continue
        if move.after is not None and move.unit:
            low, high = (None, move.after) if move.direction == "down" else (move.after, None)
            yield _demand(cleaned, what, Bounds(low, high, canonical(move.unit)), move.start, move.end)
        elif move.percent is not None:
            figure = _figure_in(reduced, move)
            limited = figure is not None and figure.low is None
            bounds = Bounds(None, move.percent, "%") if limited else Bounds(move.percent, None, "%")
            before = reduced.source[max(0, figure.start - BEFORE) : figure.start] if figure else ""
            to_level = before.rstrip().endswith(("在", "到", "达", "至"))
            yield _demand(cleaned, what, bounds, move.start, move.end, None if to_level else move.direction)


def _figure_in(reduced: Skeleton, move: Move) -> Quantity | None:
    """The first figure of a move; None where it is told without one: 翻一番, 减半."""
    at = bisect_left(reduced.quantities, move.start, key=lambda each: each.start)
    return next((each for each in reduced.quantities[at : at + 1] if each.start < move.end), None)


def _levels(reduced: Skeleton, cleaned: Cleaned) -> Iterator[Demand]:
    for sign, quantity in zip(reduced.signs, reduced.quantities, strict=True):
        own = clause_start(reduced, sign)
        suits = _SUITS.match(reduced.text, own) is not None
        start, end = (reduced.to_source(max(at, own) if suits else at) for at in subject(reduced, sign))
        before = reduced.source[max(0, quantity.start - BEFORE) : quantity.start]
        written = reduced.source[start:end] if start < end else ""
        bounds = _bounds_of(quantity, before, written)
        vague = _VAGUE.search(reduced.source[max(0, quantity.start - 1) : quantity.end])
        if bounds is None or vague or _TERMS.search(before):
            continue
        begin = start if written and end <= quantity.start else quantity.start
        what, direction = what_moves(written)
        if not what and quantity.unit in _COUNTED:
            continue
        yield _demand(cleaned, what, bounds, begin, quantity.end, direction)


def _bounds_of(quantity: Quantity, before: str, written: str) -> Bounds | None:
    """What a figure asks for; None where it asks for nothing."""
    bounds = Bounds(quantity.low, quantity.high, quantity.unit)
    if (quantity.low is None) != (quantity.high is None):
        return bounds if quantity.unit or _SIGN.search(before) else None
    if before.rstrip().endswith("±"):
        return Bounds(None, quantity.high, quantity.unit)
    if quantity.unit == "%" and _RATE.search(written):
        return Bounds(None, quantity.high, "%") if _BAD_RATE.search(written) else Bounds(quantity.low, None, "%")
    if before.endswith(("-", "−")):  # below zero, or the end of a name
        return None
    is_one = quantity.low == quantity.high == 1  # 要求一公里…: what one of them needs, not that there be one
    return bounds if quantity.unit not in _COUNTED and not is_one and _EXACT.search(before) else None


def _demand(
    cleaned: Cleaned, what: str, bounds: Bounds, start: int, end: int, direction: Direction | None = None
) -> Demand:
    first, last = cleaned.to_raw(start, end)
    low, high = bounds.low, bounds.high
    relation: Relation = "≤" if low is None else "≥" if high is None else "=" if low == high else "range"
    return Demand(what, relation, low, high, bounds.unit, cleaned.raw[first:last], first, last, direction)


def _contradictions(demands: list[Demand]) -> Iterator[tuple[int, int]]:
    for (at, one), (other_at, other) in combinations(enumerate(demands), 2):
        if one.what and other.what and same_measure(one.what, other.what, one.unit) and _clash(one, other):
            yield at, other_at


def _clash(one: Demand, other: Demand) -> bool:
    if one.direction and other.direction and one.direction != other.direction:
        return True
    return one.direction == other.direction and one.bounds.excludes(other.bounds)
