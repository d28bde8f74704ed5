"""Entries as needs."""

import re
from typing import Final

from corpus.importing.cells import BLANKS, chosen, with_unit
from corpus.importing.entries import Cell, Draft, Entry, Unfit, told
from corpus.importing.need_synonyms import STATUS_WORDS
from corpus.need import NEED_FIELD_NAMES, Need, NeedStatus
from corpus.reports import ColumnFound

_STATUSES: Final = {word: status for status, words in STATUS_WORDS.items() for word in words}

_CLAUSE: Final = re.compile(r"[^\s。；！？;!?][^\n。；！？;!?]{0,59}")


def need_of(entry: Entry) -> Need:
    """Make a need of an entry. Raises Unfit, ValidationError."""
    draft = Draft()
    for column, cell in entry.cells:
        if not column.ignored and cell:
            _place_cell(draft, column, cell)
    values = draft.values
    title = values.get("title") or title_of(values.get("content", ""))
    if not title:
        raise Unfit("没有需求名称，也没有需求内容；请至少补上一项，或删去这一行")
    contact = " ".join(values.get("contact", "").split())
    return Need(**{**values, "title": title, "contact": contact}, extra=draft.extra)


def title_of(content: str) -> str:
    """The first clause of a description, for a need that has no title of its own."""
    first = _CLAUSE.search(content)
    return first[0].strip() if first else ""


def _place_cell(draft: Draft, column: ColumnFound, cell: Cell) -> None:
    text = cell if isinstance(cell, str) else "、".join(cell)
    match column.field:
        case None:
            draft.add_extra(column.header, text)
        case _ if text in BLANKS:
            pass
        case "content" | "contact":
            draft.add_text(column.field, text)
        case "title":
            draft.settle(column, text, " ".join(text.split()))
        case "budget":
            draft.settle(column, text, with_unit(text, column.header))
        case "status":
            draft.settle(
                column, text, told(NEED_FIELD_NAMES["status"], text, _status, "看不懂；请写征集中、已对接或已关闭")
            )
        case _:
            draft.settle(column, text, " ".join(chosen(text).split()))


def _status(text: str) -> NeedStatus:
    status = _STATUSES.get(text.strip().lower())
    if status is None:
        raise ValueError(text)
    return status
