"""The sums of the deals as a sheet (转化汇总): every stage, then by region, industry and year."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from corpus.deals.deal import STAGE_NAMES, Stage
from corpus.deals.funnel import Figures, StageFigures
from corpus.deals.ledger import AMOUNT_LOOK, TEN_THOUSAND
from corpus.deals.rules import today
from corpus.store import DealsWanted, Grouping, Store

GROUPS: Final[dict[Grouping, str]] = {"region": "需方地区", "industry": "需方行业", "year": "年度"}

GROUPED: Final[dict[Stage, bool]] = {"intention": True, "contract": True, "in_use": False}
"""Stages whose counts stand beside each other for every group, and whether with what they add up to."""

PAPERS: Final[tuple[Stage, ...]] = ("intention", "contract")
"""Stages whose papers should name an amount."""


class _Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, book: Any) -> None:
        self._sheet = book.add_worksheet("转化汇总")
        self._head = book.add_format({"bold": True, "bg_color": "#EEF1F5", "border": 1, "text_wrap": True})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._amount = book.add_format({"num_format": AMOUNT_LOOK})
        self._row = 0
        self._sheet.set_column(0, 0, 18)
        self._sheet.set_column(1, 8, 16)

    def title(self, text: str) -> None:
        """A line of its own."""
        self._sheet.write_string(self._row, 0, text, self._title)
        self._row += 1

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
    sheet.title(f"{figures.conclusion}（截至 {today()}）")
    sheet.head("阶段", "到过（项）", "有记录（项）", "金额（万元）", "未写金额（项）")
    for stage in figures.stages:
        amount = float(stage.yuan.scaleb(-TEN_THOUSAND))
        unsaid = (stage.without_amount,) if stage.stage in PAPERS else ()
        sheet.row(STAGE_NAMES[stage.stage], (stage.reached, stage.recorded, amount, *unsaid))
    sheet.row("其中成交", (figures.completed,))
    sheet.row("其中未成交", (figures.abandoned,))


def _groups(sheet: _Sheet, name: str, groups: Mapping[str, Figures]) -> None:
    whats = [(stage, what) for stage, sums in GROUPED.items() for what in ("（项）", "金额（万元）")[: 1 + sums]]
    sheet.head(name, *(f"{STAGE_NAMES[stage]}{what}" for stage, what in whats))
    for value, figures in groups.items():
        sheet.row(
            value or "未填", [cell for stage, sums in GROUPED.items() for cell in _cells(figures.of(stage), sums)]
        )


def _cells(figures: StageFigures, sums: bool) -> list[int | float]:
    return [figures.recorded, *([float(figures.yuan.scaleb(-TEN_THOUSAND))] if sums else [])]
