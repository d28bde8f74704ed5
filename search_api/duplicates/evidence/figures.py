"""Figures that stand in the same words on both sides: are they the same? 一百二十 is 120."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.normalize import clean_text
from indexer.technical import fold
from search_api.duplicates.evidence.numerals import arabic
from search_api.duplicates.evidence.observed import KEPT, Evidence, graded
from search_api.duplicates.pairs import Pair

BEFORE: Final = 5
AFTER: Final = 2
"""Letters before and after a figure that say what it measures."""

MOST_SHOWN: Final = 8

_FIGURE: Final = re.compile(r"(?<![a-z0-9_.])(?<![a-z]-)\d+(?:\.\d+)?(?![\d.]*[年月日、)）])")
"""Numbers, but for those in names (ET-1), dates and of items in a list."""

_NO_LETTERS: Final = re.compile(r"[\W_\d]+")
_CHANGED: Final = (("most changed", 0.5), ("some changed", 0.15))


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of the running text with the same words around them."""

    name: str = "figures"
    levels: tuple[str, ...] = ("same", "some changed", "most changed", "elsewhere", "missing")

    def observe(self, pair: Pair) -> Evidence:
        """The share of comparable figures that changed, and the changes as `before → after`."""
        ours = _figures(pair.submission.body)
        theirs = _figures(pair.achievement.body) if ours else {}
        if not ours or not theirs:
            return Evidence(self.name, "missing")
        common = [place for place in ours if place in theirs]
        if not common:
            return Evidence(self.name, "elsewhere")
        changed = [place for place in common if ours[place] != theirs[place]]
        share = len(changed) / len(common)
        shown = (f"{'、'.join(theirs[place])} → {'、'.join(ours[place])}" for place in changed[:MOST_SHOWN])
        return Evidence(self.name, graded(share, _CHANGED, "same"), share, tuple(shown))


@lru_cache(KEPT)
def _figures(body: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Figures by the letters around them, in text order."""
    text = arabic(fold(clean_text(body)))
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for match in _FIGURE.finditer(text):
        before = _NO_LETTERS.sub("", text[max(0, match.start() - 4 * BEFORE) : match.start()])[-BEFORE:]
        after = _NO_LETTERS.sub("", text[match.end() : match.end() + 4 * AFTER])[:AFTER]
        if before:
            found[before, after].append(match[0])
    return {place: tuple(figures) for place, figures in found.items()}
