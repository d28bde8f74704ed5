"""Quantities that changed: 由X降到Y, X缩短为Y, 提高30%, 翻了一番, 原来要X……只要Y."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from corpus.facts.clauses import clause_start, sentence_start, subject
from corpus.facts.quantities import Quantity
from corpus.facts.skeleton import ANY, BARE, MONEY, PERCENT, POINTS, TIMES, Skeleton
from corpus.facts.units import factor, family, smaller

Direction = Literal["up", "down"]

_DOWN: Final = "下降|降低|减少|减小|缩短|压缩|压减|缩减|缩小|压降|压低|下调|收窄|节约|节省|减轻|削减|减|降|缩|(?<![至最不])少|省|压|跌|落"
_UP: Final = "提高|提升|上升|增加|增长|增大|延长|扩大|上调|增强|加快|跃升|升高|升|提|增|涨|拉长|(?<![至最不许])多|快"
_OTHER: Final = "变更|变|改|调整"
_VERB: Final = f"(?P<verb>{_DOWN}|{_UP}|{_OTHER})"
_SIGNS: Final = ANY[1:-1]
_INSIDE: Final = f"[^,。;:!?\n{_SIGNS}]"
_INTO: Final = f"了?(?:至|到|为|成)了?{_INSIDE}{{0,4}}?"
_TO: Final = f"(?P<to>{ANY}|零(?!件))"
_SHARE: Final = f"[{PERCENT}{POINTS}{TIMES}]"
_DEGREE: Final = "(?:了|约|近|将近|大约|接近|平均|整整|达到?|超过?|幅度|率|至少|最多|高达|可达|又|大概|比例|量|逾|将|一|有|出|的|幅|\\s)"

_BETWEEN: Final = re.compile(
    rf"(?:由|从|自){_INSIDE}{{0,12}}?(?P<from>{ANY})[^。;!?\n{_SIGNS}]{{0,14}}?"
    rf"(?:{_VERB}{_INTO}|(?P<bare>至|到|→)){_TO}(?!{_INSIDE}{{0,3}}(?:可调|范围|之间|不等|区间))"
)
_BESIDE: Final = re.compile(rf"(?P<from>{ANY})(?:{_VERB}{_INTO}|(?P<bare>→|->|=>)){_TO}")
_MULTIPLE: Final = re.compile(
    rf"(?:{_VERB}(?:到了?|至|为)|是|达到?|相当于)(?:了|过去|以前|改造前|人工|传统|手工|原来|原先|原有|原|之前|旧){{1,3}}的?"
    rf"{_INSIDE}{{0,4}}?(?P<times>{TIMES})"
)
_BY: Final = re.compile(rf"(?P<verb>{_DOWN}|{_UP}){_DEGREE}{{0,4}}\Z")
_BY_OBJECT: Final = re.compile(
    rf"(?P<verb>降低|减少|缩短|压缩|节约|节省|削减|提高|提升|增加|延长)了?"
    rf"(?P<what>(?:(?![到至为了由从]){_INSIDE}){{1,12}}?){_DEGREE}{{0,3}}\Z"
)
_DOUBLED: Final = re.compile(r"翻了?(?P<times>[一两二三])番|减半")
_NOW: Final = re.compile(
    rf"(?:{_VERB}{_INTO}|(?P<only>只要|只需要?|仅需|只用|仅用|只停|就能?|只)){_INSIDE}{{0,4}}?{_TO}"
    rf"|(?P<done>{ANY})(?:就能?|就可以?|即可|便)?(?:完成|搞定|收工|取好|看完|交货|结束|办完|做完|干完|到位)"
)
_ONCE: Final = re.compile(
    "只有|仅有|高达|原|以前|过去|以往|此前|从前|老|手工|人工|要|需|往年|改[造进]前|先前|传统|每次|用不到"
)
_BACK: Final = 70
"""Characters of a skeleton in which the figure from before is looked for."""


SAME: Final = 3
"""Letters that two clauses must have in common to speak of one thing."""


@dataclass(frozen=True, slots=True)
class Move:
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


def moves(skeleton: Skeleton) -> list[Move]:
    """All changes of a text in its order; no two overlap."""
    found: list[Move] = []
    for reading in (_between, _beside, _multiplied, _shares, _doubled, _since):
        for move in reading(skeleton):
            if all(move.end <= other.start or move.start >= other.end for other in found):
                found.append(move)
    return sorted(found, key=lambda move: move.start)


def _between(skeleton: Skeleton) -> Iterator[Move]:
    for match in _BETWEEN.finditer(skeleton.text):
        move = _from_to(skeleton, match, subject(skeleton.text, match.start()), match.start("from"))
        if move:
            yield move


def _beside(skeleton: Skeleton) -> Iterator[Move]:
    for match in _BESIDE.finditer(skeleton.text):
        move = _from_to(skeleton, match, subject(skeleton.text, match.start()), match.start("from"))
        if move:
            yield move


def _multiplied(skeleton: Skeleton) -> Iterator[Move]:
    for match in _MULTIPLE.finditer(skeleton.text):
        percent = (skeleton.at(match.start("times")).figure - 1) * 100
        if percent > 0:
            yield _by(skeleton, subject(skeleton.text, match.start()), match.end(), percent, "up")


def _shares(skeleton: Skeleton) -> Iterator[Move]:
    text = skeleton.text
    for sign, quantity in zip(skeleton.signs, skeleton.quantities, strict=True):
        if text[sign] not in _SHARE:
            continue
        start = clause_start(text, sign)
        if match := _BY.search(text, start, sign):
            what = subject(text, match.start())
        elif match := _BY_OBJECT.search(text, start, sign):
            what = match.span("what")
        else:
            continue
        if _is_repeated(text, what, match.start()):
            continue
        direction: Direction = "down" if re.fullmatch(_DOWN, match["verb"]) else "up"
        percent = quantity.figure * (100 if quantity.unit == "倍" else 1)
        yield _by(skeleton, what, sign + 1, percent, direction, match.start())


def _is_repeated(text: str, what: tuple[int, int], verb: int) -> bool:
    """Whether it only says once more what the clause before said in figures: 由4小时缩短到1小时,缩短75%."""
    clause = clause_start(text, verb)
    return what[0] == what[1] or (
        what[1] <= clause and any(_SIGNS[0] <= letter <= _SIGNS[-1] for letter in text[what[0] : clause])
    )


def _doubled(skeleton: Skeleton) -> Iterator[Move]:
    for match in _DOUBLED.finditer(skeleton.text):
        what = subject(skeleton.text, match.start())
        if match["times"]:
            times = {"一": 1, "两": 2, "二": 2, "三": 3}[match["times"]]
            yield _by(skeleton, what, match.end(), 100 * (2**times - 1), "up")
        else:
            yield _by(skeleton, what, match.end(), 50, "down")


def _since(skeleton: Skeleton) -> Iterator[Move]:
    """The figure from before stands in an earlier clause: 原来每次要55分钟,……只要20分钟."""
    text = skeleton.text
    for match in _NOW.finditer(text):
        before = _figure_before(skeleton, match)
        if before is None:
            continue
        what = first = subject(text, before)
        if match["verb"]:
            here = subject(text, match.start())
            what = here if here[0] >= clause_start(text, match.start()) and here[1] - here[0] >= 2 else first
        move = _from_to(skeleton, match, what, before)
        if move and first[0] < first[1]:
            yield move


def _figure_before(skeleton: Skeleton, match: re.Match[str]) -> int | None:
    """The sign of the last figure before that measures the same and moved the way the verb says."""
    text, start = skeleton.text, max(0, match.start() - _BACK)
    if match["to"] == "零":
        return None
    after = skeleton.at(_to(match))
    for sign in reversed([each for each in skeleton.signs if start <= each < match.start()]):
        values = _common(skeleton.at(sign), after)
        if values is None or values[0] == values[1] or text[sign] in (BARE, TIMES, POINTS):
            continue
        if not _ONCE.search(text, sentence_start(text, sign), sign) and not _same_subject(text, sign, match.start()):
            continue
        rises = values[1] > values[0]
        verb = match["verb"]
        if not verb or re.fullmatch(_DOWN, verb):
            return None if rises else sign
        return sign if rises and re.fullmatch(_UP, verb) else None
    return None


def _same_subject(text: str, sign: int, verb: int) -> bool:
    first, second = (text[slice(*subject(text, place))] for place in (sign, verb))
    return min(len(first), len(second)) >= SAME and (second.endswith(first) or first.endswith(second))


def _from_to(skeleton: Skeleton, match: re.Match[str], what: tuple[int, int], sign: int) -> Move | None:
    before = skeleton.at(sign)
    after = _zero_of(before) if match["to"] == "零" else skeleton.at(_to(match))
    values = _common(before, after)
    if values is None or values[0] == values[1] or skeleton.text[sign] in (POINTS, TIMES):
        return None
    if sign - 1 in skeleton.signs:
        return None  # a rate such as 一周两次
    low, high, unit = values
    if match["verb"] in ("改", "调整") and not (family(unit) or unit in ("人", "名")):
        return None
    start = skeleton.to_source(min(what[0], sign) if what[0] < what[1] else match.start())
    end = skeleton.to_source(match.end())
    money = (before, after) if MONEY in (skeleton.text[sign], skeleton.text[_to(match)]) else ()
    span = (skeleton.to_source(what[0]), skeleton.to_source(what[1]))
    return Move(span, start, end, low, high, unit or None, None, "up" if high > low else "down", money)


def _to(match: re.Match[str]) -> int:
    """The place of the sign of the later figure."""
    done = match.re.groupindex.get("done")
    return match.start("to") if match["to"] or done is None else match.start(done)


def _zero_of(quantity: Quantity) -> Quantity:
    return Quantity(0, 0, quantity.unit, quantity.end, quantity.end, quantity.written)


def _common(before: Quantity, after: Quantity) -> tuple[float, float, str] | None:
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


def _by(
    skeleton: Skeleton, what: tuple[int, int], end: int, percent: float, direction: Direction, verb: int | None = None
) -> Move:
    start = what[0] if verb is None or what[0] == what[1] else min(what[0], verb)
    span = (skeleton.to_source(what[0]), skeleton.to_source(what[1]))
    return Move(span, skeleton.to_source(start), skeleton.to_source(end), None, None, None, percent, direction)
