"""Checks as jobs: what was asked for, and the answer to each submission, kept as it comes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import uuid4

import sqlalchemy as sa

from corpus.errors import NotFound
from corpus.reports import RowRejected
from corpus.store.database import Database
from corpus.store.schema import LARGEST_ID, check_results, checks, now
from corpus.store.writing import AnyRow, note

CheckStatus = Literal["waiting", "running", "done", "failed", "cancelled"]

UNFINISHED: Final = ("waiting", "running")

LEVELS: Final = ("高度疑似", "疑似", "相关", "无关")
"""In the order in which a reviewer looks at them; what declares itself a next stage is 相关 however unlikely."""

PAGE: Final = 200
"""Results read at a time where all are wanted; each may have a megabyte."""


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


@dataclass(frozen=True, slots=True)
class ResultInShort:
    """One submission of a check, and the gist of its answer; `best` is the title of what it repeats most likely."""

    position: int
    place: str
    code: str
    title: str
    unit: str
    year: int | None
    level: str
    type: str | None
    probability: float
    best: str
    family: str | None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One result: in short, the submission as JSON, and what is said of it as JSON."""

    short: ResultInShort
    submission: str
    report: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which results: of a level, a type, a family, with `q` in title, unit or code; "" is any."""

    level: str = ""
    type: str = ""
    family: str = ""
    q: str = ""

    def conditions(self) -> Iterator[sa.ColumnElement[bool]]:
        """What must hold of a row."""
        for name in ("level", "type", "family"):
            if value := getattr(self, name):
                yield check_results.c[name] == value
        if self.q:
            columns = (check_results.c.title, check_results.c.unit, check_results.c.code)
            yield sa.or_(*(column.icontains(self.q, autoescape=True) for column in columns))


@dataclass(frozen=True, slots=True)
class Tally:
    """The results of a check so far: how many, by level, by type; families; and how many alarm at its threshold."""

    results: int
    levels: Mapping[str, int]
    types: Mapping[str, int]
    families: int
    alarms: int


_SHORT: Final = tuple(check_results.c[name] for name in ResultInShort.__slots__)


_RANK: Final = sa.case(
    {level: rank for rank, level in enumerate(LEVELS)}, value=check_results.c.level, else_=len(LEVELS)
)


class Checks:
    """The checks of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

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

    def keep_results(self, id: int, results: Sequence[CheckResult]) -> bool:
        """Keep answers, which come in the order of their positions. False, and nothing kept, where it has ended."""
        with self._database.writing() as connection:
            status = connection.execute(sa.select(checks.c.status).where(checks.c.id == id)).scalar()
            if status not in UNFINISHED:
                return False
            if results:
                connection.execute(check_results.insert(), [_row(id, result) for result in results])
        return True

    def set_families(self, id: int, families: Mapping[int, str]) -> None:
        """Say to which family the submissions at some positions belong; the others belong to none."""
        of_check = check_results.c.check_id == id
        place = check_results.c.position == sa.bindparam("at")
        query = check_results.update().where(of_check, place).values(family=sa.bindparam("named"))
        with self._database.writing() as connection:
            connection.execute(check_results.update().where(of_check).values(family=None))
            if families:
                rows = [{"at": position, "named": family} for position, family in families.items()]
                connection.execute(query, rows)

    def family_sizes(self, id: int, families: Collection[str]) -> dict[str, int]:
        """How many submissions of a check are of each family."""
        column = check_results.c.family
        query = sa.select(column, sa.func.count()).where(check_results.c.check_id == id, column.in_(sorted(families)))
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query.group_by(column))}

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

    def tallies(self, thresholds: Mapping[int, float]) -> dict[int, Tally]:
        """What the results of some checks come to; `thresholds` is id → the probability from which on one alarms."""
        with self._database.reading() as connection:
            return {id_: _tally(connection, id_, threshold) for id_, threshold in thresholds.items()}

    def probabilities(self, id: int) -> list[float]:
        """Of every result of a check, in no particular order."""
        query = sa.select(check_results.c.probability).where(check_results.c.check_id == id)
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())

    def results(self, id: int, wanted: Wanted, offset: int, limit: int) -> tuple[int, list[ResultInShort]]:
        """How many results are wanted, and a stretch of them: by level, then by falling probability."""
        conditions = (check_results.c.check_id == id, *wanted.conditions())
        order = _RANK, check_results.c.probability.desc(), check_results.c.position
        query = sa.select(*_SHORT).where(*conditions).order_by(*order).offset(offset).limit(limit)
        with self._database.reading() as connection:
            total = int(connection.execute(sa.select(sa.func.count()).where(*conditions)).scalar_one())
            return total, [ResultInShort(*row) for row in connection.execute(query)]

    def result(self, id: int, position: int) -> CheckResult:
        """One result. Raises NotFound."""
        found = self.results_at(id, [position]) if 0 <= position <= LARGEST_ID else {}
        if position not in found:
            raise NotFound(f"查重 {id} 里没有第 {position + 1} 份申报，或它还没有查到。请在结果列表里核对。")
        return found[position]

    def results_at(self, id: int, positions: Collection[int]) -> dict[int, CheckResult]:
        """Results by position; what is not there is left out."""
        query = _all_columns(id).where(check_results.c.position.in_(sorted(positions)))
        with self._database.reading() as connection:
            return {row.position: _result(row) for row in connection.execute(query)}

    def all_results(self, id: int) -> Iterator[CheckResult]:
        """All results in the order of the submissions, a few at a time."""
        after = -1
        while True:
            query = _all_columns(id).where(check_results.c.position > after)
            with self._database.reading() as connection:
                rows = connection.execute(query.order_by(check_results.c.position).limit(PAGE)).all()
            if not rows:
                return
            yield from map(_result, rows)
            after = rows[-1].position

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


def _all_columns(id: int) -> "sa.Select[Any]":
    return sa.select(*_SHORT, check_results.c.submission, check_results.c.report).where(check_results.c.check_id == id)


def _result(row: AnyRow) -> CheckResult:
    *short, submission, report = row
    return CheckResult(ResultInShort(*short), submission, report)


def _row(id: int, result: CheckResult) -> dict[str, Any]:
    return {"check_id": id, "submission": result.submission, "report": result.report, **asdict(result.short)}


def _tally(connection: sa.Connection, id: int, threshold: float) -> Tally:
    columns = check_results.c
    query = sa.select(
        columns.level,
        columns.type,
        sa.func.count(),
        sa.func.count().filter(columns.probability >= threshold),
    )
    rows = connection.execute(query.where(columns.check_id == id).group_by(columns.level, columns.type)).all()
    families = sa.select(sa.func.count(columns.family.distinct())).where(columns.check_id == id)
    levels: dict[str, int] = {}
    types: dict[str, int] = {}
    for level, type_, count, *_ in rows:
        levels[level] = levels.get(level, 0) + count
        if type_ is not None:
            types[type_] = types.get(type_, 0) + count
    return Tally(
        results=sum(levels.values()),
        levels=levels,
        types=types,
        families=int(connection.execute(families).scalar_one()),
        alarms=sum(row[3] for row in rows),
    )
