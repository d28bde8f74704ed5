"""A need as what the engine is asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.need import Need
from corpus.normalize import clean_text
from indexer import views
from indexer.document import View
from indexer.engine.protocol import Match, Nearest
from search_api.matching.asking import everyday_words, without_background
from search_api.matching.weights import RARITY, TITLE_TIMES
from search_api.search.plan import FIELD_WEIGHTS, LEXICAL, SYNONYM_WEIGHT, WINDOW
from search_api.search.question import Parsed
from search_api.search.weights import rarity
from search_api.search.wording import read_wording, synonym_terms

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

MOST_TERMS: Final = 160
"""Distinct terms of one view that are asked for, those that weigh most; the rest of a long need is background."""

MOST_WORDS: Final = 40
"""Words of a need that are looked for in hits to be shown, the rarest ones."""


COMMON: Final = 0.05
FEW: Final = 5
"""Share of the achievements, and number of them, up to which a word in common tells something."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a need asks of the engine, its telling words, rarest first, and its cleaned text without background;
    `revision` is the least that the index holds."""

    arms: Mapping[str, Match | Nearest]
    words: tuple[str, ...]
    text: str
    revision: int


def read_wanted(base: "KnowledgeBase", need: Need, size: int = WINDOW) -> Wanted:
    """Ask for `size` achievements of each arm, at least a window."""
    limit = max(size, WINDOW)
    title, content = clean_text(need.title), without_background(clean_text(need.content))
    state = base.engine.state()
    counts = {view: _counts(base, view, title, content) for view in LEXICAL}
    frequencies = base.engine.frequencies(counts)
    terms = {view: _weighed(view, counts[view], frequencies[view], state.documents) for view in LEXICAL}
    arms: dict[str, Match | Nearest] = {
        view: Match(view, weighed, FIELD_WEIGHTS, limit=limit) for view, weighed in terms.items() if weighed
    }
    if any(map(str.isalnum, title + content)):
        whole, alone = base.encoder.encode_queries([f"{title}\n{content}"[: views.PASSAGE], title])
        arms |= {"vector": Nearest(whole, limit=limit), "title": Nearest(alone, limit=limit)}
    words = _telling(frequencies["words"], state.documents)
    return Wanted(arms, words, f"{title}\n{content}", state.revision)


def _counts(base: "KnowledgeBase", view: View, title: str, content: str) -> dict[str, float]:
    """The terms of a need and how often they count, synonyms of what its title says for less."""
    named, told = (Counter(_cut(base, view, text)) for text in (title, content))
    counts: dict[str, float] = {term: TITLE_TIMES * named[term] + told[term] for term in (*named, *told)}
    if view == "characters":
        return counts
    synonyms = synonym_terms(base, read_wording(base, Parsed(title)), view, SYNONYM_WEIGHT)
    return {term: TITLE_TIMES * weight for term, weight in synonyms.items()} | counts


def _cut(base: "KnowledgeBase", view: View, text: str) -> list[str]:
    if view == "words":
        return views.words(base.tokenizer, text)
    return views.characters(text) if view == "characters" else views.bigrams(text)


def _weighed(
    view: View, counts: Mapping[str, float], frequencies: Mapping[str, int], documents: int
) -> dict[str, float]:
    """The terms that weigh most, those that stand nowhere left out."""
    weights = {
        term: count * float(rarity(frequencies[term], documents) ** RARITY[view])
        for term, count in counts.items()
        if frequencies[term]
    }
    heaviest = sorted(weights, key=lambda term: (-weights[term] * rarity(frequencies[term], documents), term))
    return {term: weights[term] for term in heaviest[:MOST_TERMS]}


def _telling(frequencies: Mapping[str, int], documents: int) -> tuple[str, ...]:
    most = max(FEW, COMMON * documents)
    known = sorted((count, term) for term, count in frequencies.items() if 0 < count <= most and _tells(term))
    return tuple(term for _, term in known[:MOST_WORDS])


def _tells(term: str) -> bool:
    """Whether a word says what a need is about."""
    return len(term) > 1 and term not in everyday_words() and not term[0].isdigit()
