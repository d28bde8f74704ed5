"""Titles, units, people, numbers and figures of two achievements, row by row."""

import re
from collections.abc import Mapping
from typing import Final

from ui.answers import CheckedMatch, Evidence
from ui.fields import FIELD_NAMES, TEXT_FIELDS
from ui.views.parts.text import escaped

ROWS: Final = {
    "title": ("title", "bare title"),
    "unit": ("unit",),
    "people": ("people",),
    "year": (),
    "code": (),
    "patents": ("registered numbers",),
    "software": ("registered numbers",),
}
"""Fields that are compared, and the evidence that speaks of them."""

NO_VALUE: Final = "—"

BEFORE: Final = 10
AFTER: Final = 6
"""Characters before and after a figure that say what it measures."""


def facts_html(ours: Mapping[str, object], theirs: Mapping[str, object], match: CheckedMatch) -> str:
    """A table: the field, what was handed in, what stands in the base, and what follows."""
    said = {piece.key: piece for piece in (*match.evidence, *match.against)}
    rows = "".join(_row(field, ours.get(field), theirs.get(field), said) for field in ROWS)
    other = "同批另一项" if match.in_batch else "库里"
    head = f'<tr><th></th><th>送审</th><th>{other}</th><th class="remark">看法</th></tr>'
    return f'<table class="compared-facts">{head}{rows}{_figures(ours, theirs, said)}</table>'


def _row(field: str, ours: object, theirs: object, said: Mapping[str, Evidence]) -> str:
    if not ours and not theirs:
        return ""
    remark = next((said[key].said for key in ROWS[field] if key in said and said[key].level != "missing"), "")
    cells = f"<td>{_value(ours, theirs)}</td><td>{_value(theirs, ours)}</td>{_remark(remark)}"
    return f"<tr><th>{FIELD_NAMES[field]}</th>{cells}</tr>"


def _remark(said: str, rows: int = 1) -> str:
    """The cell of a phrase, without what stands in the columns beside it anyway."""
    return f'<td class="remark" rowspan="{rows}">{escaped(said.partition("：")[0])}</td>'


def _value(value: object, other: object) -> str:
    """A value; of a list, what the other side has too is set off."""
    if isinstance(value, list | tuple) and isinstance(other, list | tuple):
        common = {str(item) for item in other}
        items = (f"<b>{escaped(str(item))}</b>" if str(item) in common else escaped(str(item)) for item in value)
        return "、".join(items) or NO_VALUE
    return escaped("" if value is None else str(value)) or NO_VALUE


def _figures(ours: Mapping[str, object], theirs: Mapping[str, object], said: Mapping[str, Evidence]) -> str:
    """The figures that changed, `theirs → ours`, one a row."""
    piece = said.get("figures")
    if piece is None or not piece.details:
        return ""
    count = len(piece.details)
    rows = []
    for index, detail in enumerate(piece.details):
        before, _, after = detail.partition(" → ")
        name, remark = (f'<th rowspan="{count}">数字</th>', _remark(piece.said, count)) if index == 0 else ("", "")
        cells = f"<td>{_in_context(after, ours)}</td><td>{_in_context(before, theirs)}</td>"
        rows.append(f"<tr>{name}{cells}{remark}</tr>")
    return "".join(rows)


def _in_context(figure: str, fields: Mapping[str, object]) -> str:
    """A figure with the words around it, where it stands in the text once; else by itself."""
    whole = re.compile(rf"(?<![\d.]){re.escape(figure)}(?![\d.]*\d)")
    texts = [text for field in TEXT_FIELDS if isinstance(text := fields.get(field), str)]
    found = [(text, match) for text in texts for match in whole.finditer(text)]
    if len(found) != 1:
        return f"<ins>{escaped(figure)}</ins>"
    text, match = found[0]
    before, after = text[max(0, match.start() - BEFORE) : match.start()], text[match.end() : match.end() + AFTER]
    return f"…{escaped(before)}<ins>{escaped(figure)}</ins>{escaped(after)}…"
