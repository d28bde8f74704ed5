"""Where the words of a question stand in raw text, and the pieces of text worth showing.

Words are looked for in the cleaned text, so that 繁体, full-width letters and invisible characters hide nothing, and
are given back as offsets of the raw text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.normalize import Cleaned, clean
from indexer.technical import fold
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


@dataclass(frozen=True, slots=True)
class Found:
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
        technical = {term for term in folded if _LATIN.search(term)}
        parts = {term for term in folded - technical if len(term) > 1}
        self._tokenizer = tokenizer
        self._words = technical if technical or parts else folded
        self._parts = [re.compile(re.escape(part)) for part in sorted(parts, key=len, reverse=True)]

    def find(self, raw: str) -> list[Found]:
        """Every place of every term, in order; places may overlap."""
        if not (self._words or self._parts):
            return []
        cleaned = clean(raw)
        found = [Found(*_raw_span(cleaned, start, end), term) for start, end, term in self._places(cleaned.text)]
        return sorted(found, key=lambda place: (place.start, place.end))

    def spans(self, raw: str) -> tuple[Span, ...]:
        """The places as spans that neither overlap nor touch."""
        return merge(self.find(raw))

    def snippets(self, achievement: Achievement) -> tuple[Snippet, ...]:
        """The pieces that hold the most different terms, in reading order; the beginning where nothing is found."""
        pieces = []
        for field in TEXT_FIELDS:
            raw = getattr(achievement, field)[:MAX_SEARCHED]
            if found := self.find(raw) if raw else []:
                pieces.append(_best_piece(field, raw, found))
        if not pieces:
            return _beginning(achievement)
        best = sorted(pieces, key=lambda piece: -piece[0])[:MAX_SNIPPETS]
        return tuple(snippet for _, snippet in sorted(best, key=lambda piece: TEXT_FIELDS.index(piece[1].field)))

    def _places(self, text: str) -> Iterable[tuple[int, int, str]]:
        folded = fold(text)
        for pattern in self._parts:
            for match in pattern.finditer(folded):
                yield match.start(), match.end(), match[0]
        if any(word[0] in folded for word in self._words):
            for token in self._tokenizer.words(text):
                if token.text in self._words:
                    yield token.start, token.end, token.text


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


def _best_piece(field: str, raw: str, found: list[Found]) -> tuple[int, Snippet]:
    """The window that holds the most, and its worth."""
    match, worth = _best_match(found)
    start = _window_start(raw, match)
    end = _after_marks(raw, min(start + SNIPPET_LENGTH, len(raw)))
    inside = [Found(place.start, min(place.end, end), place.term) for place in found if start <= place.start < end]
    return worth, Snippet(field=field, text=raw[start:end], start=start, spans=merge(inside))


def _best_match(found: list[Found]) -> tuple[int, int]:
    """Where the window with the longest different terms begins, the earliest such, and their length together."""
    best, most = found[0].start, 0
    inside: Counter[str] = Counter()
    last = 0
    for place in found:
        while last < len(found) and found[last].start < place.start + SNIPPET_LENGTH - LEAD:
            inside[found[last].term] += 1
            last += 1
        if (worth := sum(map(len, +inside))) > most:
            best, most = place.start, worth
        inside[place.term] -= 1
    return best, most


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
