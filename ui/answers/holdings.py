"""How base and index stand, and the staff's words."""

from datetime import datetime

from ui.answers.base import Answer
from ui.answers.search import Facet


class IndexAnswer(Answer):
    """How the index stands beside the store."""

    ready: bool
    detail: str | None
    documents: int
    lag: int
    encoder: str
    engine: str
    indexing: bool


class Statistics(Answer):
    """Figures of what is in the base."""

    achievements: int
    imports: int
    updated_at: datetime | None
    facets: tuple[Facet, ...]
    index: IndexAnswer


class Synonyms(Answer):
    """Groups of words that a search treats as one: the staff's, and those that come with the program."""

    groups: tuple[tuple[str, ...], ...]
    shipped: tuple[tuple[str, ...], ...] = ()
