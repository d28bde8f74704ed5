"""Titles that begin as a person types."""

from typing import TYPE_CHECKING, Final

from corpus.normalize import clean_text
from search_api.answers import Suggestions

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

MAX_PREFIX: Final = 100
"""Characters of what was typed that are looked at."""


def suggest(base: "KnowledgeBase", prefix: str, limit: int = 10) -> Suggestions:
    """Titles that begin with the characters, the pinyin or the pinyin initials of `prefix`, shortest first."""
    typed = clean_text(prefix[:MAX_PREFIX]).strip()
    titles = base.engine.suggest(typed, limit) if typed else []
    return Suggestions(prefix=prefix[:MAX_PREFIX], titles=tuple(titles))
