"""The needs of enterprises, with their history."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa

from corpus.errors import NotFound
from corpus.need import NEED_STATUSES, Need, NeedStatus, NeedVersion, StoredNeed
from corpus.store.database import Database
from corpus.store.entry import Entry
from corpus.store.schema import LARGEST_ID, need_versions, needs, now
from corpus.store.writing import AnyRow, AnySelect, Known, among, note, rows_in

_STORED: Final[AnySelect] = sa.select(
    needs.c.id, needs.c.revision, needs.c.created_at, need_versions.c.at, need_versions.c.record
).join(need_versions, need_versions.c.revision == needs.c.revision)

_KNOWN: Final[AnySelect] = sa.select(
    needs.c.id, needs.c.identity, needs.c.digest, needs.c.code, needs.c.title, sa.false().label("deleted")
).where(among(needs.c.identity))


class Needs:
    """The needs of a database. None is ever deleted: one that nobody looks for any more is closed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def needs_revision(self) -> int:
        """The number of the last write of a need; 0 where there is none."""
        with self._database.reading() as connection:
            return _last_revision(connection)

    def needs(
        self, statuses: Sequence[NeedStatus] = NEED_STATUSES, *, limit: int = LARGEST_ID, offset: int = 0
    ) -> list[StoredNeed]:
        """Those in some states, newest first."""
        query = _STORED.where(needs.c.status.in_(statuses)).order_by(needs.c.id.desc()).limit(limit).offset(offset)
        with self._database.reading() as connection:
            return [_stored(row) for row in connection.execute(query)]

    def count_needs(self) -> dict[NeedStatus, int]:
        """How many there are in each state."""
        query = sa.select(needs.c.status, sa.func.count()).group_by(needs.c.status)
        with self._database.reading() as connection:
            counted = {status: int(count) for status, count in connection.execute(query)}
        return {status: counted.get(status, 0) for status in NEED_STATUSES}

    def need(self, id: int) -> StoredNeed:
        """One need. Raises NotFound."""
        with self._database.reading() as connection:
            return _need(connection, id)

    def need_history(self, id: int) -> list[NeedVersion]:
        """Every write of one need, newest first. Raises NotFound."""
        query = sa.select(need_versions).where(need_versions.c.need_id == id).order_by(need_versions.c.revision.desc())
        with self._database.reading() as connection:
            _need(connection, id)
            return [_version(row) for row in connection.execute(query)]

    def add_need(self, need: Need, actor: str) -> StoredNeed:
        """Keep a need; one that is there and says exactly the same is returned as it is, so that a second click adds
        nothing. Raises InvalidAchievement."""
        entry = Entry.of_need(need)
        with self.writing_needs(actor) as writing:
            same = next((each.id for each in writing.known({entry.identity}) if each.digest == entry.digest), None)
            [id] = [same] if same is not None else writing.add([entry])
        return self.need(id)

    def set_need_status(self, id: int, status: NeedStatus, actor: str) -> StoredNeed:
        """Say how far a need has come. Raises NotFound."""
        with self.writing_needs(actor) as writing:
            writing.set_status(id, status)
        return self.need(id)

    @contextmanager
    def writing_needs(self, actor: str) -> Iterator["NeedWriting"]:
        """Write needs: all that is done inside becomes true together, or not at all."""
        with self._database.writing() as connection:
            yield NeedWriting(connection, actor)

    @contextmanager
    def rehearsing_needs(self) -> Iterator["NeedRehearsal"]:
        """Go through the motions of writing without doing it."""
        with self._database.reading() as connection:
            yield NeedRehearsal(connection)

    def note_needs_import(self, actor: str, file: str, counts: dict[str, int]) -> None:
        """Write into the audit that a table of needs was imported."""
        with self._database.writing() as connection:
            note(connection, actor, "needs.import", {"file": file, **counts})


class NeedRehearsal:
    """Looks up and writes nothing."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def known(self, identities: Collection[str], /) -> list[Known]:
        """Needs with one of these identities, by id."""
        rows = rows_in(self._connection, _KNOWN, sorted(identities))
        return sorted((Known(**row._mapping) for row in rows), key=lambda each: each.id)

    def add(self, _: Sequence[Entry], /) -> list[int]:
        """Write nothing; there are no ids."""
        return []

    def update(self, _: Sequence[tuple[int, Entry]], /) -> None:
        """Write nothing."""

    def restore(self, _: Sequence[tuple[int, Entry]], /) -> None:
        """Write nothing."""


class NeedWriting(NeedRehearsal):
    """The writes of one transaction, by one actor. Every write of a need takes the next revision of needs."""

    def __init__(self, connection: sa.Connection, actor: str) -> None:
        super().__init__(connection)
        self._actor = actor
        self._at = now()

    def add(self, entries: Sequence[Entry], /) -> list[int]:
        """Write new needs and return their ids, in order."""
        return [self._add(entry) for entry in entries]

    def update(self, changed: Sequence[tuple[int, Entry]], /) -> None:
        """Let needs say what is given; none goes back in how far it has come."""
        for id, entry in changed:
            before, told = _need(self._connection, id).need, _told(entry)
            status = max(before.status, told.status, key=NEED_STATUSES.index)
            self._write(id, "updated", told.model_copy(update={"status": status}), _columns(entry))

    def set_status(self, id: int, status: NeedStatus) -> None:
        """Say how far one has come; the same again is no write. Raises NotFound."""
        before = _need(self._connection, id).need
        if before.status != status:
            self._write(id, "status", before.model_copy(update={"status": status}), {})

    def _add(self, entry: Entry) -> int:
        need = _told(entry)
        row = _columns(entry) | {"revision": self._next(), "status": need.status, "created_at": self._at}
        id: int = self._connection.execute(needs.insert().values(row).returning(needs.c.id)).scalar_one()
        self._remember(id, row["revision"], "added", need)
        return id

    def _write(self, id: int, action: str, need: Need, columns: dict[str, Any]) -> None:
        row = columns | {"revision": self._next(), "status": need.status}
        self._connection.execute(needs.update().where(needs.c.id == id).values(row))
        self._remember(id, row["revision"], action, need)

    def _remember(self, id: int, revision: int, action: str, need: Need) -> None:
        record = need.model_dump_json(exclude_defaults=True)
        row = {"revision": revision, "need_id": id, "at": self._at, "actor": self._actor, "action": action}
        self._connection.execute(need_versions.insert(), row | {"record": record})

    def _next(self) -> int:
        # writers wait for one another, so nobody else is given the same number
        return _last_revision(self._connection) + 1


def _last_revision(connection: sa.Connection) -> int:
    return connection.execute(sa.select(sa.func.max(need_versions.c.revision))).scalar() or 0


def _need(connection: sa.Connection, id: int) -> StoredNeed:
    known = 0 < id <= LARGEST_ID
    row = connection.execute(_STORED.where(needs.c.id == id)).one_or_none() if known else None
    if row is None:
        raise NotFound(f"没有 id 为 {id} 的需求。请核对后重试，或到需求列表里查找。")
    return _stored(row)


def _told(entry: Entry) -> Need:
    return Need.model_validate_json(entry.record)


def _columns(entry: Entry) -> dict[str, Any]:
    return {"identity": entry.identity, "digest": entry.digest, "code": entry.code, "title": entry.title}


def _stored(row: AnyRow) -> StoredNeed:
    id, revision, created_at, updated_at, record = row
    need = Need.model_validate_json(record)
    return StoredNeed(id=id, revision=revision, need=need, created_at=created_at, updated_at=updated_at)


def _version(row: AnyRow) -> NeedVersion:
    need = Need.model_validate_json(row.record)
    return NeedVersion(revision=row.revision, at=row.at, actor=row.actor, action=row.action, need=need)
