"""Marks of a text that was made to look unlike what it was."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.normalize import clean_text, lookalikes
from corpus.normalize.traditional import traditional
from indexer.technical import fold
from search_api.duplicates.evidence.numerals import arabic
from search_api.duplicates.evidence.observed import KEPT, Evidence
from search_api.duplicates.pairs import Pair

FUNCTION_WORDS: Final = ("的", "了", "进行")

FEW: Final = 0.02
"""Share of a text's characters that must be of a kind to be a mark; less is what word processors leave behind."""

FEWEST: Final = 2
"""Look-alikes, or numbers written otherwise, that are a mark: nobody writes these by chance twice."""

_UNSEEN: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WIDE: Final = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_ALIKE: Final = re.compile(f"{lookalikes.KATAKANA.pattern}|(?<=[A-Za-z])[\u0370-\u052f]|[\u0370-\u052f](?=[A-Za-z])")
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Evasion:
    """Characters that are not seen, full-width, traditional or look-alike ones, function words strewn in, numbers
    written otherwise."""

    name: str = "evasion"
    levels: tuple[str, ...] = ("marks", "none")

    def observe(self, pair: Pair) -> Evidence:
        """The marks that the submission has and the achievement has not."""
        marks = list(_marks(pair.submission.body))
        if marks:
            theirs = _marks(pair.achievement.body)
            marks = [mark for mark in marks if mark not in theirs]
        if _strewn(pair):
            marks.append("插入虚词")
        if _renumbered(pair):
            marks.append("改写数字")
        return Evidence(self.name, "marks" if marks else "none", detail=tuple(marks))


@lru_cache(KEPT)
def _marks(text: str) -> tuple[str, ...]:
    if text.isascii():
        return ()
    least = max(2.0, FEW * len(text))
    kinds = {"零宽字符": _UNSEEN, "全角字符": _WIDE, "繁体字": traditional()}
    marks = [mark for mark, kind in kinds.items() if sum(len(found) for found in kind.findall(text)) >= least]
    if len(_ALIKE.findall(text)) >= FEWEST:
        marks.append("形近字符")
    return tuple(marks)


def _strewn(pair: Pair) -> bool:
    """Whether the near passages hold a function word more for every twenty letters."""
    more, size = 0, 0
    for passage in pair.alignment.passages:
        if passage.kind == "near":
            ours, theirs = fold(clean_text(passage.submission.text)), fold(clean_text(passage.achievement.text))
            more += sum(ours.count(word) - theirs.count(word) for word in FUNCTION_WORDS)
            size += len(ours)
    return size > 0 and more >= max(2, size / 20)


def _renumbered(pair: Pair) -> bool:
    """Whether near passages have numbers in Chinese numerals that are digits in the achievement."""
    found = 0
    for passage in pair.alignment.passages:
        if passage.kind == "near":
            ours, theirs = fold(clean_text(passage.submission.text)), fold(clean_text(passage.achievement.text))
            digits = set(_NUMBER.findall(ours))
            found += len((set(_NUMBER.findall(arabic(ours))) - digits) & set(_NUMBER.findall(theirs)))
    return found >= FEWEST
