"""Changes told over two clauses: 原来每次要55分钟,……只要20分钟; 过去一个月换8个,如今只换2个."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.facts.clauses import clause_end, clause_start, sentence_start, subject
from corpus.facts.moves import INSIDE, INTO, VERB, Move, common, direction_of, from_to
from corpus.facts.skeleton import BARE, POINTS, TIMES, Skeleton

BACK: Final = 70
"""Characters of a skeleton in which the figure from before is looked for."""

SAME: Final = 3
"""Letters that two clauses must have in common to speak of one thing."""

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


def since(skeleton: Skeleton) -> Iterator[Move]:
    """Changes whose figure from before stands in an earlier clause than the one from now."""
    for after in skeleton.signs:
        if (told := _told_now(skeleton.text, after, skeleton)) is None:
            continue
        before = _figure_before(skeleton, after, told)
        if before is None:
            continue
        what = _what(skeleton.text, before, after, told.verb)
        if what[0] < what[1] and (move := from_to(skeleton, what, before, (before, after), after + 1)):
            yield move


def _told_now(text: str, sign: int, skeleton: Skeleton) -> _Now | None:
    start = clause_start(text, sign, listed=False)
    verb = _VERB.search(text, start, sign)
    earlier = max((each for each in skeleton.signs if each < sign), default=-1) + 1
    is_new = _NOW.search(text, max(earlier, sentence_start(text, sign)), sign) is not None
    is_new = is_new and (earlier <= start or _NOW.search(text, earlier, sign) is not None)
    is_told = verb or _ONLY.search(text, start, sign) or _FINISHED.match(text, sign + 1, clause_end(text, sign))
    return _Now(verb, is_told is not None, is_new) if is_told or is_new else None


def _figure_before(skeleton: Skeleton, after: int, told: _Now) -> int | None:
    """The sign of the last figure before that measures the same, if it is told as one from before."""
    text, now = skeleton.text, skeleton.at(after)
    clause = clause_start(text, after, listed=False)
    for sign in reversed([each for each in skeleton.signs if after - BACK <= each < clause]):
        values = common(skeleton.at(sign), now)
        if values is None or values[0] == values[1] or text[sign] in (BARE, TIMES, POINTS):
            continue
        start = sentence_start(text, sign)
        then = _THEN.search(text, start, sign) is not None
        maybe = told.is_told and (_MAYBE_THEN.search(text, start, sign) or _same_subject(text, sign, told.verb))
        if not then and not maybe:
            continue
        moved = "up" if values[1] > values[0] else "down"
        if told.verb and (direction := direction_of(told.verb["verb"])):
            return sign if moved == direction else None
        return sign if (told.is_told and moved == "down") or (then and told.is_new) else None
    return None


def _same_subject(text: str, sign: int, verb: re.Match[str] | None) -> bool:
    if verb is None:
        return False
    first, second = (text[slice(*subject(text, place))] for place in (sign, verb.start()))
    return min(len(first), len(second)) >= SAME and (second.endswith(first) or first.endswith(second))


def _what(text: str, before: int, after: int, verb: re.Match[str] | None) -> tuple[int, int]:
    """What is measured: with a verb what its clause says, else what the clause of the earlier figure says."""
    first = subject(text, before)
    here = subject(text, verb.start() if verb else after)
    said_here = here[0] >= clause_start(text, after, listed=False) and here[1] - here[0] >= 2
    if verb is not None and said_here:
        return here
    return first if first[0] < first[1] or not said_here else here
