"""From a question to what the engine is asked: one plan for search, facets and export alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer import views
from indexer.document import Field, View
from indexer.engine.protocol import Filter, Match, Nearest
from search_api.search.narrowing import narrow
from search_api.search.question import Mode, Parsed, Question, parse
from search_api.search.weights import Weights, weights_for
from search_api.search.wording import Wording, read_wording, synonym_terms

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

WINDOW: Final = 200
"""Candidates of each arm. All pages are cut from the one list that is fused of them."""

FIELD_WEIGHTS: Final[Mapping[Field, float]] = {"title": 1.5, "body": 1.0, "names": 0.7}
"""What a match counts by the part of an achievement that it stands in."""

SYNONYM_WEIGHT: Final = 0.5
"""Weight of a synonym, all its terms together, beside the words that it stands for, all together."""

MOST_TERMS: Final = 120
"""Distinct terms of a long text that one arm asks for, the rarest ones; more cost time and find nothing else."""

LEXICAL: Final[tuple[View, ...]] = ("words", "bigrams", "characters")

NOTHING_TO_SEARCH: Final = "问题里没有可检索的文字，请输入词语。"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked: the filter, the arms, and what people are told of how the question was understood.

    Without arms, `browses` says whether everything under the filter is meant, or nothing.
    """

    parsed: Parsed
    filter: Filter
    arms: Mapping[str, Match | Nearest]
    wording: Wording
    browses: bool = False
    notices: tuple[str, ...] = ()

    @property
    def weights(self) -> Weights:
        """How much each arm counts for this question."""
        return weights_for(self.wording.text)


def make_plan(base: "KnowledgeBase", question: Question) -> Plan:
    """Read a question and settle everything that does not depend on the page."""
    parsed = parse(question.text)
    narrowed = narrow(base.engine, question, parsed)
    notices = (*parsed.notices, *narrowed.notices)
    wording = read_wording(base, parsed)
    arms = _arms(base, wording, question.mode, narrowed.filter)
    browses = not parsed.text and (not question.text.strip() or narrowed.filter != Filter())
    if not arms and not browses:
        notices = (*notices, NOTHING_TO_SEARCH)
    return Plan(parsed, narrowed.filter, arms, wording, browses, notices)


def _arms(base: "KnowledgeBase", wording: Wording, mode: Mode, filter: Filter) -> dict[str, Match | Nearest]:
    arms: dict[str, Match | Nearest] = {}
    if mode != "vector":
        for view in LEXICAL:
            if terms := _terms(base, view, wording):
                arms[view] = Match(view, terms, FIELD_WEIGHTS, filter, WINDOW)
    if mode != "words" and wording.words:
        arms["vector"] = Nearest(base.encoder.encode_queries([wording.text])[0], filter, WINDOW)
    return arms


def _terms(base: "KnowledgeBase", view: View, wording: Wording) -> dict[str, float]:
    """The terms of a question in one view, synonyms lighter than its own words."""
    if view == "characters":
        terms = dict.fromkeys(views.characters(wording.text), 1.0)
    else:
        own = views.bigrams(wording.text) if view == "bigrams" else wording.words
        terms = synonym_terms(base, wording, view, SYNONYM_WEIGHT) | dict.fromkeys(own, 1.0)
    return rarest(base, view, terms) if len(terms) > MOST_TERMS else terms


def rarest(base: "KnowledgeBase", view: View, terms: Mapping[str, float], most: int = MOST_TERMS) -> dict[str, float]:
    """The terms that the fewest achievements hold, without those that none holds."""
    counts = zip(terms, base.engine.frequencies(view, list(terms)), strict=True)
    known = sorted((count, term) for term, count in counts if count)
    return {term: terms[term] for _, term in known[:most]}
