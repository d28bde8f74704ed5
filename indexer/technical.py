"""Technical terms: whatever is not Chinese, kept whole as one term before a cutter sees the text.

=====================  ==========================================  ===============================================
rule                   examples, as written                        as indexed (and parts that are indexed too)
=====================  ==========================================  ===============================================
standard               GB/T 22900-2022, JB/T10215                  gb/t22900-2022 (gb/t22900 gb 22900 2022), …
patent                 ZL 2019 1 0123456.7, ZL2019101234567        zl201910123456.7 (201910123456.7)
quantity               10kV, 0.4 MPa, 1,200 m3/h, 99.8%            10kv, 0.4mpa (0.4 mpa), 1200m3/h …, 99.8% (99.8)
number of a thing      3#, #3, 2-1#                                3#, 3#, 2-1#
model, name, grade     ET-1, S7-1200, M16×60, φ50, N06625, Q345B   et-1 (et), s7-1200 (s7 1200), m16x60, φ50, …
rare Chinese           㙍, 〇                                       each character by itself
=====================  ==========================================  ===============================================

Parts are what stands between hyphens, slashes and the like, from two characters on, and runs of letters or of digits
from three on. They make `1200` and `PLC` find `S7-1200PLC`.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from corpus.normalize.characters import HAN

_LONGEST: Final = 64
"""Longest run of letters and digits in one term; a longer one is cut. Engines refuse terms of tens of kilobytes."""

_REMEMBERED: Final = 100_000
"""Stretches of text whose terms are remembered: most are punctuation, and most others come again."""

_STANDARDS: Final = (
    "gb|gbj|gbz|gbt|aq|bb|cj|cjj|dl|dz|fz|ga|hg|hj|jb|jg|jgj|jr|js|jt|jtg|jtj|ls|lb|lt|ly|mt|mh|mz|nb|ny|qb|qc|qx|sb|sc"
    "|sh|sj|sl|sn|sy|tb|td|tsg|wb|wh|ws|xb|xf|yb|yc|yd|ys|yy|yz|zy|db[0-9]{2}|iso|iec|ieee|itu|din|astm|ansi|asme|aws"
    "|api|jis|bs"
)
_UNITS: Final = (
    "%|‰|°c|°|[kmgt]?wh?|kw·h|[kmg]?pa|[kmμ]?v|[kmμ]?a|[kmg]?va|[km]?var|[kmg]?hz|[kmg]?bps|[kmgt]b|[mcdkμn]?m[23]?|[mkμ]?g"
    "|[mμ]?l|kn|n·m|nm|[mkμ]?ω|[mμ]?s|min|h|d|t|r|rpm|db|lx|mol|ppm|ph|bar|cal|kcal|[kmg]?j|ph"
)
_PER: Final = "(?:/(?:min|kg|ml|m[23]?|km|h|s|t|d|a|l|k|g|r))?"

_WORD: Final = f"[^\\W_{HAN}]{{1,{_LONGEST}}}"
_END: Final = "(?![a-z0-9])"
_NUMBER: Final = "(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(?:\\.[0-9]{1,20})?"

RULES: Final = "|".join(
    (
        rf"(?P<standard>(?:(?:{_STANDARDS})(?:/[a-z]{{1,6}})?|[qt]/[a-z]{{1,10}})[ -]?[0-9]{{1,6}}(?:\.[0-9]{{1,3}})*"
        rf"(?:-[0-9]{{4}})?{_END})",
        rf"(?P<patent>zl ?(?:[0-9] ?){{8,12}}[. ]*[0-9x]{_END})",
        rf"(?P<quantity>{_NUMBER}(?: ?(?:{_UNITS}){_PER}{_END}|(?<=,[0-9]{{3}}){_END}))",
        r"(?P<thing>#[0-9]{1,6}(?![0-9a-z.])|[0-9]{1,6}(?:-[0-9]{1,6}){0,3}#)",
        rf"(?P<model>{_WORD}(?:(?:[-/_.&]|(?<=[0-9])[×*:](?=[0-9])){_WORD}){{0,7}}(?:\+\+)?)",
        f"(?P<rare>[{HAN}])",
    )
)
"""The rules, tried in this order at every place of folded text."""

_TERM: Final = re.compile(RULES)
_PIECE: Final = re.compile(r"(?:[^-/_.&×*: ,]|(?<=[0-9])\.(?=[0-9])){2,}")
_RUN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?|[^\W\d_]+")
_YEAR: Final = re.compile("-[0-9]{4}$")
_SHORTEST_RUN: Final = 3

FINGERPRINT: Final = (RULES, _PIECE.pattern, _RUN.pattern, _YEAR.pattern, str(_SHORTEST_RUN), HAN)
"""All that decides how a text is cut here; an index made with another one does not match."""


class Term(NamedTuple):
    """A term as indexed and its place in the text that it was found in."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case of the same length, so that offsets stay."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=_REMEMBERED)
def technical_terms(text: str) -> tuple[Term, ...]:
    """Every technical term of folded text, and its parts, by start and then by end."""
    terms: list[Term] = []
    for match in _TERM.finditer(text):
        terms += sorted({Term(_written(match), *match.span()), *_parts(match)}, key=lambda term: term[1:])
    return tuple(terms)


@lru_cache(maxsize=_REMEMBERED)
def spaced_terms(text: str) -> str:
    """The texts of `technical_terms`, separated by spaces."""
    return " ".join(term.text for term in technical_terms(text))


def _written(match: re.Match[str]) -> str:
    """The one way in which a term is written, however it stands in the text."""
    found = match[0]
    if match.lastgroup == "patent":
        digits = re.sub("[. ]", "", found)
        return f"{digits[:-1]}.{digits[-1]}"
    if match.lastgroup == "thing":
        return found.strip("#") + "#"
    if match.lastgroup in ("standard", "quantity"):
        return _compact(found)
    return re.sub("[×*]", "x", found)


def _parts(match: re.Match[str]) -> set[Term]:
    found, start = match[0], match.start()
    if match.lastgroup == "patent":
        return {Term(_written(match)[2:], start + 2 + (found[2] == " "), match.end())}
    spans = {run.span() for run in _RUN.finditer(found) if run.end() - run.start() >= _SHORTEST_RUN}
    if match.lastgroup != "quantity":
        spans |= {piece.span() for piece in _PIECE.finditer(found)}
    parts = {Term(found[a:b], start + a, start + b) for a, b in spans if (a, b) != (0, len(found))}
    if match.lastgroup == "standard" and (year := _YEAR.search(found)):
        parts.add(Term(_compact(found[: year.start()]), start, start + year.start()))
    return parts


def _compact(text: str) -> str:
    return text.replace(" ", "").replace(",", "")
