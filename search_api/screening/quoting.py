"""Sentences around the words that a figure rests on."""

import re
from collections.abc import Iterable
from typing import Final

from corpus.achievement import Achievement
from corpus.facts import Mention, field_text
from search_api.screening.answers import Quote

_END: Final = re.compile(r"[。！？!?；;\n]")

LONGEST: Final = 160
"""Characters of a sentence that are quoted; a longer one is cut around the words."""

MOST: Final = 3
"""Sentences quoted for one figure."""


def quotes(achievement: Achievement, mentions: Iterable[Mention], most: int = MOST) -> tuple[Quote, ...]:
    """The sentences of the first mentions, each sentence once, in its field's raw text."""
    found: dict[tuple[str, int], Quote] = {}
    for mention in mentions:
        quote = _quote(achievement, mention)
        found.setdefault((quote.field, quote.begin), quote)
        if len(found) == most:
            break
    return tuple(found.values())


def _quote(achievement: Achievement, mention: Mention) -> Quote:
    text = _text(achievement, mention.field)
    begin = max((match.end() for match in _END.finditer(text, 0, mention.start)), default=0)
    found = _END.search(text, mention.end)
    end = found.end() if found else len(text)
    begin += len(text[begin : mention.start]) - len(text[begin : mention.start].lstrip())
    if end - begin > LONGEST:
        around = max(LONGEST - (mention.end - mention.start), 0) // 2
        begin, end = max(begin, mention.start - around), min(end, mention.end + around)
    return Quote(
        field=mention.field, start=mention.start, end=mention.end, begin=begin, sentence=text[begin:end].rstrip()
    )


def _text(achievement: Achievement, field: str) -> str:
    """A field of the record, or a column of its own."""
    return field_text(achievement, field) if field in Achievement.model_fields else achievement.extra[field]
