"""Titles, units, people, numbers and figures of two achievements, row by row."""

from collections.abc import Mapping
from typing import Final

from ui.answers import CheckedMatch, Evidence
from ui.fields import FIELD_NAMES
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


def facts_html(ours: Mapping[str, object], theirs: Mapping[str, object], match: CheckedMatch) -> str:
    """A table: the field, what was handed in, what stands in the base, and what follows."""
    said = {piece.key: piece for piece in (*match.evidence, *match.against)}
    rows = "".join(_row(field, ours.get(field), theirs.get(field), said) for field in ROWS)
    head = f"<tr><th></th><th>送审</th><th>{'同批另一项' if match.in_batch else '库里'}</th><th>看法</th></tr>"
    return f'<table class="compared-facts">{head}{rows}{_figures(said)}</table>'


def _row(field: str, ours: object, theirs: object, said: Mapping[str, Evidence]) -> str:
    if not ours and not theirs:
        return ""
    remark = next((said[key].said for key in ROWS[field] if key in said and said[key].level != "missing"), "")
    cells = f"<td>{_value(ours, theirs)}</td><td>{_value(theirs, ours)}</td><td>{escaped(remark)}</td>"
    return f"<tr><th>{FIELD_NAMES[field]}</th>{cells}</tr>"


def _value(value: object, other: object) -> str:
    """A value; of a list, what the other side has too is set off."""
    if isinstance(value, list | tuple) and isinstance(other, list | tuple):
        common = {str(item) for item in other}
        items = (f"<b>{escaped(str(item))}</b>" if str(item) in common else escaped(str(item)) for item in value)
        return "、".join(items) or NO_VALUE
    return escaped("" if value is None else str(value)) or NO_VALUE


def _figures(said: Mapping[str, Evidence]) -> str:
    """The figures that changed, `theirs → ours`, one a row."""
    piece = said.get("figures")
    if piece is None or not piece.details:
        return ""
    rows = []
    for index, detail in enumerate(piece.details):
        before, _, after = detail.partition(" → ")
        remark = f'<td rowspan="{len(piece.details)}">{escaped(piece.said)}</td>' if index == 0 else ""
        name = f'<th rowspan="{len(piece.details)}">数字</th>' if index == 0 else ""
        rows.append(f"<tr>{name}<td><ins>{escaped(after)}</ins></td><td><del>{escaped(before)}</del></td>{remark}</tr>")
    return "".join(rows)
