"""Where the words of a question stand in raw text, and the pieces of text worth showing.

Words are looked for in the cleaned text, so that 繁体, full-width letters and invisible characters hide nothing, and
are given back as offsets of the raw text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.normalize import Cleaned, clean
from corpus.normalize.characters import HAN
from indexer.technical import fold, technical_terms
from indexer.tokens import Tokenizer
from search_api.answers import Snippet, Span

SNIPPET_LENGTH: Final = 90
"""Characters of one snippet."""

LEAD: Final = 18
"""Characters shown before the first match of a snippet, at most."""

MAX_SNIPPETS: Final = 2

MAX_SEARCHED: Final = 20_000
"""Characters of one field that are searched for a snippet; what stands further back is not shown in a list."""

_SENTENCE_END: Final = frozenset("。！？；!?;\n")
_LATIN: Final = re.compile(r"[a-z0-9]")
_NOT_CHINESE: Final = re.compile(f"[^{HAN}]+")


class Found(NamedTuple):
    """A stretch of raw text and the term that stands there."""

    start: int
    end: int
    term: str


class Highlighter:
    """Finds the terms of one question in texts.

    Chinese terms are found wherever their characters stand, however the text around them is cut into words; terms
    with Latin letters or digits only as whole words, and single characters too, where a question has nothing longer.
    """

    def __init__(self, tokenizer: Tokenizer, terms: Collection[str]) -> None:
        folded = {fold(term) for term in terms if term}
        self._tokenizer = tokenizer
        self._technical = {term for term in folded if _LATIN.search(term)}
        self._parts = sorted(term for term in folded - self._technical if len(term) > 1)
        self._singles = set() if self._technical or self._parts else folded

    def find(self, raw: str) -> list[Found]:
        """Every place of every term, in order; places may overlap."""
        cleaned = clean(raw)
        found = [Found(*_raw_span(cleaned, start, end), term) for start, end, term in self._places(cleaned.text)]
        found.sort()
        return found

    def spans(self, raw: str) -> tuple[Span, ...]:
        """The places as spans that neither overlap nor touch."""
        return merge(self.find(raw))

    def snippets(self, achievement: Achievement) -> tuple[Snippet, ...]:
        """The pieces that hold the most different terms, in reading order; the beginning where nothing is found."""
        found = {}
        for field in TEXT_FIELDS:
            if raw := getattr(achievement, field)[:MAX_SEARCHED]:
                found[field] = raw, self.find(raw)
        best = sorted((field for field in found if found[field][1]), key=lambda field: -_worth(found[field][1]))
        chosen = sorted(best[:MAX_SNIPPETS], key=TEXT_FIELDS.index)
        return tuple(_best_piece(field, *found[field]) for field in chosen) or _beginning(achievement)

    def _places(self, text: str) -> Iterable[tuple[int, int, str]]:
        folded = fold(text)
        for part in self._parts:
            at = folded.find(part)
            while at >= 0:
                yield at, at + len(part), part
                at = folded.find(part, at + 1)
        if self._technical:
            yield from self._technical_places(folded)
        if any(single in folded for single in self._singles):
            yield from ((start, end, word) for word, start, end in self._tokenizer.words(text) if word in self._singles)

    def _technical_places(self, folded: str) -> Iterable[tuple[int, int, str]]:
        for run in _NOT_CHINESE.finditer(folded):
            for term, start, end in technical_terms(run[0]):
                if term in self._technical:
                    yield run.start() + start, run.start() + end, term


def merge(found: Iterable[Found]) -> tuple[Span, ...]:
    """Join places that overlap or touch; `found` is in order."""
    spans: list[tuple[int, int]] = []
    for place in found:
        if spans and place.start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], place.end)
        else:
            spans.append((place.start, place.end))
    return tuple(Span(start=start, end=end) for start, end in spans)


def _raw_span(cleaned: Cleaned, start: int, end: int) -> tuple[int, int]:
    start, end = cleaned.to_raw(start, end)
    return start, _after_marks(cleaned.raw, end)


def _after_marks(text: str, at: int) -> int:
    """The first place from `at` on that does not tear a combining mark from its letter."""
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return at


def _worth(found: Iterable[Found]) -> int:
    """Characters of the different terms found: many and long ones say more than one that comes often."""
    return sum(map(len, {place.term for place in found}))


def _best_piece(field: str, raw: str, found: list[Found]) -> Snippet:
    """The window that holds the most."""
    start = _window_start(raw, _best_match(found))
    end = _after_marks(raw, min(start + SNIPPET_LENGTH, len(raw)))
    inside = [Found(place.start, min(place.end, end), place.term) for place in found if start <= place.start < end]
    return Snippet(field=field, text=raw[start:end], start=start, spans=merge(inside))


def _best_match(found: list[Found]) -> int:
    """Where the window of most worth begins, the earliest such."""
    best, most, worth, last = found[0].start, 0, 0, 0
    inside: Counter[str] = Counter()
    for place in found:
        while last < len(found) and found[last].start < place.start + SNIPPET_LENGTH - LEAD:
            worth += 0 if inside[found[last].term] else len(found[last].term)
            inside[found[last].term] += 1
            last += 1
        if worth > most:
            best, most = place.start, worth
        inside[place.term] -= 1
        worth -= 0 if inside[place.term] else len(place.term)
    return best


def _window_start(raw: str, match: int) -> int:
    """Where to begin so that a match is read in its sentence, without going back further than LEAD."""
    earliest = max(0, match - LEAD)
    for at in range(match, earliest, -1):
        if raw[at - 1] in _SENTENCE_END:
            return at
    return min(_after_marks(raw, earliest), match)


def _beginning(achievement: Achievement) -> tuple[Snippet, ...]:
    for field in ("summary", *TEXT_FIELDS):
        if raw := getattr(achievement, field):
            end = _after_marks(raw, min(SNIPPET_LENGTH, len(raw)))
            return (Snippet(field=field, text=raw[:end], start=0, spans=()),)
    return ()
