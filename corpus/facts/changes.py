"""Quantities that changed: 由X降到Y, X缩短为Y, 提高30%, 提高到原来的3倍, 翻了一番, 原来要X……只要Y."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.facts.clauses import clause_start, subject
from corpus.facts.earlier import is_known, since
from corpus.facts.moves import (
    DEGREE,
    DOWN,
    INSIDE,
    INTO,
    SHARE,
    SIGNS,
    TO,
    UP,
    VERB,
    Move,
    by_percent,
    direction_of,
    from_to,
)
from corpus.facts.skeleton import ANY, TIMES, Skeleton
from corpus.facts.units import family

_BETWEEN: Final = re.compile(
    rf"[由从自](?:(?<!自)|(?=[原每{SIGNS}]))(?:(?![由从]){INSIDE}){{0,12}}?(?P<from>{ANY})[^。;!?\n{SIGNS}]{{0,14}}?"
    rf"(?:{VERB}{INTO}|(?P<bare>至|到|→)){TO}(?!{INSIDE}{{0,3}}(?:可调|范围|之间|不等|区间))"
)
_BESIDE: Final = re.compile(rf"(?P<from>{ANY})(?:{VERB}{INTO}|(?P<bare>→|->|=>)){TO}")
_MULTIPLE: Final = re.compile(
    rf"(?:{VERB}(?:到了?|至|为)|是|达到?|相当于)(?:了|过去|以前|改造前|人工|传统|手工|原来|原先|原有|原|之前|旧){{1,3}}的?"
    rf"{INSIDE}{{0,4}}?(?P<times>{TIMES})"
)
_SHARE: Final = re.compile(SHARE)
_BY: Final = re.compile(rf"(?P<verb>{DOWN}|{UP}){DEGREE}{{0,4}}\Z")
_BY_OBJECT: Final = re.compile(
    rf"(?P<verb>降低|减少|缩短|压缩|节约|节省|削减|提高|提升|增加|延长)了?"
    rf"(?P<what>(?:(?![到至为了由从]){INSIDE}){{1,12}}?){DEGREE}{{0,3}}\Z"
)
_DOUBLED: Final = re.compile(r"翻了?(?P<times>[一两二三])番|减半")
_SETTING: Final = re.compile("控制|调节|可调|旋转|转动|范围")
"""Words of a range that a machine is set to, told like a change: 控制由0到95度."""

_CHANGED_FOR: Final = ("改", "调整", "换")
"""Verbs that tell of another design as often as of another figure: these count with a family of units alone."""


def moves(skeleton: Skeleton) -> list[Move]:
    """All changes of a text in its order; no two overlap."""
    found: list[Move] = []
    for reading in (_between, _multiplied, _shares, _doubled, since):
        for move in reading(skeleton, found):
            _add(found, move)
    return found


def _add(found: list[Move], move: Move) -> None:
    """Put a move where it belongs by its place, unless another one is there."""
    at = bisect_left(found, move.start, key=lambda each: each.start)
    is_free = (not at or found[at - 1].end <= move.start) and (at == len(found) or move.end <= found[at].start)
    if is_free:
        found.insert(at, move)


def _between(skeleton: Skeleton, known: Sequence[Move]) -> Iterator[Move]:
    for pattern in (_BETWEEN, _BESIDE):
        for match in pattern.finditer(skeleton.text):
            if is_known(skeleton, match.start("from"), known):
                continue
            what, to = subject(skeleton, match.start()), None if match["to"] == "零" else match.start("to")
            move = from_to(skeleton, what, match.start(), (match.start("from"), to), match.end())
            if match["verb"] is None and _SETTING.search(match[0]):
                continue
            if move and (match["verb"] not in _CHANGED_FOR or family(move.unit or "") or move.unit in ("人", "名")):
                yield move


def _multiplied(skeleton: Skeleton, _: Sequence[Move]) -> Iterator[Move]:
    if TIMES not in skeleton.text:
        return
    for match in _MULTIPLE.finditer(skeleton.text):
        percent = (skeleton.at(match.start("times")).figure - 1) * 100
        if percent > 0:
            what = subject(skeleton, match.start())
            yield by_percent(skeleton, what, match.start(), match.end(), percent, "up")


def _shares(skeleton: Skeleton, _: Sequence[Move]) -> Iterator[Move]:
    for share in _SHARE.finditer(skeleton.text):
        sign = share.start()
        if (told := _told(skeleton, sign)) is None:
            continue
        what, verb = told
        if not _is_repeated(skeleton, what, verb.start()):
            quantity = skeleton.at(sign)
            percent = quantity.figure * (100 if quantity.unit == "倍" else 1)
            direction = direction_of(verb["verb"]) or "up"
            yield by_percent(skeleton, what, verb.start(), sign + 1, percent, direction)


def _told(skeleton: Skeleton, sign: int) -> tuple[tuple[int, int], re.Match[str]] | None:
    """What moved by the share at a sign, and the verb that says so."""
    text, start = skeleton.text, clause_start(skeleton, sign)
    if match := _BY.search(text, start, sign):
        what = subject(skeleton, match.start())
        return (match.span("verb") if what[0] == what[1] and match["verb"].startswith("节") else what), match
    if match := _BY_OBJECT.search(text, start, sign):
        return match.span("what"), match
    return None


def _is_repeated(skeleton: Skeleton, what: tuple[int, int], verb: int) -> bool:
    """Whether it only says once more what the clause before said in figures: 由4小时缩短到1小时,缩短75%."""
    clause = clause_start(skeleton, verb)
    return what[0] == what[1] or (what[1] <= clause and len(skeleton.between(what[0], clause)) > 0)


def _doubled(skeleton: Skeleton, _: Sequence[Move]) -> Iterator[Move]:
    if "番" not in skeleton.text and "减半" not in skeleton.text:
        return
    for match in _DOUBLED.finditer(skeleton.text):
        what = subject(skeleton, match.start())
        if match["times"]:
            times = {"一": 1, "两": 2, "二": 2, "三": 3}[match["times"]]
            yield by_percent(skeleton, what, match.start(), match.end(), 100 * (2**times - 1), "up")
        else:
            yield by_percent(skeleton, what, match.start(), match.end(), 50, "down")
