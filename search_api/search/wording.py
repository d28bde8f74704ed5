"""What the text of a question says: its words, their synonyms, and what of them an achievement should hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from indexer import views
from indexer.document import View
from indexer.synonyms import Alternatives
from indexer.technical import fold
from indexer.tokens import Token
from search_api.search.question import Parsed

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

_ASKING: Final = re.compile(r"请问|求助|怎么[办样]?|怎样|如何|为什么|为何|有没有|有什么|[吗呢](?=$|[?,。\s])")
"""Words that make a question of a text. Achievements hardly use them, so as rare words they would count for much."""


@dataclass(frozen=True)
class Wording:
    """The text of a question without what only makes it a question, its words with their places, and their synonyms."""

    text: str
    phrases: tuple[str, ...]
    tokens: tuple[Token, ...]
    found: tuple[Alternatives, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The distinct words, parts of longer ones included."""
        return tuple(dict.fromkeys(token.text for token in self.tokens))

    @property
    def synonyms(self) -> dict[str, tuple[str, ...]]:
        """What stands in a group of synonyms, and its other members."""
        return {each.text: each.others for each in self.found}

    @property
    def marked(self) -> list[str]:
        """The terms to be highlighted: words, phrases and synonyms."""
        return [*self.words, *self.phrases, *(word for each in self.found for word in each.others)]

    @property
    def counted(self) -> tuple[tuple[str, ...], ...]:
        """The words that an achievement should hold, each with its parts and synonyms, any one of which will do.

        Single Chinese characters count only where there is nothing else.
        """
        spans = _outermost([*((each.start, each.end) for each in self.found), *((t.start, t.end) for t in self.tokens)])
        groups = [self._group(start, end) for start, end in spans]
        telling = [group for group in groups if any(len(term) > 1 for term in group)]
        return tuple(dict.fromkeys(telling or groups))

    def _group(self, start: int, end: int) -> tuple[str, ...]:
        inside = [token for token in self.tokens if start <= token.start and token.end <= end]
        parts = [token.text for token in inside if len(token.text) > 1 or (token.start, token.end) == (start, end)]
        others = [fold(word) for each in self.found if (each.start, each.end) == (start, end) for word in each.others]
        return tuple(dict.fromkeys((*parts, *others)))


def read_wording(base: "KnowledgeBase", parsed: Parsed) -> Wording:
    """Cut the text of a question and look its words up among the synonyms."""
    text = " ".join(_ASKING.sub(" ", parsed.text).split()) or parsed.text
    tokens = base.tokenizer.words(text)
    return Wording(text, parsed.phrases, tuple(tokens), tuple(base.synonyms.find(text, tokens)))


def synonym_terms(base: "KnowledgeBase", wording: Wording, view: View, weight: float) -> dict[str, float]:
    """The terms of all synonyms in one view.

    However many terms a synonym is cut into, together they weigh `weight` times as much as the words it stands for.
    """
    terms: dict[str, float] = {}
    for each in wording.found:
        asked = len(_cut(base, view, each.text))
        for other in each.others:
            cut = _cut(base, view, other)
            for term in cut:
                terms[term] = max(terms.get(term, 0.0), weight * asked / len(cut))
    return terms


def _cut(base: "KnowledgeBase", view: View, text: str) -> Sequence[str]:
    return views.bigrams(text) if view == "bigrams" else views.words(base.tokenizer, text)


def _outermost(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that lie in no other one, from left to right."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
