"""Whether a submission says itself that it goes on from the achievement."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from indexer.keys import letters
from search_api.duplicates.evidence.names import unit_likeness
from search_api.duplicates.evidence.observed import KEPT, Evidence
from search_api.duplicates.pairs import Pair

_SENTENCE: Final = re.compile(r"[^。！？!?；;\n]+")
_STAGE: Final = re.compile(r"[一二三四]期|前期|升级|改进|延续|深化|后续|在.{0,12}基础上|2\.0|新一代|第?[一二]代")
_NEXT: Final = re.compile(r"[二三四]期|升级|深化|2\.0|新一代|[二三]代")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=年)")

SHORTEST: Final = 4
"""Letters of a title or code, or of what a title is referred to by, that are looked for."""

BEFORE: Final = 2
"""Years by which an achievement may have been made before it was handed in."""


@dataclass(frozen=True, slots=True)
class DeclaredStage:
    """An earlier stage of the same unit or people.

    It is declared by its title or code, or referred to by some words of its title together with its year or a word
    for a stage.
    """

    name: str = "declared stage"
    levels: tuple[str, ...] = ("none", "by others", "referred", "declared")

    def observe(self, pair: Pair) -> Evidence:
        """The words that declare it or refer to it."""
        said = [each for each in _telling_sentences(pair.submission.body) if _is_own(each, pair)]
        same_hands = _same_hands(pair)
        if declared := next((each for each in said if _STAGE.search(each) and _names(each, pair)), None):
            return Evidence(self.name, "declared" if same_hands else "by others", detail=(declared,))
        referred = next((each for each in said if _refers(each, pair)), None) if same_hands else None
        if referred is None and same_hands and _next_in_title(pair):
            referred = pair.submission.title
        return Evidence(self.name, "referred", detail=(referred,)) if referred else Evidence(self.name, "none")


def _same_hands(pair: Pair) -> bool:
    same_unit = unit_likeness(pair) in ("same", "short name", "branch", "alike")
    return same_unit or not {*pair.submission.people}.isdisjoint(pair.achievement.people)


@lru_cache(KEPT)
def _telling_sentences(body: str) -> tuple[str, ...]:
    """The sentences that may declare a stage, or refer to one by its year."""
    said = (match[0].strip() for match in _SENTENCE.finditer(body))
    return tuple(each for each in said if _STAGE.search(each) or _YEAR.search(each))


def _is_own(said: str, pair: Pair) -> bool:
    """Whether a sentence is not the achievement's own."""
    return letters(said) not in pair.achievement_text.letters


def _names(said: str, pair: Pair) -> bool:
    """By code, by title between 《》, or by a bare title that the achievement's own text does not begin with too."""
    title, code = letters(pair.achievement.title), letters(pair.achievement.code)
    spoken = letters(said)
    if (len(code) >= SHORTEST and code in spoken) or f"《{pair.achievement.title}》" in said:
        return True
    return len(title) >= SHORTEST and title in spoken and title not in letters(pair.achievement.body)


def _refers(said: str, pair: Pair) -> bool:
    """By the achievement's year, which is not the submission's own, and words of its title."""
    year, now = pair.achievement.year, pair.submission.year
    if not year or (now and now <= year):
        return False
    years = {int(each) for each in _YEAR.findall(said)}
    return any(year - BEFORE <= each <= year for each in years) and _common(said, pair.achievement.title) >= SHORTEST


def _next_in_title(pair: Pair) -> bool:
    """Whether the title speaks of a next stage, which the achievement's does not, in words of that title."""
    ours, theirs = pair.submission.title, pair.achievement.title
    return bool(_NEXT.search(ours)) and not _NEXT.search(theirs) and _common(ours, theirs) >= SHORTEST


def _common(a: str, b: str) -> int:
    """Letters of the longest run in common."""
    return SequenceMatcher(None, letters(a), letters(b), autojunk=False).find_longest_match().size
