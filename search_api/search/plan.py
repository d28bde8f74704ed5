"""From a question to what the engine is asked: one plan for search, facets and export alike."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer import views
from indexer.document import Field, View
from indexer.engine.protocol import Filter, Match, Nearest
from search_api.search.narrowing import narrow
from search_api.search.question import Mode, Parsed, Question, Sort, parse
from search_api.search.reranking import Sought
from search_api.search.weights import PAIR_RARITY, Weights, rarity, weight_of, weights_for
from search_api.search.wording import Wording, read_wording, synonym_terms

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

WINDOW: Final = 200
"""Candidates of each arm. All pages are cut from the one list that is fused of them."""

FIELD_WEIGHTS: Final[Mapping[Field, float]] = {"title": 1.0, "body": 1.0, "names": 0.7}
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

    Without arms, `browses` says whether everything under the filter is meant, or nothing. `sort` orders what is found.
    `pairs` are pairs of characters of the text, as far as they were counted, and in how many documents each stands;
    `revision` is the least that the index holds.
    """

    parsed: Parsed
    filter: Filter
    arms: Mapping[str, Match | Nearest]
    wording: Wording
    weights: Weights
    sought: Sought
    pairs: Mapping[str, int]
    revision: int
    browses: bool = False
    sort: Sort = "relevance"
    notices: tuple[str, ...] = ()


def make_plan(base: "KnowledgeBase", question: Question) -> Plan:
    """Read a question and settle everything that does not depend on the page."""
    parsed = parse(question.text)
    narrowed = narrow(base.engine, question, parsed)
    notices = (*parsed.notices, *narrowed.notices)
    wording = read_wording(base, parsed)
    lexical = () if question.mode == "vector" else LEXICAL
    state = base.engine.state()
    asked = _asked(base, wording, lexical, state.documents)
    arms = _arms(base, wording, asked, question.mode, narrowed.filter)
    browses = not parsed.text and (not question.text.strip() or narrowed.filter != Filter())
    if not arms and not browses:
        notices = (*notices, NOTHING_TO_SEARCH)
    weights = weights_for({each.view: each.known for each in asked})
    own = {each.view: each.own for each in asked}
    sought = _sought(own, state.documents)
    return Plan(
        parsed=parsed,
        filter=narrowed.filter,
        arms=arms,
        wording=wording,
        weights=weights,
        sought=sought,
        pairs=own.get("bigrams", {}),
        revision=state.revision,
        browses=browses,
        sort=question.sort,
        notices=notices,
    )


def _arms(
    base: "KnowledgeBase", wording: Wording, asked: Sequence["Asked"], mode: Mode, filter: Filter
) -> dict[str, Match | Nearest]:
    arms: dict[str, Match | Nearest] = {
        each.view: Match(each.view, each.terms, FIELD_WEIGHTS, filter, WINDOW) for each in asked if each.terms
    }
    if mode != "words" and wording.words:
        arms["vector"] = Nearest(base.encoder.encode_queries([wording.text])[0], filter, WINDOW)
    return arms


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of a question in one view with their weights, in how many documents its own stand, and the share of
    these that the index knows."""

    view: View
    terms: Mapping[str, float]
    own: Mapping[str, int]
    known: float


def _asked(base: "KnowledgeBase", wording: Wording, lexical: Sequence[View], documents: int) -> list[Asked]:
    """The terms of a question in each view, synonyms lighter than its own words."""
    own = {view: _own_terms(view, wording) for view in lexical}
    terms: dict[View, dict[str, float]] = {view: {**_synonyms(base, view, wording), **own[view]} for view in lexical}
    frequencies = base.engine.frequencies(terms) if lexical else {}
    return [_weighed(view, terms[view], own[view], frequencies[view], documents) for view in lexical]


def _weighed(
    view: View, terms: Mapping[str, float], own: Collection[str], frequencies: Mapping[str, int], documents: int
) -> Asked:
    """Rare terms heavier."""
    weighed = {term: weight * weight_of(view, frequencies[term], documents) for term, weight in terms.items()}
    if len(weighed) > MOST_TERMS:
        rarest = sorted((term for term in terms if frequencies[term]), key=lambda term: (frequencies[term], term))
        weighed = {term: weighed[term] for term in rarest[:MOST_TERMS]}
    known = sum(frequencies[term] > 0 for term in own) / len(own) if own else 1.0
    return Asked(view, weighed, {term: frequencies[term] for term in own if term in weighed}, known)


def _sought(own: Mapping[View, Mapping[str, int]], documents: int) -> Sought:
    """What of a question a candidate should say in one place; pairs that stand nowhere tell no candidates apart."""
    characters = {term: rarity(frequency, documents) for term, frequency in own.get("characters", {}).items()}
    pairs = {term: rarity(frequency, documents) for term, frequency in own.get("bigrams", {}).items() if frequency}
    return Sought(characters, {pair: rare**PAIR_RARITY for pair, rare in pairs.items()})


def _synonyms(base: "KnowledgeBase", view: View, wording: Wording) -> dict[str, float]:
    return {} if view == "characters" else synonym_terms(base, wording, view, SYNONYM_WEIGHT)


def _own_terms(view: View, wording: Wording) -> Counter[str]:
    """The terms that the question says itself, and how often."""
    if view == "words":
        return Counter(token.text for token in wording.tokens)
    return Counter(views.characters(wording.text) if view == "characters" else views.bigrams(wording.text))
