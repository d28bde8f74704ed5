"""Texts of people on a page: always shown as they are, never read as HTML or Markdown."""

import html
import string
from collections.abc import Sequence
from typing import Final

from ui.answers import Span

WORD_JOINER: Final = "\u2060"
"""Invisible; keeps apart characters that a Markdown reader would otherwise turn into an emoji, an arrow or a link."""

_PARTED: Final = frozenset(":-.<>=~@")


def escaped(text: str) -> str:
    """The text as HTML that shows it as it is, quotes included, so that it may stand in an attribute too."""
    return html.escape(writable(text), quote=True)


def plain(text: str) -> str:
    """The text as Markdown that shows it as it is, on one line; for labels, which are always read as Markdown."""
    return "".join(_plain(character) for character in " ".join(writable(text).split()))


def _plain(character: str) -> str:
    if character not in string.punctuation:
        return character
    return f"\\{character}{WORD_JOINER}" if character in _PARTED else f"\\{character}"


def marked(text: str, spans: Sequence[Span], *, start: int = 0) -> str:
    """The text as HTML with its spans in `<mark>`; `start` is the offset of the text in what the spans refer to."""
    return "".join(
        f"<mark>{escaped(piece)}</mark>" if inside else escaped(piece) for piece, inside in _pieces(text, spans, start)
    )


def marked_label(text: str, spans: Sequence[Span]) -> str:
    """The text as Markdown for a label, its spans on a coloured ground."""
    return "".join(
        f":orange-background[{plain(piece)}]" if inside and piece.strip() else _spaced(piece)
        for piece, inside in _pieces(text, spans, 0)
    )


def _spaced(piece: str) -> str:
    """A piece of a label; the spaces at its ends, which part it from its neighbours, stay."""
    lead = " " if piece[:1].isspace() else ""
    trail = " " if piece[-1:].isspace() and piece.strip() else ""
    return lead + plain(piece) + trail


def _pieces(text: str, spans: Sequence[Span], start: int) -> list[tuple[str, bool]]:
    """Cut a text at its spans; what lies outside the text, or is out of order, is left unmarked."""
    pieces, at = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        begin, end = max(span.start - start, at), min(span.end - start, len(text))
        if begin < end:
            pieces += [(text[at:begin], False), (text[begin:end], True)]
            at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def writable(text: str) -> str:
    """The text with lone surrogates replaced, so that it can be sent to a browser."""
    return text.encode("utf-8", "replace").decode()


def shortened(text: str, length: int) -> str:
    """The text, cut with an ellipsis to at most `length` characters."""
    return text if len(text) <= length else text[: length - 1] + "…"


def number(count: int) -> str:
    """A count with its thousands apart."""
    return f"{count:,}"
