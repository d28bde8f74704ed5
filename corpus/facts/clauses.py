"""Clauses of a skeleton, and what a clause is about."""

import re
from typing import Final

from corpus.facts.skeleton import ANY, Skeleton

_LISTED: Final = re.compile(f"{ANY}[^,。;:!?\n]{{0,6}}?、")
_LEADING: Final = re.compile(
    r"\s*(?:(?:[一二三四五六七八九十]|\d)[、.]|使(?!用)得?|让|将|把|其中|其(?!他)|该|并且?|且|而且|同时|另外?|还|从而|因此|"
    r"(?:自?(?:投用|应用|使用|改[造进]|实施|采用|推行|运行|实现)(?:以来|之?后))|现在|现(?=[已有])|目前|如今|有了[^,]{1,6}后?|结果|可以?使|能使|有效地?|"
    r"大大|大幅度?|明显|显著|平均|可|也|则|又|不仅|不但|原来|原先|以前|以往|过去|此前|人工|更是|随之|全年|一年|每年|预计|通过|实现|(?:处理|整改|治理|改造|调整)后|(?:19|20)\d\d年|即|为|的|每[吨台]?产品)"
)
_TRAILING: Final = re.compile(
    r"(?:也|已经?|均|都|可以?|能够?|便|就|即|预计|有望|将会?|平均|大约|约|的|同比|环比|[比较][^,。;]{1,8}|[与同和][^,。;]{1,9}相?比|"
    r"每年|一年|全年|年|月|大幅度?|大大|明显|显著|有效|进一步|逐步|直接|又|还|更|整体|总体|累计|成功|分别|最终|[由从]|一下子?|"
    r"至少|高达|达到?|一般|只有|仅|为|要|需要?|是|用(?<![费使应耗公]用)|得|大概|长达|有|在|了)\Z"
)
_HANDLED: Final = re.compile("(?:把|将|使(?!用)得?|让)(?=[^,。;]{2,}\\Z)")
_WORD: Final = re.compile("[A-Za-z\u4e00-\u9fff]")
_MOVING_WORDS: Final = re.compile("(?:下降|降低|减少|缩短|提高|提升|上升|增加|延长|变化|改善)\\Z")


def clause_start(skeleton: Skeleton, place: int) -> int:
    """Where the clause begins in which `place` of a skeleton's text stands; 、 parts what has figures of its own."""
    start = skeleton.clause_start(place)
    if skeleton.text.find("、", start, place) < 0:
        return start
    return max((match.end() for match in _LISTED.finditer(skeleton.text, start, place)), default=start)


def subject(skeleton: Skeleton, place: int) -> tuple[int, int]:
    """The words before `place` that say what is measured: in its clause or, if it says nothing, in the one before."""
    text, start = skeleton.text, clause_start(skeleton, place)
    found = trimmed(text, start, place)
    if found[1] - found[0] >= 2 or not start or text[start - 1] not in ",:":
        return found
    earlier = trimmed(text, clause_start(skeleton, start - 1), start - 1)
    while moving := _MOVING_WORDS.search(text, *earlier):
        earlier = trimmed(text, earlier[0], moving.start())
    return earlier


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the words at its ends that say nothing of what is measured."""
    if (handled := list(_HANDLED.finditer(text, start, end))) and end - handled[-1].end() >= 2:
        start = handled[-1].end()
    while start < end and (found := _LEADING.match(text, start, end)):
        start = found.end()
    while start < end and (found := _TRAILING.search(text, start, end)):
        end = found.start()
    while start < end and text[start] in " 、":
        start += 1
    says_nothing = text[end - 1 : end] == "后" or not _WORD.search(text, start, end)
    return (end, end) if says_nothing else (start, end)
