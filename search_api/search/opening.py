"""One achievement, opened: all its fields, its history, and where it answers a question."""

from typing import TYPE_CHECKING

from corpus.achievement import FIELD_NAMES, TEXT_FIELDS, Achievement
from corpus.facts import facts_of
from search_api.answers import AchievementAnswer, Span
from search_api.search.highlight import Highlighter
from search_api.search.question import parse
from search_api.search.wording import read_wording
from search_api.visibility import check_open

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase


def open_achievement(base: "KnowledgeBase", id: int, text: str = "") -> AchievementAnswer:
    """An achievement with the spans of the words of `text`. Raises NotFound, Gone, StoreUnavailable."""
    record = check_open(base.store.get(id))
    return AchievementAnswer(
        id=record.id,
        revision=record.revision,
        created_at=record.created_at,
        updated_at=record.updated_at,
        achievement=record.achievement,
        names=FIELD_NAMES,
        history=tuple(base.store.history(id)),
        spans=_spans(base, record.achievement, text) if text else {},
        facts=facts_of(record.achievement),
    )


def _spans(base: "KnowledgeBase", achievement: Achievement, text: str) -> dict[str, tuple[Span, ...]]:
    highlighter = Highlighter(base.tokenizer, read_wording(base, parse(text)).marked)
    found = {field: highlighter.spans(getattr(achievement, field)) for field in ("title", *TEXT_FIELDS)}
    return {field: spans for field, spans in found.items() if spans}
