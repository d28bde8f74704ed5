"""Why a hit was found: for each arm its rank, its raw score, and which of its terms stand in the achievement."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from corpus.achievement import Achievement
from corpus.normalize.characters import HAN
from indexer import views
from indexer.engine.protocol import Match
from indexer.technical import fold, technical_terms
from search_api.answers import Arm
from search_api.search.candidates import Candidate
from search_api.search.plan import Plan

SEARCHED: Final = 20_000
"""Characters of an achievement that are searched for terms."""

_LATIN: Final = re.compile(r"[a-z0-9]")
_NOT_CHINESE: Final = re.compile(f"[^{HAN}]+")
_UNBROKEN: Final = re.compile(r"[^\W_]+")


class Sought:
    """Terms to be looked for in many achievements: Chinese ones anywhere, those with letters or digits as cut."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = [(term, _LATIN.search(term) is not None) for term in terms]

    def standing_in(self, text: "Text") -> tuple[str, ...]:
        """Those of the terms that stand in a text, in their order."""
        folded = text.folded
        return tuple([term for term, technical in self._terms if term in (text.technical if technical else folded)])


class Text:
    """All that an achievement says, folded, and what of it is not Chinese as terms."""

    def __init__(self, achievement: Achievement) -> None:
        self.folded = fold("\n".join(views.clean_parts(achievement))[:SEARCHED])

    @cached_property
    def technical(self) -> set[str]:
        """The technical terms and unbroken runs of letters and digits: all terms with such in any view."""
        runs = _NOT_CHINESE.findall(self.folded)
        terms = {term.text for run in runs for term in technical_terms(run)}
        return terms.union(*map(_UNBROKEN.findall, runs))


class Explainer:
    """Explains the hits of one search."""

    def __init__(self, plan: Plan) -> None:
        arms = plan.arms.items()
        self._sought = {arm: Sought(asked.terms if isinstance(asked, Match) else ()) for arm, asked in arms}

    def explain(self, candidate: Candidate, achievement: Achievement) -> dict[str, Arm]:
        """The arms that found a candidate, in the order of the plan."""
        text = Text(achievement)
        return {
            arm: Arm(rank=place.rank, score=round(place.score, 4), matched=self._sought[arm].standing_in(text))
            for arm, place in candidate.arms.items()
        }
