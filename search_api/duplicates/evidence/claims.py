"""Dates and awards: two teams do not do the same on the same day, and do not win the same prize."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.achievement import Achievement
from corpus.normalize import clean_text
from indexer.keys import letters
from indexer.technical import fold
from search_api.duplicates.evidence.numerals import arabic
from search_api.duplicates.evidence.observed import KEPT, Evidence
from search_api.duplicates.pairs import Pair

_DATE: Final = re.compile(r"((?:19|20)\d\d)\s?[年./-]\s?(\d{1,2})(?=\s?月|[./-]\d)")
_AWARD: Final = re.compile(r"(?:获得?|评为|夺得)([^\W\d_]{3,24}?(?:[特一二三四]等奖|[金银铜]奖|优秀奖|优胜奖))")
_MAYBE_DATED: Final = re.compile(r"[年./-].{0,3}[\d０-９一二三四五六七八九十]")
_MAYBE_AWARDED: Final = re.compile("[奖奬獎]")
"""What a raw text has that is worth cleaning for its dates or awards."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Months that the running texts name, and awards that texts or fields name."""

    name: str = "dates and awards"
    levels: tuple[str, ...] = ("same award", "same dates", "one date", "other", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """What both claim."""
        ours = _dates(pair.submission.body)
        won = _awards(pair.submission)
        awards = sorted(won & _awards(pair.achievement)) if won else ()
        theirs = _dates(pair.achievement.body) if ours else frozenset()
        dates = sorted(ours & theirs)
        if awards:
            return Evidence(self.name, "same award", detail=(*awards, *dates))
        if dates:
            return Evidence(self.name, "same dates" if len(dates) > 1 else "one date", detail=tuple(dates))
        return Evidence(self.name, "other" if ours and theirs else "missing")


@lru_cache(KEPT)
def _dates(body: str) -> frozenset[str]:
    if not _MAYBE_DATED.search(body):
        return frozenset()
    text = arabic(clean_text(body))
    return frozenset(f"{year}年{int(month)}月" for year, month in _DATE.findall(text) if 1 <= int(month) <= 12)


def _awards(achievement: Achievement) -> frozenset[str]:
    """Awards that a text names, and that of the fields with its year and level: 一等奖 alone is nothing special."""
    named = _named(achievement.body)
    if achievement.award and achievement.level and achievement.year:
        named |= {f"{achievement.year}年{letters(achievement.level)}{letters(achievement.award)}"}
    return named


@lru_cache(KEPT)
def _named(body: str) -> frozenset[str]:
    return frozenset(_AWARD.findall(fold(clean_text(body))) if _MAYBE_AWARDED.search(body) else ())
