"""The sums of the deals as a sheet (转化汇总): every stage, then by region, industry and year."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from corpus.deals.deal import STAGE_NAMES, Stage
from corpus.deals.funnel import Figures
from corpus.deals.ledger import AMOUNT_LOOK, TEN_THOUSAND
from corpus.store import DealsWanted, Grouping, Store

GROUPS: Final[dict[Grouping, str]] = {"region": "需方地区", "industry": "需方行业", "year": "年度"}

GROUPED: Final[tuple[Stage, ...]] = ("intention", "contract", "in_use")
"""Stages whose counts and sums stand beside each other for every group."""


class _Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, book: Any) -> None:
        self._sheet = book.add_worksheet("转化汇总")
        self._head = book.add_format({"bold": True, "bg_color": "#EEF1F5", "border": 1, "text_wrap": True})
        self._amount = book.add_format({"num_format": AMOUNT_LOOK})
        self._row = 0
        self._sheet.set_column(0, 0, 18)
        self._sheet.set_column(1, 8, 16)

    def head(self, *names: str) -> None:
        """A row of headers after an empty one."""
        self._row += 1 if self._row else 0
        self._sheet.write_row(self._row, 0, names, self._head)
        self._row += 1

    def row(self, name: str, cells: Sequence[int | float]) -> None:
        """A name and its figures; a floating one is an amount."""
        self._sheet.write_string(self._row, 0, name)
        for column, cell in enumerate(cells, start=1):
            self._sheet.write_number(self._row, column, cell, self._amount if isinstance(cell, float) else None)
        self._row += 1


def write_summary(store: Store, wanted: DealsWanted, book: Any) -> None:
    """Write the sheet 转化汇总 into an open XlsxWriter workbook; amounts are numbers in 万元."""
    sheet = _Sheet(book)
    _stages(sheet, store.deal_figures(wanted))
    for grouping, name in GROUPS.items():
        _groups(sheet, name, store.deal_groups(grouping, wanted))


def _stages(sheet: _Sheet, figures: Figures) -> None:
    sheet.head("阶段", "到过（项）", "有记录（项）", "金额（万元）", "未写金额（项）")
    for stage in figures.stages:
        amount = float(stage.yuan.scaleb(-TEN_THOUSAND))
        sheet.row(STAGE_NAMES[stage.stage], (stage.reached, stage.recorded, amount, stage.without_amount))
    sheet.row("其中成交", (figures.completed,))
    sheet.row("其中未成交", (figures.abandoned,))


def _groups(sheet: _Sheet, name: str, groups: Mapping[str, Figures]) -> None:
    names = [f"{STAGE_NAMES[stage]}{what}" for stage in GROUPED for what in ("（项）", "金额（万元）")]
    sheet.head(name, *names)
    for value, figures in groups.items():
        wanted = [stage for stage in figures.stages if stage.stage in GROUPED]
        sheet.row(
            value or "未填",
            [cell for each in wanted for cell in (each.recorded, float(each.yuan.scaleb(-TEN_THOUSAND)))],
        )
