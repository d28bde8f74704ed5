"""What people do to a text so that it no longer looks like what it was."""

import re
from functools import cache
from random import Random
from typing import Final

from opencc import OpenCC

from benchmarks.duplicates.wording import FUNCTION_WORDS, synonyms, title_words
from indexer.synonyms import Synonyms

EVERY: Final = 7
"""Characters between two inserted function words."""

ZERO_WIDTH: Final = ("\u200b", "\u200c", "\u2060", "\ufeff")

_SENTENCE: Final = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+|[^。！？!?；;\n]+")
_CLAUSE: Final = re.compile(r"[^。！？!?；;\n，,]*[。！？!?；;\n，,]+|[^。！？!?；;\n，,]+")
_FEWEST_SENTENCES: Final = 3
"""Below so many sentences, clauses are what is moved."""

_NUMBER: Final = r"\d+(?:\.\d+)?"
_UNITS: Final = (
    "%|％|‰|℃|°C|万元|亿元|元|千瓦时|kWh|kW|MPa|KPa|kPa|Pa|mm|cm|km|mg|kg|mL|ml|min|rpm|Hz|kHz|MHz|GHz|nm|μm|um|V|A|W|m|h|s|g|L|"
    "小时|分钟|个月|秒|天|年|趟|台|次|人|倍|吨|公斤|千克|克|米|毫米|厘米|公里|升|毫升|度|份|例|组|只|座|套|起|里程"
)
_FIGURE: Final = re.compile(
    rf"(?<![A-Za-z0-9_.\-])({_NUMBER})(?:([~～\-—–至到])({_NUMBER}))?(?=\s?(?:{_UNITS})(?![A-Za-z]))"
)
_DATED: Final = re.compile(r"(?:19|20)\d\d")

_WIDE: Final = {ord(" "): "\u3000"} | {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_PUNCTUATION: Final = str.maketrans({"，": ", ", "。": " . ", "；": ";", "：": ":", "、": "/", "（": " [", "）": "] "})


def with_function_words(text: str, random: Random) -> str:
    """A function word (的, 了, 进行) after every seventh character that is followed by another."""
    pieces = [text[at : at + EVERY] for at in range(0, len(text), EVERY)]
    return "".join(piece + random.choice(FUNCTION_WORDS) for piece in pieces[:-1]) + (pieces[-1] if pieces else "")


def with_synonyms(text: str, random: Random) -> str:
    """Every word of the list replaced by another that means the same, longer words first."""
    return _replaced(text, synonyms(), random)


def shuffled(text: str, random: Random) -> str:
    """Sentences in another order; clauses where there are few sentences. One clause alone stays."""
    pieces = _SENTENCE.findall(text)
    if len(pieces) < _FEWEST_SENTENCES:
        pieces = _CLAUSE.findall(text)
    moved = list(pieces)
    while moved == pieces and len(set(pieces)) > 1:
        random.shuffle(moved)
    return "".join(moved)


def halved(text: str, random: Random) -> str:
    """The first or the second half, cut between sentences, or between clauses where that cuts closer to the middle."""
    ends = [match.end() for match in _CLAUSE.finditer(text)][:-1] or [len(text) // 2]
    sentences = [match.end() for match in _SENTENCE.finditer(text) if 0.4 < match.end() / len(text) < 0.6]
    middle = min(sentences or ends, key=lambda end: abs(end - len(text) / 2))
    return text[:middle] if random.random() < 0.5 else text[middle:]


def figures(text: str) -> int:
    """How many figures with units stand in a text; years are none."""
    return sum(1 for match in _FIGURE.finditer(text) if not _DATED.fullmatch(match[1]))


def with_other_figures(text: str, random: Random) -> str:
    """Every figure with a unit changed by 15 to 50 %, decimals kept, both ends of a range alike, years untouched."""
    return _FIGURE.sub(lambda match: _other_figure(match, random), text)


def wide(text: str) -> str:
    """Full-width letters, digits and signs for ASCII ones."""
    return text.translate(_WIDE)


def traditional(text: str) -> str:
    """Traditional characters."""
    return str(_to_traditional().convert(text))


def with_zero_width(text: str, random: Random) -> str:
    """A character that is not seen after every third."""
    return "".join(letter + (random.choice(ZERO_WIDTH) if at % 3 == 2 else "") for at, letter in enumerate(text))


def repunctuated(text: str) -> str:
    """Half-width punctuation with spaces for Chinese punctuation."""
    return text.translate(_PUNCTUATION)


def retitled(title: str, random: Random) -> str:
    """A title in other words: parts moved, words replaced, a frame of another style around it."""
    bare = re.sub(r"^一种|^基于", "", title)
    for pattern, order in ((r"^(.{4,}?)(?:及其|及|和|与)(.{2,})$", r"\2与\1"), (r"^(.{3,}?)的(.{2,})$", r"\2（\1）")):
        moved = re.sub(pattern, order, bare)
        if moved != bare:
            break
    said = _replaced(moved, title_words(), random)
    frames = ("关于{}的改进", "{}的技术攻关", "{}项目", "{}的研制与应用", "{}的现场实践", "新式{}")
    return random.choice(frames).format(said)


def _replaced(text: str, others: Synonyms, random: Random) -> str:
    return _words(others).sub(lambda match: random.choice(others.others(match[0])), text)


@cache
def _words(others: Synonyms) -> re.Pattern[str]:
    words = {word for group in others.groups for word in group}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")


def _other_figure(match: re.Match[str], random: Random) -> str:
    first, sign, second = match.groups()
    if _DATED.fullmatch(first):
        return match[0]
    factor = random.uniform(1.15, 1.5)
    if random.random() < 0.5 or max(float(first), float(second or 0)) > 60:
        factor = 1 / factor  # what is measured in per cent stays below a hundred
    return _scaled(first, factor) + (sign + _scaled(second, factor) if sign else "")


def _scaled(number: str, factor: float) -> str:
    """A number times a factor, with as many decimals, and never the same."""
    decimals = len(number.partition(".")[2])
    step = 10.0**-decimals
    value = float(number) * factor
    scaled = f"{value:.{decimals}f}"
    return scaled if float(scaled) != float(number) else f"{float(number) + step:.{decimals}f}"
