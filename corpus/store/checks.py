"""Checks as jobs: what was asked for, and the answer to each submission, kept as it comes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import uuid4

import sqlalchemy as sa

from corpus.errors import NotFound
from corpus.reports import RowRejected
from corpus.store.results import UNFINISHED, CheckResults
from corpus.store.schema import LARGEST_ID, check_results, checks, now
from corpus.store.writing import AnyRow, note

CheckStatus = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class CheckJob:
    """A check. `total` and `index_revision` are known once its tables are read; `detail` says how it goes, in words.

    `run_id` names the run in its reports.
    """

    id: int
    status: CheckStatus
    run_id: str
    files: tuple[str, ...]
    options: dict[str, Any]
    actor: str
    total: int | None
    index_revision: int | None
    rejected: tuple[RowRejected, ...]
    notices: tuple[str, ...]
    detail: str | None
    created_at: datetime
    finished_at: datetime | None


class Checks(CheckResults):
    """The checks of a database, with their results."""

    def create_check(self, files: Sequence[str], options: dict[str, Any], actor: str) -> int:
        """Remember that a check was asked for, and by whom; returns its id. `options` must be JSON."""
        row = {
            "status": "waiting",
            "run_id": uuid4().hex,
            "files": list(files),
            "options": options,
            "actor": actor,
            "rejected": [],
            "notices": [],
            "created_at": now(),
        }
        with self._database.writing() as connection:
            (id_,) = connection.execute(checks.insert(), row).inserted_primary_key or (0,)
            note(connection, actor, "checks.create", {"id": id_, "files": list(files)})
        return int(id_)

    def start_check(self, id: int, detail: str | None = None) -> bool:
        """It runs, or waits for what `detail` says. False where it has ended in the meantime."""
        return self._set_check(id, status="running" if detail is None else "waiting", detail=detail)

    def begin_results(
        self, id: int, *, total: int, revision: int, rejected: Sequence[RowRejected], notices: Sequence[str]
    ) -> int:
        """Its tables are read, and it is answered at a revision of the index; returns how many answers are there.

        Answers of another revision are forgotten, as all of a check are to be of one.
        """
        with self._database.writing() as connection:
            query = sa.select(checks.c.index_revision).where(checks.c.id == id)
            if connection.execute(query).scalar() != revision:
                connection.execute(check_results.delete().where(check_results.c.check_id == id))
            said = {"rejected": [asdict(row) for row in rejected], "notices": list(notices)}
            connection.execute(
                checks.update().where(checks.c.id == id).values(total=total, index_revision=revision, **said)
            )
            counted = sa.select(sa.func.count()).where(check_results.c.check_id == id)
            return int(connection.execute(counted).scalar_one())

    def finish_check(self, id: int) -> bool:
        """It is done. False where it has ended in the meantime."""
        return self._set_check(id, status="done", detail=None, finished_at=now())

    def fail_check(self, id: int, detail: str) -> bool:
        """It could not be carried out; the answers so far stay."""
        return self._set_check(id, status="failed", detail=detail, finished_at=now())

    def cancel_check(self, id: int, actor: str) -> CheckJob:
        """End it, if it has not ended; the answers so far stay. Raises NotFound."""
        self.get_check(id)
        if self._set_check(id, status="cancelled", finished_at=now()):
            self.note_of_check(id, "checks.cancel", actor)
        return self.get_check(id)

    def note_of_check(self, id: int, action: str, actor: str, **detail: Any) -> None:
        """Write into the audit what somebody did with a check."""
        with self._database.writing() as connection:
            note(connection, actor, action, {"id": id, **detail})

    def get_check(self, id: int) -> CheckJob:
        """One check. Raises NotFound."""
        jobs = self._select_checks(checks.c.id == id) if 0 < id <= LARGEST_ID else []
        if not jobs:
            raise NotFound(f"没有编号为 {id} 的查重。请在查重列表里核对。")
        return jobs[0]

    def list_checks(self, limit: int = 50) -> list[CheckJob]:
        """The latest checks, newest first."""
        return self._select_checks(limit=limit)

    def unfinished_checks(self) -> list[CheckJob]:
        """Checks that wait or run, oldest first: after a crash, those to be gone on with."""
        return self._select_checks(checks.c.status.in_(UNFINISHED))[::-1]

    def _set_check(self, id: int, **values: Any) -> bool:
        with self._database.writing() as connection:
            query = checks.update().where(checks.c.id == id, checks.c.status.in_(UNFINISHED)).values(values)
            return connection.execute(query).rowcount > 0

    def _select_checks(self, *conditions: sa.ColumnElement[bool], limit: int | None = None) -> list[CheckJob]:
        query = sa.select(checks).where(*conditions).order_by(checks.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_check(row) for row in connection.execute(query)]


def _check(row: AnyRow) -> CheckJob:
    fields = dict(row._mapping)
    fields["rejected"] = tuple(RowRejected(**rejected) for rejected in fields["rejected"])
    return CheckJob(**fields | {name: tuple(fields[name]) for name in ("files", "notices")})
