"""Changes to records, made together in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Literal, Protocol

import sqlalchemy as sa

from corpus.errors import NotFound
from corpus.store.entry import Entry
from corpus.store.schema import LARGEST_ID, achievements, audit, counters, now, versions

LOOKUP: Final = 5_000
"""Values in one IN (…); SQLite takes 32,766, PostgreSQL 65,535."""

AnySelect = sa.Select[*tuple[Any, ...]]
AnyRow = sa.Row[*tuple[Any, ...]]

Action = Literal["added", "updated", "deleted", "restored"]


@dataclass(frozen=True, slots=True)
class Known:
    """A record as far as it takes to recognise it."""

    id: int
    identity: str
    digest: str
    code: str
    title: str
    deleted: bool


def among(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """The condition for `rows_in`. A query that is made once is executed in half the time of one made anew."""
    return column.in_(sa.bindparam("values", expanding=True))


_KNOWN: Final[AnySelect] = sa.select(*(achievements.c[name] for name in Known.__slots__)).where(
    among(achievements.c.identity)
)
_WITH_RECORD: Final[AnySelect] = (
    sa.select(achievements.c.id, achievements.c.deleted, versions.c.record)
    .join(versions, versions.c.revision == achievements.c.revision)
    .where(among(achievements.c.id))
    .order_by(achievements.c.id)
)


class Recorder(Protocol):
    """Where an import looks records up and writes them: for real (`Writing`) or not (`Rehearsal`)."""

    def known(self, identities: Collection[str], /) -> list[Known]:
        """Records with one of these identities, live ones first, then by id."""

    def add(self, entries: Sequence[Entry], /) -> list[int]:
        """Write new records and return their ids, in order."""

    def update(self, changed: Sequence[tuple[int, Entry]], /) -> None:
        """Let records say what is given; a deleted one lives again."""

    def restore(self, changed: Sequence[tuple[int, Entry]], /) -> None:
        """The same for deleted records, so that history shows their return."""


class Rehearsal:
    """Looks up and writes nothing."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def known(self, identities: Collection[str], /) -> list[Known]:
        """Records with one of these identities, live ones first, then by id."""
        return known(self._connection, identities)

    def add(self, _: Sequence[Entry], /) -> list[int]:
        """Write nothing; there are no ids."""
        return []

    def update(self, _: Sequence[tuple[int, Entry]], /) -> None:
        """Write nothing."""

    def restore(self, _: Sequence[tuple[int, Entry]], /) -> None:
        """Write nothing."""


class Writing:
    """The writes of one transaction, by one actor. Every write of a record takes the next revision."""

    def __init__(self, connection: sa.Connection, actor: str, import_id: int | None = None) -> None:
        self._connection = connection
        self._actor = actor
        self._import_id = import_id
        self._at = now()

    def known(self, identities: Collection[str], /) -> list[Known]:
        """Records with one of these identities, live ones first, then by id."""
        return known(self._connection, identities)

    def add(self, entries: Sequence[Entry], /) -> list[int]:
        """Write new records and return their ids, in order."""
        if not entries:
            return []
        ids = self._next("achievement", len(entries))
        revisions = self._next("revision", len(entries))
        self._connection.execute(
            achievements.insert(),
            [
                _columns(entry) | {"id": id_, "revision": revision, "deleted": False, "created_at": self._at}
                for id_, revision, entry in zip(ids, revisions, entries, strict=True)
            ],
        )
        self._remember("added", ids, revisions, [entry.record for entry in entries])
        return list(ids)

    def update(self, changed: Sequence[tuple[int, Entry]], /) -> None:
        """Let records say what is given; a deleted one lives again."""
        self._rewrite("updated", changed)

    def restore(self, changed: Sequence[tuple[int, Entry]], /) -> None:
        """The same for deleted records, so that history shows their return."""
        self._rewrite("restored", changed)

    def set_deleted(self, ids: Iterable[int], deleted: bool) -> list[int]:
        """Delete records, or take their deletion back; those that are so already stay untouched.

        Returns the ids that changed. Raises NotFound when there is no record with one of the ids; nothing is done then.
        """
        records = self._records(sorted(set(ids)))
        changed = [id_ for id_, (was_deleted, _) in records.items() if was_deleted != deleted]
        if changed:
            revisions = self._next("revision", len(changed))
            self._set([{"key": i, "revision": r, "deleted": deleted} for i, r in zip(changed, revisions, strict=True)])
            self._remember("deleted" if deleted else "restored", changed, revisions, [records[i][1] for i in changed])
        return changed

    def note(self, action: str, detail: dict[str, Any]) -> None:
        """Write what the actor did into the audit."""
        note(self._connection, self._actor, action, detail)

    def _rewrite(self, action: Action, changed: Sequence[tuple[int, Entry]]) -> None:
        if not changed:
            return
        revisions = self._next("revision", len(changed))
        self._set(
            [
                _columns(entry) | {"key": id_, "revision": revision, "deleted": False}
                for revision, (id_, entry) in zip(revisions, changed, strict=True)
            ]
        )
        self._remember(action, [id_ for id_, _ in changed], revisions, [entry.record for _, entry in changed])

    def _set(self, rows: list[dict[str, Any]]) -> None:
        named: dict[str, Any] = {name: sa.bindparam(name) for name in rows[0] if name != "key"}
        query = achievements.update().where(achievements.c.id == sa.bindparam("key")).values(named)
        self._connection.execute(query, rows)

    def _remember(self, action: Action, ids: Sequence[int], revisions: Sequence[int], records: Sequence[str]) -> None:
        common = {"at": self._at, "actor": self._actor, "action": action, "import_id": self._import_id}
        self._connection.execute(
            versions.insert(),
            [
                common | {"achievement_id": id_, "revision": revision, "record": record}
                for id_, revision, record in zip(ids, revisions, records, strict=True)
            ],
        )

    def _records(self, ids: Sequence[int]) -> dict[int, tuple[bool, str]]:
        rows = rows_in(self._connection, _WITH_RECORD, [id_ for id_ in ids if 0 < id_ <= LARGEST_ID])
        found = {row.id: (row.deleted, row.record) for row in rows}
        missing = [str(id_) for id_ in ids if id_ not in found]
        if missing:
            raise NotFound(f"没有 id 为 {'、'.join(missing[:10])} 的成果。请核对后重试。")
        return found

    def _next(self, counter: str, count: int) -> range:
        last: int = self._connection.execute(
            counters.update()
            .where(counters.c.name == counter)
            .values(value=counters.c.value + count)
            .returning(counters.c.value)
        ).scalar_one()
        return range(last - count + 1, last + 1)


def known(connection: sa.Connection, identities: Collection[str]) -> list[Known]:
    """Records with one of these identities, live ones first, then by id."""
    rows = rows_in(connection, _KNOWN, sorted(identities))
    return sorted((Known(**row._mapping) for row in rows), key=lambda record: (record.deleted, record.id))


def note(connection: sa.Connection, actor: str, action: str, detail: dict[str, Any]) -> None:
    """Write who did what into the audit."""
    connection.execute(audit.insert(), {"at": now(), "actor": actor, "action": action, "detail": detail})


def rows_in(connection: sa.Connection, query: AnySelect, values: Iterable[Any]) -> Iterable[AnyRow]:
    """Rows of a query whose column is `among` the values, asked for in portions."""
    rest = iter(values)
    while portion := list(islice(rest, LOOKUP)):
        yield from connection.execute(query, {"values": portion})


def _columns(entry: Entry) -> dict[str, Any]:
    return {
        "identity": entry.identity,
        "digest": entry.digest,
        "source": entry.source,
        "code": entry.code,
        "title": entry.title,
    }
