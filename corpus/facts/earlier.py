"""Changes told over two clauses: 原来每次要55分钟,……只要20分钟; 过去一个月换8个,如今只换2个."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.facts.clauses import subject
from corpus.facts.moves import INSIDE, INTO, VERB, Move, common, direction_of, from_to
from corpus.facts.skeleton import BARE, POINTS, TIMES, Skeleton
from corpus.facts.units import family

BACK: Final = 70
"""Characters of a skeleton in which the figure from before is looked for."""

FARTHEST: Final = 1_000
"""By how many times a quantity may change between two clauses."""

SAME: Final = 3
"""Letters that two clauses must have in common to speak of one thing."""

_NOT_MEASURED: Final = (BARE, TIMES, POINTS)
_THEN: Final = re.compile(
    "原(?!料|理|因|材|油|煤|则|子)|以前|过去|以往|此前|从前|往[年常]|先前|老(?!化)|旧|传统|手工|人工|(?:改[造进]|实施|使用|优化|应用)前"
)
_MAYBE_THEN: Final = re.compile("只有|仅有|高达|一度|最高|要|需|得|平均|每次|耗时|用不到|处理|往往|经常")
_NOW: Final = re.compile(
    "现在|如今|目前|眼下|新(?!增|型|建)|本方法|(?:改[造进]|实施|使用|优化|应用|采用|改用|投用|安装|加装|用上|有了|换上|改成)[^,。;]{0,12}后?|后(?=,|。|[^,。;]{0,4}\\Z)|用了"
)
_VERB: Final = re.compile(rf"{VERB}{INTO}\Z")
_ONLY: Final = re.compile(
    rf"(?P<only>只要|只需要?|仅需|只用|仅用|只停|只换|只有|就能?|只|控制在|稳定在|不超过){INSIDE}{{0,5}}\Z"
)
_FINISHED: Final = re.compile(
    "(?:就(?:能?|可以?)|即可|便可?)|(?:完成|搞定|收工|取好|看完|交货|结束|办完|做完|干完|到位)"
)


@dataclass(frozen=True, slots=True)
class _Now:
    """How a figure is told to be the one from now: by a verb (降到) or other words (只要, 就能) or by 现在, 改造后."""

    verb: re.Match[str] | None
    is_told: bool
    is_new: bool


def since(skeleton: Skeleton, known: Sequence[Move]) -> Iterator[Move]:
    """Changes whose figure from before stands in an earlier clause than the one from now; `known` are other changes."""
    for after, candidates in _figures_before(skeleton):
        if is_known(skeleton, after, known) or (told := _told_now(skeleton, after)) is None:
            continue
        before = _figure_before(skeleton, candidates, after, told)
        if before is None:
            continue
        what = _what(skeleton, before, after, told.verb)
        if what[0] < what[1] and (move := from_to(skeleton, what, before, (before, after), after + 1)):
            yield move


def _figures_before(skeleton: Skeleton) -> Iterator[tuple[int, list[int]]]:
    """Signs with those of other figures of the same measure in earlier clauses, the last one first."""
    measured: dict[str, list[int]] = {}
    for after, quantity in zip(skeleton.signs, skeleton.quantities, strict=True):
        if skeleton.text[after] in _NOT_MEASURED:
            continue
        alike = measured.setdefault(family(quantity.unit) or quantity.unit, [])
        if alike and alike[-1] >= after - BACK:
            first, last = bisect_left(alike, after - BACK), bisect_left(alike, skeleton.clause_start(after))
            if first < last:
                yield after, alike[first:last][::-1]
        alike.append(after)


def is_known(skeleton: Skeleton, sign: int, known: Sequence[Move]) -> bool:
    """Whether the figure at a sign is part of one of the `known` changes."""
    start = skeleton.at(sign).start
    at = bisect_right(known, start, key=lambda move: move.start)
    return at > 0 and start < known[at - 1].end


def _told_now(skeleton: Skeleton, sign: int) -> _Now | None:
    text, start = skeleton.text, skeleton.clause_start(sign)
    earlier = max(skeleton.between(sign - BACK, sign), default=-1) + 1
    verb = _VERB.search(text, start, sign)
    is_new = _NOW.search(text, max(earlier, skeleton.sentence_start(sign)), sign) is not None
    is_told = verb or _ONLY.search(text, start, sign) or _FINISHED.match(text, sign + 1, skeleton.clause_end(sign))
    return _Now(verb, is_told is not None, is_new) if is_told or is_new else None


def _figure_before(skeleton: Skeleton, candidates: Sequence[int], after: int, told: _Now) -> int | None:
    """The first candidate that is told as a figure from before, if it moved the way the words say."""
    now = skeleton.at(after)
    for sign in candidates:
        values = common(skeleton.at(sign), now)
        start = skeleton.sentence_start(sign)
        then = _THEN.search(skeleton.text, start, sign) is not None
        maybe = told.is_told and (
            _MAYBE_THEN.search(skeleton.text, start, sign) or _same_subject(skeleton, sign, told.verb)
        )
        if values is None or not _is_plausible(*values[:2]) or not (then or maybe):
            continue
        moved = "up" if values[1] > values[0] else "down"
        if told.verb and (direction := direction_of(told.verb["verb"])):
            return sign if moved == direction else None
        return sign if (told.is_told and moved == "down") or (then and told.is_new) else None
    return None


def _is_plausible(before: float, after: float) -> bool:
    """Whether two figures may be one quantity: a store of four years is no earlier form of 23 milliseconds."""
    low, high = sorted((before, after))
    return low != high and (low == 0 or high / low <= FARTHEST)


def _same_subject(skeleton: Skeleton, sign: int, verb: re.Match[str] | None) -> bool:
    if verb is None:
        return False
    first, second = (skeleton.text[slice(*subject(skeleton, place))] for place in (sign, verb.start()))
    return min(len(first), len(second)) >= SAME and (second.endswith(first) or first.endswith(second))


def _what(skeleton: Skeleton, before: int, after: int, verb: re.Match[str] | None) -> tuple[int, int]:
    """What is measured: with a verb what its clause says, else what the clause of the earlier figure says."""
    first = subject(skeleton, before)
    here = subject(skeleton, verb.start() if verb else after)
    said_here = here[0] >= skeleton.clause_start(after) and here[1] - here[0] >= 2
    if verb is not None and said_here:
        return here
    return first if first[0] < first[1] or not said_here else here
