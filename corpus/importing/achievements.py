"""Entries as achievements."""

from dataclasses import dataclass
from typing import Final

from corpus.achievement import FIELD_NAMES, TEXT_FIELDS, Achievement
from corpus.importing.cells import BLANKS, chosen, is_confidential, with_unit, year_in
from corpus.importing.entries import Cell, Draft, Entry, Unfit, told
from corpus.importing.people import names_in
from corpus.importing.rights import rights_in
from corpus.reports import ColumnFound

RIGHTS: Final = ("patents", "software", "standards")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What rows that do not say it get: `year`; and what all get: `source`, unless their own may stand."""

    source: str
    year: int | None = None
    own_source: bool = True


def achievement_of(entry: Entry, defaults: Defaults) -> Achievement:
    """Make an achievement of an entry. Raises Unfit, ValidationError."""
    draft = Draft()
    for column, cell in entry.cells:
        if not column.ignored and cell:
            _place_cell(draft, column, cell)
    values = draft.values
    if not values.get("title"):
        raise Unfit("没有成果名称；请补上成果名称，或删去这一行")
    if not defaults.own_source and (own := values.pop("source", "")):
        draft.add_extra(FIELD_NAMES["source"], own)
    values["source"] = values.get("source") or defaults.source
    values["year"] = values.get("year") or defaults.year
    return Achievement(**values, extra=draft.extra)


def _place_cell(draft: Draft, column: ColumnFound, cell: Cell) -> None:
    if isinstance(cell, tuple):
        _place_items(draft, column, cell)
        return
    match column.field:
        case None:
            draft.add_extra(column.header, cell)
        case "people":
            draft.add_items("people", names_in(cell))
        case "patents" | "software" | "standards":
            _place_rights(draft, column, cell)
        case "year":
            draft.settle(column, cell, told("年度", cell, year_in, "读不出年份；请写成 2023 这样的四位数字"))
        case "confidential":
            draft.settle(column, cell, told("密级", chosen(cell), is_confidential, "看不懂；请写“是”或“否”"))
        case name if name in TEXT_FIELDS:
            if cell not in BLANKS:
                draft.add_text(name, with_unit(cell, column.header))
        case "title":
            if cell not in BLANKS:
                draft.settle(column, cell, " ".join(cell.split()))
        case _:
            if (choice := chosen(cell)) not in BLANKS:
                draft.settle(column, cell, " ".join(choice.split()))


def _place_items(draft: Draft, column: ColumnFound, items: tuple[str, ...]) -> None:
    if column.field in (*RIGHTS, "people"):
        draft.add_items(column.field, items)
    elif items:
        _place_cell(draft, column, "、".join(items))


def _place_rights(draft: Draft, column: ColumnFound, text: str) -> None:
    assert column.field is not None
    rights = rights_in(text, column.field)
    for name in RIGHTS:
        if items := getattr(rights, name):
            draft.add_items(name, items)
    if rights.rest:
        draft.add_extra(column.header, rights.rest)
