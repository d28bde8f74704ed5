"""Imports as jobs: what was asked for, how far it is, and what came of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Literal

import sqlalchemy as sa
from pydantic import TypeAdapter

from corpus.errors import NotFound
from corpus.reports import FileReport
from corpus.store.database import Database
from corpus.store.schema import LARGEST_ID, imports, now
from corpus.store.writing import AnyRow, AnySelect, note

_REPORTS: Final = TypeAdapter(tuple[FileReport, ...])
_NOT_ASKED_FOR: Final = sa.null()

Status = Literal["waiting", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class ImportJob:
    """An import. `progress` counts rows read, `report` is there when it has ended, `detail` says what went wrong."""

    id: int
    status: Status
    files: tuple[str, ...]
    options: dict[str, Any]
    dry_run: bool
    actor: str
    progress: int
    report: tuple[FileReport, ...]
    detail: str | None
    created_at: datetime
    finished_at: datetime | None


class ImportJobs:
    """The imports of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create_import(self, files: Sequence[str], options: dict[str, Any], actor: str, *, dry_run: bool = False) -> int:
        """Remember that an import was asked for, and by whom; returns its id. `options` must be JSON."""
        row = {
            "status": "waiting",
            "files": list(files),
            "options": options,
            "dry_run": dry_run,
            "actor": actor,
            "progress": 0,
            "report": [],
            "rejected": [],
            "created_at": now(),
        }
        with self._database.writing() as connection:
            (id_,) = connection.execute(imports.insert(), row).inserted_primary_key or (0,)
            note(connection, actor, "imports.create", {"id": id_, "files": list(files), "dry_run": dry_run})
        return int(id_)

    def start_import(self, id: int) -> None:
        """It runs, from its beginning."""
        self._set_import(id, status="running", progress=0, report=[], rejected=[], detail=None, finished_at=None)

    def advance_import(self, id: int, progress: int) -> None:
        """So many rows are read."""
        self._set_import(id, progress=progress)

    def finish_import(self, id: int, report: Sequence[FileReport]) -> None:
        """It is done."""
        self._end_import(id, "done", report, None)

    def fail_import(self, id: int, detail: str, report: Sequence[FileReport] = ()) -> None:
        """It could not be carried out; `report` holds the files that were, before."""
        self._end_import(id, "failed", report, detail)

    def get_import(self, id: int) -> ImportJob:
        """One import, with all its rejected rows. Raises NotFound."""
        jobs = self._select(imports.c.id == id, rejected=imports.c.rejected) if 0 < id <= LARGEST_ID else []
        if not jobs:
            raise NotFound(f"没有编号为 {id} 的导入。请在导入列表里核对。")
        return jobs[0]

    def list_imports(self, limit: int = 50) -> list[ImportJob]:
        """The latest imports, newest first; their reports say how many rows were rejected, but not which."""
        return self._select(limit=limit)

    def unfinished_imports(self) -> list[ImportJob]:
        """Imports that wait or run, oldest first: after a crash, those to be taken up again."""
        return self._select(imports.c.status.in_(("waiting", "running")))[::-1]

    def count_imports(self) -> int:
        """How many imports were done, dry runs left out."""
        done = (imports.c.status == "done") & imports.c.dry_run.is_(False)
        with self._database.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(imports).where(done)).scalar_one())

    def _end_import(self, id: int, status: Status, report: Sequence[FileReport], detail: str | None) -> None:
        files = [asdict(file) for file in report]
        rejected = [file.pop("rejected") for file in files]
        self._set_import(id, status=status, report=files, rejected=rejected, detail=detail, finished_at=now())

    def _set_import(self, id: int, **values: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(imports.update().where(imports.c.id == id).values(values))

    def _select(
        self,
        *conditions: sa.ColumnElement[bool],
        limit: int | None = None,
        rejected: sa.ColumnElement[Any] = _NOT_ASKED_FOR,
    ) -> list[ImportJob]:
        columns = [column for column in imports.c if column is not imports.c.rejected]
        query: AnySelect = sa.select(*columns, rejected.label("rejected"))
        query = query.where(*conditions).order_by(imports.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_job(row) for row in connection.execute(query)]


def _job(row: AnyRow) -> ImportJob:
    fields = dict(row._mapping)
    fields["files"] = tuple(fields["files"])
    rejected = fields.pop("rejected") or [()] * len(fields["report"])
    files = [file | {"rejected": rows} for file, rows in zip(fields["report"], rejected, strict=True)]
    fields["report"] = _REPORTS.validate_python(files)
    return ImportJob(**fields)
