"""Which deals there are, and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import sqlalchemy as sa

from corpus.deals.deal import Deal, Stage
from corpus.deals.funnel import Counted, Figures, figures_of
from corpus.store.database import Database
from corpus.store.deal_rows import read_deals
from corpus.store.schema import LARGEST_ID, achievements, deal_stages, deals
from corpus.store.writing import AnyRow

Grouping = Literal["region", "industry", "year"]
"""What deals are summed up by: where and in which trade the taker is; the year of each step."""

_COUNTS: Final = (
    deal_stages.c.first,
    deal_stages.c.rank,
    deal_stages.c.outcome,
    sa.func.count().label("steps"),
    sa.func.coalesce(sa.func.sum(deal_stages.c.fen), 0).label("fen"),
    sa.func.count(deal_stages.c.fen).label("with_amount"),
)


@dataclass(frozen=True, slots=True)
class DealsWanted:
    """Which deals; an empty field leaves nothing out. `years` are those of their steps; `text` stands in the title of
    the achievement, the taker's name or a document's number."""

    stages: tuple[Stage, ...] = ()
    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    text: str = ""
    achievement_id: int | None = None
    need_id: int | None = None


class DealLists:
    """Lists and sums of the deals of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_deals(
        self, wanted: DealsWanted = DealsWanted(), *, limit: int = LARGEST_ID, offset: int = 0
    ) -> tuple[int, list[Deal]]:
        """How many there are, and one page of them, what was changed last first."""
        conditions = [*_conditions(wanted), *_in_stages(wanted), *_touched(wanted.years)]
        count = sa.select(sa.func.count()).select_from(deals).where(*conditions)
        page = sa.select(deals.c.id).where(*conditions).order_by(deals.c.updated_at.desc(), deals.c.id.desc())
        with self._database.reading() as connection:
            total = int(connection.execute(count).scalar_one())
            ids = connection.execute(page.limit(limit).offset(offset)).scalars()
            return total, read_deals(connection, list(ids))

    def deal_figures(self, wanted: DealsWanted = DealsWanted()) -> Figures:
        """What deals add up to. A step counts in its own year; stages that are wanted are not looked at."""
        with self._database.reading() as connection:
            return figures_of(_counted(row) for row in connection.execute(_counts(wanted)))

    def deal_groups(self, by: Grouping, wanted: DealsWanted = DealsWanted()) -> dict[str, Figures]:
        """The same for each region, industry or year, in the order of their names; "" is what nobody filled in."""
        key: sa.ColumnElement[Any] = sa.extract("year", deal_stages.c.day) if by == "year" else deals.c[by]
        query = _counts(wanted).add_columns(key.label("key")).group_by(key)
        groups: dict[str, list[Counted]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                groups.setdefault(str(row.key), []).append(_counted(row))
        return {name: figures_of(groups[name]) for name in sorted(groups)}


def _counts(wanted: DealsWanted) -> sa.Select[Any]:
    query = sa.select(*_COUNTS).join(deals, deals.c.id == deal_stages.c.deal_id)
    query = query.where(*_conditions(wanted), *([_in_years(wanted.years)] if wanted.years else []))
    return query.group_by(deal_stages.c.first, deal_stages.c.rank, deal_stages.c.outcome)


def _counted(row: AnyRow) -> Counted:
    # PostgreSQL adds 64-bit numbers up to a decimal
    return Counted(row.first, row.rank, row.outcome, row.steps, int(row.fen), row.with_amount)


def _conditions(wanted: DealsWanted) -> list[sa.ColumnElement[bool]]:
    """Of a deal as such: neither its stage nor the years of its steps."""
    found: list[sa.ColumnElement[bool]] = []
    if wanted.regions:
        found.append(deals.c.region.in_(wanted.regions))
    if wanted.industries:
        found.append(deals.c.industry.in_(wanted.industries))
    if wanted.text:
        found.append(_holds(wanted.text))
    if wanted.achievement_id is not None:
        found.append(deals.c.achievement_id == wanted.achievement_id)
    if wanted.need_id is not None:
        found.append(deals.c.need_id == wanted.need_id)
    return found


def _in_stages(wanted: DealsWanted) -> list[sa.ColumnElement[bool]]:
    return [deals.c.stage.in_(wanted.stages)] if wanted.stages else []


def _touched(years: Sequence[int]) -> list[sa.ColumnElement[bool]]:
    """Deals with a step in one of the years."""
    own = deal_stages.c.deal_id == deals.c.id
    return [sa.exists().where(own, _in_years(years))] if years else []


def _in_years(years: Sequence[int]) -> sa.ColumnElement[bool]:
    return sa.or_(*(deal_stages.c.day.between(date(year, 1, 1), date(year, 12, 31)) for year in years))


def _holds(text: str) -> sa.ColumnElement[bool]:
    title = achievements.c.id == deals.c.achievement_id, achievements.c.title.icontains(text, autoescape=True)
    number = deal_stages.c.deal_id == deals.c.id, deal_stages.c.number.icontains(text, autoescape=True)
    said = [sa.exists().where(*where).correlate(deals) for where in (title, number)]
    return sa.or_(deals.c.taker.icontains(text, autoescape=True), *said)
