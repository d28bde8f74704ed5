"""The answers of a check, one a submission: kept as they come, read in order, in short, or counted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import sqlalchemy as sa

from corpus.errors import NotFound
from corpus.store.database import Database
from corpus.store.schema import LARGEST_ID, check_results, checks
from corpus.store.writing import AnyRow

UNFINISHED: Final = ("waiting", "running")
"""States of a check that may still be answered."""

LEVELS: Final = ("高度疑似", "疑似", "相关", "无关")
"""In the order in which a reviewer looks at them; what declares itself a next stage is 相关 however unlikely."""

PAGE: Final = 200
"""Results read at a time where all are wanted; each may have a megabyte."""


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


class CheckResults:
    """The results of the checks of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
