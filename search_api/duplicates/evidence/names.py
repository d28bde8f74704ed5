"""Title, registered numbers, people and unit."""

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from corpus.achievement import Achievement
from indexer.keys import letters, patent_keys, software_keys
from search_api.duplicates.evidence.observed import Evidence, graded
from search_api.duplicates.pairs import Pair

_LIKENESS: Final = (("same", 1.0), ("nearly the same", 0.85), ("alike", 0.6), ("a little alike", 0.4))
_UNIT_ALIKE: Final = 0.75
_FORMS: Final = re.compile("(?:股份|集团|控股)?有限(?:责任)?公司|(?:股份|集团|总)公司|集团|公司")

SHORTEST_NAME: Final = 3
"""Letters of the shortest short name that is told by its letters alone: 中石化, not 一厂."""


@dataclass(frozen=True, slots=True)
class Title:
    """Likeness of the titles. Where one side has no text the title is all there is to go by: a kind of its own."""

    bare: bool
    levels: tuple[str, ...] = (*(level for level, _ in _LIKENESS), "other", "missing")

    @property
    def name(self) -> str:
        """`bare title` where one side has no text."""
        return "bare title" if self.bare else "title"

    def observe(self, pair: Pair) -> Evidence:
        """Letters in common, twice, by letters of both."""
        ours, theirs = letters(pair.submission.title), letters(pair.achievement.title)
        bare = not (pair.submission.body and pair.achievement.body)
        if bare != self.bare or not ours or not theirs:
            return Evidence(self.name, "missing")
        likeness = Indel.normalized_similarity(ours, theirs)
        return Evidence(self.name, graded(likeness, _LIKENESS, "other"), likeness)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of patents and software registrations."""

    name: str = "registered numbers"
    levels: tuple[str, ...] = ("same", "other", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """The numbers that both name."""
        ours = _numbers(pair.submission)
        theirs = _numbers(pair.achievement) if ours else set()
        if not ours or not theirs:
            return Evidence(self.name, "missing")
        both = sorted(ours & theirs)
        return Evidence(self.name, "same" if both else "other", detail=tuple(both))


@dataclass(frozen=True, slots=True)
class People:
    """Who did it."""

    name: str = "people"
    levels: tuple[str, ...] = ("same order", "same", "part", "some", "a namesake", "none", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """The names that both have; a single one in another unit may be somebody else's."""
        ours, theirs = _people(pair.submission), _people(pair.achievement)
        if not ours or not theirs:
            return Evidence(self.name, "missing")
        both = tuple(name for name in ours if name in theirs)
        return Evidence(self.name, self._level(pair, ours, theirs, both), len(both) / len({*ours, *theirs}), both)

    def _level(self, pair: Pair, ours: list[str], theirs: list[str], both: tuple[str, ...]) -> str:
        if not both:
            return "none"
        if len(both) == 1 and unit_likeness(pair) == "other":
            return "a namesake"
        if ours == theirs:
            return "same order"
        if set(ours) == set(theirs):
            return "same"
        return "part" if len(both) in (len(ours), len(theirs)) else "some"


@dataclass(frozen=True, slots=True)
class Unit:
    """Whose it is."""

    name: str = "unit"
    levels: tuple[str, ...] = ("same", "short name", "branch", "alike", "other", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """Both names, and how alike they are."""
        return Evidence(self.name, unit_likeness(pair), detail=(pair.submission.unit, pair.achievement.unit))


def unit_likeness(pair: Pair) -> str:
    """One of the levels of `Unit`."""
    ours, theirs = letters(pair.submission.unit), letters(pair.achievement.unit)
    if not ours or not theirs:
        return "missing"
    if ours == theirs:
        return "same"
    if _is_short_for(*sorted((_bare(ours), _bare(theirs)), key=len)):
        return "short name"
    if ours in theirs or theirs in ours:
        return "branch"
    return "alike" if Indel.normalized_similarity(ours, theirs) >= _UNIT_ALIKE else "other"


def _bare(unit: str) -> str:
    """A unit's name without the form of the company."""
    return _FORMS.sub("", unit) or unit


def _is_short_for(short: str, long: str) -> bool:
    """Whether a name is the other without its form, or letters of it in order that reach from its first to its last."""
    if short == long:
        return True
    letter = iter(long)
    spread = len(short) >= SHORTEST_NAME and (short[0], short[-1]) == (long[0], long[-1])
    return spread and all(each in letter for each in short)


def _numbers(achievement: Achievement) -> set[str]:
    if not (achievement.patents or achievement.software):
        return set()
    return {
        *patent_keys(achievement.patents),
        *software_keys((*achievement.software, *achievement.patents)),
    }


def _people(achievement: Achievement) -> list[str]:
    return list(dict.fromkeys(name for raw in achievement.people if (name := letters(raw))))
