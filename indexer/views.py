"""Cutting an achievement into its views: the terms that an engine finds it by.

All functions but `cut`, `passage` and `clean_parts` take cleaned text. Terms are folded to lower case and hold no
white space. Chinese characters may be spaced out (`王 伟`): `bigrams` and `characters` read over a space.
"""

import re
from functools import lru_cache
from operator import add
from typing import Final, NamedTuple

from corpus.achievement import Achievement
from corpus.normalize import clean_text
from corpus.normalize.characters import HAN
from indexer.document import Field, View
from indexer.keys import keys
from indexer.pinyin import syllables
from indexer.prints import print_text, prints
from indexer.technical import fold, term_texts
from indexer.tokens import Tokenizer

PASSAGE: Final = 1000
"""Characters of a passage to be encoded. A static encoder takes the mean of all its pieces, others cut sooner."""

_OTHER: Final = re.compile(f"([^{HAN}]+)")
_WORD: Final = re.compile(r"[^\W_]+")
_SPACED: Final = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")


class Parts(NamedTuple):
    """An achievement's cleaned text, one field of the index each."""

    title: str
    body: str
    names: str


def clean_parts(achievement: Achievement) -> Parts:
    """Title, running text and names, cleaned.

    Names are everything short that people search by: code, unit, who recommended it, people, kind, region, industry,
    level, award, patents, software, standards, source, and the values of columns that map onto no field.
    """
    a = achievement
    said = (a.code, a.unit, a.recommended_by, *a.people, a.kind, a.region, a.industry, a.level, a.award)
    names = (*said, *a.patents, *a.software, *a.standards, a.source, *a.extra.values())
    return Parts(clean_text(a.title), clean_text(a.body), clean_text("\n".join(filter(None, names))))


def cut(tokenizer: Tokenizer, achievement: Achievement) -> dict[tuple[View, Field], str]:
    """The terms of one achievement by view and field, separated by spaces, in text order; empty ones left out.

    Words, bigrams and characters of all three fields, pinyin of the title, prints of the body, keys as names.
    """
    parts = clean_parts(achievement)
    terms: dict[tuple[View, Field], str] = {
        ("pinyin", "title"): " ".join(pinyin(parts.title)),
        ("prints", "body"): print_text(parts.body),
        ("keys", "names"): " ".join(keys(achievement)),
    }
    fields: tuple[Field, ...] = ("title", "body", "names")
    for field, text in zip(fields, parts, strict=True):
        terms["words", field] = " ".join(words(tokenizer, text))
        terms["bigrams", field] = " ".join(bigrams(text))
        terms["characters", field] = " ".join(characters(text))
    return {place: joined for place, joined in terms.items() if joined}


def passage(achievement: Achievement) -> str:
    """The cleaned text that is encoded: the title, and on the lines after it the running text."""
    return f"{clean_text(achievement.title)}\n{clean_text(achievement.body)}"[:PASSAGE].rstrip()


def words(tokenizer: Tokenizer, text: str) -> list[str]:
    """Words in search mode and technical terms."""
    return tokenizer.word_strings(text)


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters, a lone one by itself; technical terms as in `words`."""
    terms: list[str] = []
    for at, run in enumerate(_OTHER.split(_SPACED.sub("", fold(text)))):
        if at % 2:
            terms += term_texts(run)
        elif len(run) == 1:
            terms.append(run)
        else:
            terms += map(add, run, run[1:])
    return terms


def characters(text: str) -> list[str]:
    """Single Chinese characters; unbroken runs of letters and digits whole. No term overlaps another."""
    terms: list[str] = []
    for at, run in enumerate(_OTHER.split(fold(text))):
        terms += _unbroken(run) if at % 2 else run
    return terms


@lru_cache(maxsize=100_000)
def _unbroken(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def pinyin(text: str) -> list[str]:
    """Syllables without tone, in the commonest reading; Latin and digit runs as they are."""
    return syllables(fold(text))


def initials(text: str) -> str:
    """First letters of the syllables of `pinyin`, Latin and digit runs whole: 矿井提升机 → kjtsj, PLC控制 → plckz."""
    pairs = zip(characters(text), pinyin(text), strict=True)
    return "".join(said if said == character else said[0] for character, said in pairs)


__all__ = [
    "PASSAGE",
    "Parts",
    "bigrams",
    "characters",
    "clean_parts",
    "cut",
    "initials",
    "keys",
    "passage",
    "pinyin",
    "prints",
    "words",
]
