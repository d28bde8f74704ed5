"""The deals as a ledger (转化台账): one row a deal, as offices keep it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from corpus.achievement import SECRET
from corpus.deals.deal import OUTCOME_NAMES, STAGE_NAMES, STAGES, Deal, Stage, Step
from corpus.deals.rules import BEIJING
from corpus.exporting import MAX_CELL
from corpus.store import DealsWanted, Store

TEN_THOUSAND: Final = 4
"""Offices reckon in 万元; decimal places between it and yuan."""

AMOUNT_LOOK: Final = "#,##0.00####"
"""How a cell shows 万元: two places, and as many more as the amount has, down to the fen."""

Cell = str | int | float | date | None
"""A floating amount is in 万元."""


@dataclass(frozen=True, slots=True)
class Row:
    """A deal with what its achievement is called and who made it."""

    deal: Deal
    title: str
    unit: str

    def step(self, stage: Stage) -> Step | None:
        """The step of a stage, if it was taken."""
        return next((step for step in self.deal.steps if step.stage == stage), None)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the ledger: its header, its width in characters, and what it holds."""

    header: str
    width: int
    of: Callable[[Row], Cell]


def rows_of(store: Store, wanted: DealsWanted | None = None, *, confidential: bool = False) -> Iterator[Row]:
    """Deals in the order of their numbers, or, where some are `wanted`, those in the order of a list.

    Confidential achievements are not named unless `confidential` asks for it.
    """
    for deals in store.all_deals() if wanted is None else [store.list_deals(wanted)[1]]:
        known = store.get_many({deal.achievement_id for deal in deals})
        for deal in deals:
            achievement = known[deal.achievement_id].achievement
            is_named = confidential or not achievement.confidential
            yield Row(deal, *((achievement.title, achievement.unit) if is_named else (SECRET, "")))


def write_ledger(rows: Iterable[Row], book: Any) -> int:
    """Write the sheet 转化台账 into an open XlsxWriter workbook: amounts are numbers in 万元, days are days, and text
    stays text whatever it begins with. Returns how many deals it holds."""
    sheet = book.add_worksheet("转化台账")
    head = book.add_format({"bold": True, "bg_color": "#EEF1F5", "border": 1, "text_wrap": True, "valign": "vcenter"})
    looks = {date: book.add_format({"num_format": "yyyy-mm-dd"}), float: book.add_format({"num_format": AMOUNT_LOOK})}
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
    sheet.write_row(0, 0, [column.header for column in COLUMNS], head)
    count = 0
    for count, row in enumerate(counting(rows), start=1):
        for number, column in enumerate(COLUMNS):
            _write_cell(sheet, count, number, column.of(row), looks)
    sheet.autofilter(0, 0, count, len(COLUMNS) - 1)
    return count


def counting(rows: Iterable[Row]) -> Iterator[Row]:
    """Without those that are void, which would be added up."""
    return (row for row in rows if row.deal.outcome != "void")


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, looks: dict[type, Any]) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, looks[date])
    elif isinstance(cell, float):
        sheet.write_number(row, column, cell, looks[float])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell[:MAX_CELL])


def _stage(row: Row) -> str:
    outcome = row.deal.outcome
    return STAGE_NAMES[row.deal.stage] + (f"（{OUTCOME_NAMES[outcome]}）" if outcome else "")


def _day(stage: Stage) -> Column:
    return Column(f"{STAGE_NAMES[stage]}日期", 12, lambda row: step.day if (step := row.step(stage)) else None)


def _number(stage: Stage, header: str) -> Column:
    return Column(header, 20, lambda row: step.number if (step := row.step(stage)) else None)


def _amount(stage: Stage) -> Column:
    def of(row: Row) -> float | None:
        step = row.step(stage)
        return None if step is None or step.amount is None else float(step.amount.scaleb(-TEN_THOUSAND))

    return Column(f"{STAGE_NAMES[stage]}金额（万元）", 14, of)


_need, _match, _contact, _intention, _contract, _in_use, _closed = STAGES

COLUMNS: Final = (
    Column("转化编号", 9, lambda row: row.deal.id),
    Column("成果名称", 40, lambda row: row.title),
    Column("完成单位", 26, lambda row: row.unit),
    Column("需方单位", 26, lambda row: row.deal.parties.taker),
    Column("需方地区", 12, lambda row: row.deal.parties.region),
    Column("需方行业", 12, lambda row: row.deal.parties.industry),
    Column("当前阶段", 14, _stage),
    _day(_need),
    _day(_match),
    _day(_contact),
    _day(_intention),
    _number(_intention, "意向书编号"),
    _amount(_intention),
    _day(_contract),
    _number(_contract, "合同编号"),
    _amount(_contract),
    _day(_in_use),
    _day(_closed),
    Column("结束说明", 30, lambda row: step.note if (step := row.step("closed")) else None),
    Column("经办人", 12, lambda row: row.deal.steps[-1].who),
    Column("最近改动", 16, lambda row: row.deal.updated_at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")),
)
"""The columns of the ledger, as offices keep it."""
