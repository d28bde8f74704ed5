"""Where an achievement is used, in how many places, how ripe it is: the words that say so."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple, cast

from corpus.facts.cues import CUES, DONE, IN_TRIALS, NOT_YET, PLANNED, STRONG, TITLE_OF_IDEA, WEAK
from corpus.facts.facts import Stage
from corpus.facts.skeleton import MEASURE, Skeleton

REACH: Final = 40
"""Characters around a cue that are looked at as its clause."""

_PLACES: Final = "台套个家座处列口条艘辆架间站户栋副组支"
_NOT_PLACES: Final = re.compile(
    "个?(?:月|小时|百分|季度|班次|工作日|工时|产品|树种|品种|部件|零件|指标|问题|环节|步骤|专利|参数|团队|项目|课题|型号|批次|人|多月)"
)
_NOT_COUNTED: Final = re.compile("(?:[每单第另]|另外|其他|其余|增加|减少|由|从|节省)\\Z")
_STATED: Final = re.compile(
    "(?:TRL|技术(?:就绪|成熟)(?:度|水平)?(?:等级)?)(?:达到?|评[价定估]为|为|已达|处于|在|:|\\s)*第?(?P<level>\ue004|\ue005)级?",
    re.IGNORECASE,
)
_MAYBE_STATED: Final = re.compile("[Tt就成](?:[Rr][Ll]|[绪熟])")
_BEGINS: Final = re.compile(".*[,。;!?\n]", re.DOTALL)
_ENDS: Final = re.compile("[,。;!?\n]")
LEVELS: Final[dict[Stage, int]] = {"idea": 2, "prototype": 5, "trial": 7, "in_use": 8, "spread": 9}
"""Levels of technology readiness by GB/T 22900 that a stage stands for: 2 a plan, 5 a first sample tried near its
use, 7 a sample tried in real use, 8 the real thing in use, 9 proved in many places."""


class Clue(NamedTuple):
    """What a clause at `start` to `end` of the cleaned text says of a stage.

    `is_done` says that it is so, `is_planned` that it is to be; `sites` are the places or machines it counts.
    """

    stage: Stage
    start: int
    end: int
    is_done: bool
    is_planned: bool
    is_firm: bool
    sites: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of technology readiness that is said in so many words."""

    level: int
    start: int
    end: int


@cache
def _cues() -> re.Pattern[str]:
    return re.compile("|".join(word for words in CUES.values() for word in words))


@cache
def _stages() -> re.Pattern[str]:
    """The same with a group for each stage, far slower to find places by."""
    return re.compile("|".join(f"(?P<{stage}>{'|'.join(words)})" for stage, words in CUES.items()))


def clues(skeleton: Skeleton) -> list[Clue]:
    """What the clauses of a text say of use and ripeness, in its order."""
    return [_clue(skeleton, match) for match in _cues().finditer(skeleton.text)]


def is_idea(title: str) -> bool:
    """Whether a title calls the achievement a suggestion."""
    return TITLE_OF_IDEA.search(title) is not None


def stated_level(skeleton: Skeleton) -> Level | None:
    """技术成熟度达到8级."""
    match = _MAYBE_STATED.search(skeleton.text) and _STATED.search(skeleton.text)
    if not match:
        return None
    level = skeleton.at(match.start("level")).figure
    start, end = skeleton.to_source(match.start()), skeleton.to_source(match.end())
    return Level(int(level), start, end) if level in range(1, 10) else None


def _clue(skeleton: Skeleton, match: re.Match[str]) -> Clue:
    text = skeleton.text
    start, end = _clause(text, match)
    told_by = _stages().match(text, match.start())
    stage = cast(Stage, told_by and told_by.lastgroup)
    planned, not_yet, told = (words.search(text, start, end) is not None for words in (PLANNED, NOT_YET, DONE))
    done = not planned and (stage == "idea" or not not_yet)
    is_plain = match[0] not in WEAK or told or text[match.end() : end] in ("", "了")
    counts = done and is_plain and stage in ("spread", "in_use", "trial")
    sites = _sites(skeleton, start, match.end(), end) if counts else None
    firm = sites is not None or (told and match[0] != IN_TRIALS) or (done and match[0] in STRONG)
    return Clue(stage, skeleton.to_source(start), skeleton.to_source(end), done, planned, firm, sites)


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The clause around a cue; a colon does not end it."""
    first, last = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
    opening, closing = _BEGINS.match(text, first, match.start()), _ENDS.search(text, match.end(), last)
    return opening.end() if opening else first, closing.start() if closing else last


def _sites(skeleton: Skeleton, start: int, verb: int, end: int) -> int | None:
    """The greatest count of places or machines behind the verb or, where there is none, before it."""
    behind, before = (verb, end), (start, verb)
    for begin, stop in (before, behind) if skeleton.text.startswith("共用", verb - 2) else (behind, before):
        counts = [count for sign in skeleton.between(begin, stop) if (count := _count(skeleton, sign))]
        if counts:
            return max(counts)
    return None


def _count(skeleton: Skeleton, sign: int) -> int | None:
    quantity, text = skeleton.at(sign), skeleton.text
    if text[sign] != MEASURE or quantity.unit not in _PLACES or quantity.figure < 2 or quantity.figure % 1:
        return None
    if _NOT_PLACES.match(text, sign + 1) or _NOT_COUNTED.search(text, max(0, sign - 2), sign):
        return None
    return int(quantity.figure)
