"""Two texts side by side, what they share linked to each other and numbered alike."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Final, Literal

from rapidfuzz.distance import Indel

from ui.answers import CheckedMatch, Passage, SharedStretch, Stretch
from ui.fields import FIELD_NAMES, TEXT_FIELDS
from ui.views.parts.text import escaped

Side = Literal["left", "right"]
"""What was handed in stands on the left, what it may repeat on the right."""

TINTS: Final = 6
"""Colours that passages take in turn; the number beside them tells apart those of one colour."""

LONGEST_COMPARED: Final = 2_000
"""Characters of a rewritten passage up to which its changed characters are shown."""

_TOKENS: Final = re.compile(r"\d+(?:\.\d+)?|.", re.DOTALL)
"""Characters, but a figure changes as a whole."""

Place = tuple[int, int]
"""Code points of a raw field, the end exclusive."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage on one side of one field: its number from 1, and the characters that the other side has not."""

    start: int
    end: int
    number: int
    kind: str
    template: bool
    changed: tuple[Place, ...]


def side_html(
    fields: Mapping[str, object], side: Side, passages: Sequence[Passage], templates: Sequence[SharedStretch]
) -> str:
    """One side: title and running text by field, its passages linked to the other side's. Offsets must hold there."""
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for number, passage in enumerate(passages, start=1):
        marks[_on(passage, side).field].append(_mark(passage, side, number, templates))
    greys = [template for template in templates if side == "left"]
    drawn: set[int] = set()
    parts = []
    for field in ("title", *TEXT_FIELDS):
        text = fields.get(field)
        if isinstance(text, str) and text:
            grey = [each for each in greys if each.field == field]
            parts.append(_field(field, _linked(text, side, marks[field], grey, drawn)))
    return "".join(parts)


def columns_html(left: str, right: str, match: CheckedMatch, linked: bool, grey: bool) -> str:
    """Both texts, `left` and `right` as HTML, beside each other; with what the marks mean."""
    other = "同批另一项" if match.in_batch else f"库里的成果　编号 {match.id}"
    return (
        f'<div class="compared-bar">{legend_html(linked, grey)}<button type="button" data-print="">打印</button></div>'
        f'<div class="compared"><div class="side" data-side="left" tabindex="0"><h2>送审</h2>{left}</div>'
        f'<div class="side" data-side="right" tabindex="0"><h2>{other}</h2>{right}</div></div>'
    )


def legend_html(linked: bool, grey: bool) -> str:
    """What the marks mean."""
    if not linked:
        return '<div class="legend">两边没有相同的字句。</div>'
    parts = [
        '<span class="passage exact tint-0">实线</span> 一字不差',
        '<span class="passage near tint-1">虚线 ≈</span> 改动过，<b>粗字</b>是两边不同的',
    ]
    parts += ['<span class="template">灰色</span> 许多单位共有的套话，不计入'] if grey else []
    return (
        f'<div class="legend">{"　".join(parts)}<span class="screen">　点一段，另一边就转到对应的那一段。</span></div>'
    )


def standing(fields: Mapping[str, object], stretches: Iterable[Stretch]) -> bool:
    """Whether every stretch stands in the fields, letter for letter."""
    return all(_stands(fields.get(each.field), each) for each in stretches)


def kept(ours: Mapping[str, object], theirs: Mapping[str, object], passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that stand in both texts as these are now: a record may have been changed since it was compared."""
    return tuple(
        passage
        for passage in passages
        if standing(ours, [passage.submission]) and standing(theirs, [passage.achievement])
    )


def _stands(text: object, stretch: Stretch) -> bool:
    return isinstance(text, str) and stretch.start >= 0 and text[stretch.start : stretch.end] == stretch.text


def _on(passage: Passage, side: Side) -> Stretch:
    return passage.submission if side == "left" else passage.achievement


def _mark(passage: Passage, side: Side, number: int, templates: Sequence[SharedStretch]) -> Mark:
    here = _on(passage, side)
    changed = tuple((here.start + start, here.start + end) for start, end in _changed(passage, side))
    return Mark(here.start, here.end, number, passage.kind, _is_template(passage.submission, templates), changed)


def _is_template(stretch: Stretch, templates: Sequence[SharedStretch]) -> bool:
    """Whether a passage lies within what many units share."""
    return any(
        each.field == stretch.field and each.start <= stretch.start and stretch.end <= each.end for each in templates
    )


def _changed(passage: Passage, side: Side) -> Iterator[Place]:
    """Stretches of a rewritten passage that have no counterpart, from its own beginning."""
    ours, theirs = passage.submission.text, passage.achievement.text
    if passage.kind == "exact" or max(len(ours), len(theirs)) > LONGEST_COMPARED:
        return
    pieces = {"left": _TOKENS.findall(ours), "right": _TOKENS.findall(theirs)}
    begins = [0, *accumulate(map(len, pieces[side]))]
    for step in Indel.opcodes(pieces["left"], pieces["right"]):
        start, end = (step.src_start, step.src_end) if side == "left" else (step.dest_start, step.dest_end)
        if step.tag != "equal" and start < end:
            yield begins[start], begins[end]


def _field(field: str, linked: str) -> str:
    if field == "title":
        return f"<h3>{linked}</h3>"
    return f"<section><h4>{FIELD_NAMES[field]}</h4><p>{linked}</p></section>"


def _linked(text: str, side: Side, marks: Sequence[Mark], grey: Sequence[SharedStretch], drawn: set[int]) -> str:
    """A field cut at every edge; pieces of the same passages are one link, and where passages overlap the short one."""
    edges = {0, len(text), *(edge for each in grey for edge in (each.start, each.end))}
    edges |= {edge for mark in marks for place in ((mark.start, mark.end), *mark.changed) for edge in place}
    pieces = pairwise(sorted(edge for edge in edges if 0 <= edge <= len(text)))
    html = []
    for covering, run in groupby(pieces, key=lambda piece: _covering(piece, marks)):
        inner = "".join(_piece(text, piece, covering, grey) for piece in run)
        html.append(_link(inner, side, covering, drawn) if covering else inner)
    return "".join(html)


def _covering(piece: Place, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The passages over a piece, the shortest first."""
    over = [mark for mark in marks if mark.start <= piece[0] and piece[1] <= mark.end]
    return tuple(sorted(over, key=lambda mark: (mark.end - mark.start, mark.number)))


def _piece(text: str, piece: Place, covering: Sequence[Mark], grey: Sequence[SharedStretch]) -> str:
    shown = escaped(text[piece[0] : piece[1]])
    for each in grey:
        if each.start <= piece[0] and piece[1] <= each.end:
            return f'<span class="template" title="{_borne(each)}">{shown}</span>'
    if covering and any(start <= piece[0] and piece[1] <= end for start, end in covering[0].changed):
        return f"<b>{shown}</b>"
    return shown


def _borne(template: SharedStretch) -> str:
    by = f"另外 {template.units} 家单位也这样写" if template.units else "许多单位共有"
    return f"套话：{by}，不计入"


def _link(inner: str, side: Side, covering: Sequence[Mark], drawn: set[int]) -> str:
    mark = covering[0]
    new = [each.number for each in covering if each.number not in drawn]
    drawn.update(new)
    look = "grey" if mark.template else f"{mark.kind} tint-{(mark.number - 1) % TINTS}"
    numbers = " ".join(str(each.number) for each in covering)
    label = f' data-label="{"·".join(map(str, sorted(new)))}{"≈" if mark.kind == "near" else ""}"' if new else ""
    anchor = f' id="{side}-{mark.number}"' if mark.number in new else ""
    href = f"#{'right' if side == 'left' else 'left'}-{mark.number}"
    return f'<a class="passage {look}" href="{href}" data-passages="{numbers}"{anchor}{label}>{inner}</a>'
