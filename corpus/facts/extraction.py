"""From an achievement's fields to its facts."""

from collections.abc import Mapping

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.facts.facts import Facts

LISTED = ("patents", "software", "standards")
"""Fields that are lists; as a text they are one item a line."""


def facts_of(achievement: Achievement) -> Facts:
    """The facts of an achievement. Total: no text makes it fail; what is not said stays unstated."""
    return facts_in({name: field_text(achievement, name) for name in ("title", "kind", *TEXT_FIELDS, *LISTED)})


def facts_in(texts: Mapping[str, str]) -> Facts:
    """The facts of texts by the name of their field, in reading order."""
    return Facts()


def field_text(achievement: Achievement, field: str) -> str:
    """The raw text of a field, which the offsets of its facts count in."""
    value = getattr(achievement, field)
    return "\n".join(value) if field in LISTED else str(value)
