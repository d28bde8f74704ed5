"""Changes as data, the words that tell of them, and how two figures become one change."""

import re
from typing import Final, Literal, NamedTuple

from corpus.facts.quantities import Quantity
from corpus.facts.skeleton import ANY, MONEY, PERCENT, POINTS, TIMES, Skeleton
from corpus.facts.units import factor, family, smaller

Direction = Literal["up", "down"]

DOWN: Final = (
    "下降|降低|减少|减小|缩短|压缩|压减|缩减|缩小|压降"
    "|压低|下调|收窄|节约|节省|节[能电水油煤气汽](?!率)|减轻|削减|减|降|缩|(?<![至最不])少|省|压|跌|落"
)
UP: Final = "提高|提升|上升|增加|增长|增大|延长|扩大|上调|增强|加快|跃升|升高|升|提|增|涨|拉长|(?<![至最不许])多|快"
OTHER: Final = "变更|变|改善|改|调整|优化|精简|换"
VERB: Final = f"(?P<verb>{DOWN}|{UP}|{OTHER})"
SIGNS: Final = ANY[1:-1]
INSIDE: Final = f"[^,。;:!?\n{SIGNS}]"
INTO: Final = f"了?(?:至|到|为|成)了?{INSIDE}{{0,4}}?"
TO: Final = f"(?P<to>{ANY}|零(?!件))"
SHARE: Final = f"[{PERCENT}{POINTS}{TIMES}]"
DEGREE: Final = (
    "(?:了|约|近|将近|大约|接近|平均|整整|达到?|超过?|幅度|至少|最多|高达|可达|又|大概|逾|将|一|有|出|的|幅|\\s)"
)

_IS_DOWN: Final = re.compile(DOWN)
_IS_UP: Final = re.compile(UP)


class Move(NamedTuple):
    """A change at `start` to `end` of the cleaned text; for the figures see `facts.Change`.

    `money` are the amounts that moved, where it is money that did.
    """

    what: tuple[int, int]
    start: int
    end: int
    before: float | None
    after: float | None
    unit: str | None
    percent: float | None
    direction: Direction
    money: tuple[Quantity, ...] = ()


def from_to(
    skeleton: Skeleton, what: tuple[int, int], begin: int, signs: tuple[int, int | None], end: int
) -> Move | None:
    """The change from the quantity at the first sign to that at the second, None being zero.

    `what` is the span of what is measured and `begin` where the wording begins, both in the skeleton's text. None where
    the two do not measure the same, or nothing changed.
    """
    first, second = signs
    before = skeleton.at(first)
    after = skeleton.at(second) if second is not None else _zero_of(before)
    values = common(before, after)
    if values is None or values[0] == values[1] or skeleton.text[first] in (POINTS, TIMES):
        return None
    if SIGNS[0] <= skeleton.text[first - 1 : first] <= SIGNS[-1]:
        return None  # a rate such as 一周两次
    low, high, unit = values
    start = min(what[0], first) if what[0] < what[1] else min(begin, first)
    money = (before, after) if MONEY in (skeleton.text[first], skeleton.text[second or first]) else ()
    span = (skeleton.to_source(what[0]), skeleton.to_source(what[1]))
    places = (skeleton.to_source(start), skeleton.to_source(end))
    return Move(span, *places, low, high, unit or None, None, "up" if high > low else "down", money)


def by_percent(
    skeleton: Skeleton, what: tuple[int, int], begin: int, end: int, percent: float, direction: Direction
) -> Move:
    """A change by some percent; spans as in `from_to`."""
    start = begin if what[0] == what[1] else min(what[0], begin)
    span = (skeleton.to_source(what[0]), skeleton.to_source(what[1]))
    return Move(span, skeleton.to_source(start), skeleton.to_source(end), None, None, None, percent, direction)


def direction_of(verb: str) -> Direction | None:
    """降 is down, 升 is up, 变 is neither."""
    return "down" if _IS_DOWN.fullmatch(verb) else "up" if _IS_UP.fullmatch(verb) else None


def _zero_of(quantity: Quantity) -> Quantity:
    return Quantity(0, 0, quantity.unit, quantity.end, quantity.end, quantity.written)


def common(before: Quantity, after: Quantity) -> tuple[float, float, str] | None:
    """Both figures in the smaller of their units, and that unit as people write it; None for unlike units."""
    a, b = _unit(before, after), _unit(after, before)
    if a == b:
        return before.figure / _scale(before, after), after.figure / _scale(before, after), _shown(before, after)
    unit = smaller(a, b)
    if unit is None:
        return None
    return before.figure * (factor(a, unit) or 1), after.figure * (factor(b, unit) or 1), unit


def _unit(quantity: Quantity, other: Quantity) -> str:
    """A bare number has the unit of the other one; 分 beside a time is a minute."""
    if not quantity.unit:
        return other.unit
    return "分钟" if quantity.unit == "分" and family(other.unit) == "time" else quantity.unit


def _scale(before: Quantity, after: Quantity) -> float:
    """Ten thousands of yuan stay what they are where both figures are written so."""
    if before.unit != "元" or before.written != after.written:
        return 1.0
    return factor(before.written, "元") or 1.0


def _shown(before: Quantity, after: Quantity) -> str:
    unit = _unit(after, before)
    if unit == "元":
        return before.written if before.written == after.written else "元"
    if family(unit) == "time" or unit == "个百分点":
        return unit
    return (after.written or before.written).replace("°C", "℃")
