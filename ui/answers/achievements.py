"""One achievement, its history, and what is like it."""

from datetime import datetime

from ui.answers.base import Answer, Span
from ui.answers.facts import Facts


class Version(Answer):
    """One entry of a history; `achievement` is the record as it was then, by field."""

    at: datetime
    actor: str
    action: str
    import_id: int | None
    achievement: dict[str, object]


class AchievementAnswer(Answer):
    """One achievement: its fields, their Chinese names, its history (newest first), the spans to mark."""

    id: int
    created_at: datetime
    updated_at: datetime
    achievement: dict[str, object]
    names: dict[str, str]
    history: tuple[Version, ...]
    spans: dict[str, tuple[Span, ...]]
    facts: Facts


class SimilarHit(Answer):
    """An achievement like another one, and the words that they share."""

    id: int
    title: str
    unit: str
    year: int | None
    award: str
    shared_words: tuple[str, ...]


class SimilarAnswer(Answer):
    """Achievements like one achievement, best first."""

    hits: tuple[SimilarHit, ...]
