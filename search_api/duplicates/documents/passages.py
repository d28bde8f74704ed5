"""A text with its shared passages as pieces to be set: what is marked stays whole, what lies between is cut short."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from corpus.achievement import TEXT_FIELDS, Achievement
from search_api.duplicates.report import StretchReport

Look = Literal["plain", "exact", "near", "template", "left out"]

LONGEST_PLAIN: Final = 160
"""Characters between two passages that are shown in full; of more, only beginning and end."""

EDGE: Final = 60
"""Characters shown on either side of what is left out."""

LONGEST_MARKED: Final = 600
"""Characters of one passage that are shown in full."""

LONGEST: Final = 6_000
"""Characters of one text that are shown."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch to be marked; `number` links it with its counterpart, 0 where it has none."""

    stretch: StretchReport
    look: Look
    number: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look; `number` stands at the first piece of a passage."""

    text: str
    look: Look
    number: int = 0


def stands(marks: Iterable[Marked], achievement: Achievement) -> bool:
    """Whether every stretch stands verbatim in a text, as it does not where the text was changed since."""
    return all(
        getattr(achievement, mark.stretch.field)[mark.stretch.start : mark.stretch.end] == mark.stretch.text
        for mark in marks
    )


def fields_in_pieces(achievement: Achievement, marks: Iterable[Marked]) -> Iterator[tuple[str, list[Piece]]]:
    """The title and each field of running text with its pieces, up to `LONGEST` characters in all."""
    marked = list(marks)
    room = LONGEST
    for field in ("title", *TEXT_FIELDS):
        text = getattr(achievement, field)
        if not text:
            continue
        pieces = list(_shortened(_pieces(text, [mark for mark in marked if mark.stretch.field == field]), room))
        room -= sum(len(piece.text) for piece in pieces)
        yield field, pieces
        if room <= 0:
            return


def _pieces(text: str, marks: list[Marked]) -> Iterator[Piece]:
    """A text cut at the borders of its marks; where marks overlap, the first has the letters."""
    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.stretch.start, mark.look == "template")):
        start, end = max(at, mark.stretch.start), mark.stretch.end
        if start >= end:
            continue
        if start > at:
            yield Piece(text[at:start], "plain")
        yield Piece(text[start:end], mark.look, mark.number)
        at = end
    if at < len(text):
        yield Piece(text[at:], "plain")


def _shortened(pieces: Iterable[Piece], room: int) -> Iterator[Piece]:
    for piece in pieces:
        if room <= 0:
            yield Piece("（以下略）", "left out")
            return
        for part in _cut(piece, min(room, LONGEST_PLAIN if piece.look == "plain" else LONGEST_MARKED)):
            room -= len(part.text)
            yield part


def _cut(piece: Piece, longest: int) -> Iterator[Piece]:
    if len(piece.text) <= max(longest, 2 * EDGE):
        yield piece
        return
    head = max(EDGE, longest - EDGE)
    yield Piece(piece.text[:head], piece.look, piece.number)
    yield Piece(f"……（略 {len(piece.text) - head - EDGE} 字）……", "left out")
    yield Piece(piece.text[-EDGE:], piece.look)
