"""Reading the records, and the changes that people make to them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from corpus.achievement import Achievement, StoredAchievement, Version
from corpus.errors import NotFound
from corpus.store.database import Database
from corpus.store.schema import LARGEST_ID, achievements, counters, versions
from corpus.store.writing import AnyRow, AnySelect, Rehearsal, Writing, among, rows_in

BATCH: Final = 1_000
"""Records read, or written, at a time."""


def _with_record(found: sa.FromClause) -> AnySelect:
    """Rows of achievements with what they say, in the order of `_stored`."""
    known = found.c.id, found.c.revision, found.c.created_at, found.c.deleted
    return sa.select(*known, versions.c.at, versions.c.record).join(versions, versions.c.revision == found.c.revision)


_STORED: Final = _with_record(achievements).where(among(achievements.c.id))


class Records:
    """The achievements of a database, with their history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def revision(self) -> int:
        """The number of the last write; 0 for an empty store."""
        with self._database.reading() as connection:
            query = sa.select(counters.c.value).where(counters.c.name == "revision")
            return int(connection.execute(query).scalar_one())

    def count(self) -> int:
        """How many achievements there are, deleted ones left out."""
        with self._database.reading() as connection:
            query = sa.select(sa.func.count()).select_from(achievements).where(achievements.c.deleted.is_(False))
            return int(connection.execute(query).scalar_one())

    def updated_at(self) -> datetime | None:
        """When a record was last written; None for an empty store."""
        with self._database.reading() as connection:
            return connection.execute(sa.select(versions.c.at).order_by(versions.c.revision.desc()).limit(1)).scalar()

    def get(self, id: int) -> StoredAchievement:
        """One record, a deleted one too (`deleted` says so). Raises NotFound."""
        found = self.get_many([id])
        if id not in found:
            raise NotFound(f"没有 id 为 {id} 的成果。请核对后重试，或用检索查找。")
        return found[id]

    def get_many(self, ids: Collection[int]) -> dict[int, StoredAchievement]:
        """Records by id, deleted ones too, in the order of `ids`; an unknown id is left out."""
        wanted = [id_ for id_ in ids if 0 < id_ <= LARGEST_ID]
        with self._database.reading() as connection:
            found = {row.id: _stored(row) for row in rows_in(connection, _STORED, wanted)}
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def changes(self, after: int, *, batch: int = BATCH) -> Iterator[list[StoredAchievement]]:
        """What was written after a revision, by rising revision, in batches.

        Each record comes once, in its newest state, deleted ones flagged. What is written while this runs is left to
        the next call, and so is a record that is changed in the meantime: the changes up to any revision that was
        seen here, together with all after it, are complete.
        """
        upto = self.revision()
        while rows := self._page(achievements.c.revision, after, upto, batch):
            yield rows
            after = rows[-1].revision

    def all(self, batch: int = BATCH) -> Iterator[list[StoredAchievement]]:
        """All achievements by id, in batches; deleted ones are left out."""
        after = 0
        while rows := self._page(achievements.c.id, after, LARGEST_ID, batch, achievements.c.deleted.is_(False)):
            yield rows
            after = rows[-1].id

    def history(self, id: int) -> list[Version]:
        """Every write of one record, newest first. Raises NotFound."""
        self.get(id)
        query = sa.select(versions).where(versions.c.achievement_id == id).order_by(versions.c.revision.desc())
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(query)]

    def delete(self, ids: Collection[int], actor: str) -> int:
        """Delete records; they keep their rows and history. Returns how many were live. Raises NotFound."""
        return self._set_deleted(ids, True, actor)

    def restore(self, ids: Collection[int], actor: str) -> int:
        """Take deletions back. Returns how many records were deleted. Raises NotFound."""
        return self._set_deleted(ids, False, actor)

    @contextmanager
    def writing(self, actor: str, import_id: int | None = None) -> Iterator[Writing]:
        """Write records: all that is done inside becomes true together, or not at all."""
        with self._database.writing() as connection:
            yield Writing(connection, actor, import_id)

    @contextmanager
    def rehearsing(self) -> Iterator[Rehearsal]:
        """Go through the motions of writing without doing it."""
        with self._database.reading() as connection:
            yield Rehearsal(connection)

    def _set_deleted(self, ids: Collection[int], deleted: bool, actor: str) -> int:
        with self.writing(actor) as writing:
            changed = writing.set_deleted(ids, deleted)
            if changed:
                writing.note("achievements.delete" if deleted else "achievements.restore", {"ids": changed})
        return len(changed)

    def _page(
        self, key: sa.Column[Any], after: int, upto: int, size: int, *conditions: sa.ColumnElement[bool]
    ) -> list[StoredAchievement]:
        # the page first, so that no database thinks of joining everything for it
        page = sa.select(achievements).where(key > after, key <= upto, *conditions).order_by(key).limit(size).subquery()
        query = _with_record(page).order_by(page.c[key.name])
        with self._database.reading() as connection:
            return [_stored(row) for row in connection.execute(query).all()]


def _stored(row: AnyRow) -> StoredAchievement:
    id_, revision, created_at, deleted, updated_at, record = row
    # validating from JSON is twice as fast here as `model_construct` from a dict
    return StoredAchievement(
        id=id_,
        revision=revision,
        achievement=Achievement.model_validate_json(record),
        created_at=created_at,
        updated_at=updated_at,
        deleted=deleted,
    )


def _version(row: AnyRow) -> Version:
    return Version(
        revision=row.revision,
        at=row.at,
        actor=row.actor,
        action=row.action,
        import_id=row.import_id,
        achievement=Achievement.model_validate_json(row.record),
    )
