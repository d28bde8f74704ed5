"""What staff keep at their desk: their own synonyms, and the book of what people did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from corpus.store.database import Database
from corpus.store.schema import audit, synonyms
from corpus.store.writing import note

_GROUPS: Final = sa.select(synonyms.c.words).order_by(synonyms.c.position)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that somebody did. `action` is `subject.verb`; `detail` says what it touched."""

    id: int
    at: datetime
    actor: str
    action: str
    detail: dict[str, Any]


class Desk:
    """Synonyms and audit of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def synonyms(self) -> list[tuple[str, ...]]:
        """The groups of words that staff treat as one, in their order."""
        with self._database.reading() as connection:
            return _groups(connection)

    def set_synonyms(self, groups: Iterable[Iterable[str]], actor: str) -> None:
        """Replace all groups. Blank and repeated words are dropped, and so is a group of fewer than two words."""
        wanted = [group for words in groups if len(group := _distinct(words)) > 1]
        with self._database.writing() as connection:
            before = _groups(connection)
            if wanted == before:
                return
            connection.execute(synonyms.delete())
            if wanted:
                rows = [{"position": position, "words": list(group)} for position, group in enumerate(wanted)]
                connection.execute(synonyms.insert(), rows)
            removed = [list(group) for group in before if group not in wanted]
            added = [list(group) for group in wanted if group not in before]
            note(connection, actor, "synonyms.set", {"added": added, "removed": removed})

    def audit(self, *, after: int = 0, limit: int = 1_000) -> list[AuditEntry]:
        """What people did, oldest first, beginning after the entry with id `after`.

        Writes of single records are in their history; here stands what led to them.
        """
        query = sa.select(audit).where(audit.c.id > after).order_by(audit.c.id).limit(limit)
        with self._database.reading() as connection:
            return [AuditEntry(*row) for row in connection.execute(query)]


def _groups(connection: sa.Connection) -> list[tuple[str, ...]]:
    return [tuple(words) for (words,) in connection.execute(_GROUPS)]


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for word in words if (stripped := word.strip())))
