"""Why a hit was found: for each arm its rank, its raw score, and which of its terms stand in the achievement."""

import re
from functools import cached_property, lru_cache
from typing import Final

from corpus.achievement import Achievement
from indexer import views
from indexer.engine.protocol import Match
from indexer.technical import fold
from indexer.tokens import Tokenizer
from search_api.answers import Arm
from search_api.search.candidates import Candidate
from search_api.search.plan import Plan

SEARCHED: Final = 20_000
"""Characters of an achievement that are searched for terms."""

_LATIN: Final = re.compile(r"[a-z0-9]")


@lru_cache(maxsize=10_000)
def _is_technical(term: str) -> bool:
    return _LATIN.search(term) is not None


class Standing:
    """Tells which terms stand in an achievement: Chinese ones anywhere, those with letters or digits as cut."""

    def __init__(self, tokenizer: Tokenizer, achievement: Achievement) -> None:
        self._tokenizer = tokenizer
        self._text = fold("\n".join(views.clean_parts(achievement))[:SEARCHED])

    def __contains__(self, term: str) -> bool:
        return term in (self._terms if _is_technical(term) else self._text)

    @cached_property
    def _terms(self) -> set[str]:
        return {*views.words(self._tokenizer, self._text), *views.characters(self._text)}


def explain(tokenizer: Tokenizer, plan: Plan, candidate: Candidate, achievement: Achievement) -> dict[str, Arm]:
    """The arms that found a candidate, in the order of the plan."""
    standing = Standing(tokenizer, achievement)
    explained = {}
    for arm, place in candidate.arms.items():
        asked = plan.arms[arm]
        terms = asked.terms if isinstance(asked, Match) else ()
        matched = tuple(term for term in terms if term in standing)
        explained[arm] = Arm(rank=place.rank, score=round(place.score, 4), matched=matched)
    return explained
