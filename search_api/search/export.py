"""A result list as an Excel workbook; text stays text, whatever it begins with."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from corpus.achievement import FIELD_NAMES, Achievement
from corpus.facts import facts_of
from indexer.document import NUMBER_FIELDS
from indexer.figures import fact_facets, numbers_of
from search_api.search.candidates import candidates
from search_api.search.fields import VALUE_NAMES, display_name, value_name
from search_api.search.page import records_of
from search_api.search.plan import make_plan
from search_api.search.question import Question
from search_api.visibility import may_be_quoted, withheld

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MAX_ROWS: Final = 10_000
"""Rows of one workbook. A question never finds so many; filters alone may."""

BATCH: Final = 1_000
MAX_CELL: Final = 32_767
"""Characters in one cell: Excel's own limit."""

COLUMNS: Final = tuple(name for name in FIELD_NAMES if name != "extra")
FACT_COLUMNS: Final = (*NUMBER_FIELDS, *VALUE_NAMES)
"""What is read out of the texts; it stands behind the fields, empty where nothing is said."""

WIDE: Final = 40
NARROW: Final = 14

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(base: "KnowledgeBase", question: Question, *, confidential: bool) -> bytes:
    """All hits of a question in their order, up to MAX_ROWS, as the bytes of an .xlsx file.

    Confidential ones are withheld unless asked for.
    """
    import xlsxwriter

    book = BytesIO()
    with xlsxwriter.Workbook(book, _OPTIONS) as writer:
        sheet = writer.add_worksheet("检索结果")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, _headers(), writer.add_format({"bold": True}))
        sheet.set_column(1, len(COLUMNS) + len(FACT_COLUMNS), NARROW)
        sheet.set_column(1 + COLUMNS.index("title"), 1 + COLUMNS.index("title"), WIDE)
        for row, achievement in enumerate(_achievements(base, question), start=1):
            sheet.write_number(row, 0, row)
            for column, value in enumerate(_cells(achievement, confidential), start=1):
                _write(sheet, row, column, value)
    return book.getvalue()


def _headers() -> list[str]:
    facts = [f"{display_name(name)}（元）" if name.endswith("benefit") else display_name(name) for name in FACT_COLUMNS]
    return ["序号", *(FIELD_NAMES[name] for name in COLUMNS), *facts]


def _cells(achievement: Achievement, confidential: bool) -> Iterator[object]:
    if not may_be_quoted(achievement, confidential=confidential):
        said = withheld(achievement.model_dump())
        yield from (said[name] for name in COLUMNS)
        return
    yield from (getattr(achievement, name) for name in COLUMNS)
    facts = facts_of(achievement)
    yield from numbers_of(facts).values()
    yield from (value_name(name, value) for name, value in fact_facets(facts).items())


def _achievements(base: "KnowledgeBase", question: Question) -> Iterator[Achievement]:
    plan = make_plan(base, question)
    for offset in range(0, MAX_ROWS, BATCH):
        found = candidates(base, plan, offset, BATCH)
        yield from (record.achievement for _, record in records_of(base, found.stretch))
        if offset + BATCH >= found.total:
            return


def _write(sheet: Any, row: int, column: int, value: object) -> None:
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否")
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif text := "；".join(value) if isinstance(value, tuple) else str(value or ""):
        sheet.write_string(row, column, text[:MAX_CELL])
