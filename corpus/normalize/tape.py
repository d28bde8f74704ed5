"""Text under edit, and the way back from every character to the raw ones."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace characters `start` to `end` by `new`.

    Where both have the same length and `aligned` holds, each new character comes from its own old one; otherwise
    every new character comes from all the old ones.
    """

    start: int
    end: int
    new: str
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A raw text, its cleaned form, and the offset map between them. Offsets count code points.

    `starts[i]` and `ends[i]` bound the raw characters that cleaned character i comes from, so both rise; None stands
    for a text whose characters were replaced one for one, if at all.
    """

    raw: str
    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span that cleaned characters `start` to `end` come from.

        Characters that cleaning dropped count only between others, not at the edges. An empty span stays empty.
        Raises ValueError where the span is not inside the text.
        """
        _check(start, end, len(self.text))
        if self.starts is None or self.ends is None:
            return start, end
        if start == end:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """The cleaned span that comes, in whole or in part, from raw characters `start` to `end`.

        Empty where cleaning dropped them all. Raises ValueError where the span is not inside the raw text.
        """
        _check(start, end, len(self.raw))
        if self.starts is None or self.ends is None:
            return start, end
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end) if end > start else first)


def _check(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(f"区间 {start}:{end} 不在 0:{length} 之内")


class Tape:
    """A text that edits are applied to one list after the other, remembering where each character came from."""

    def __init__(self, raw: str) -> None:
        self.text = raw
        self._starts: Sequence[int] = range(len(raw))
        self._ends: Sequence[int] = range(1, len(raw) + 1)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply edits that stand in text order and do not overlap."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for edit in edits:
            pieces += (self.text[done : edit.start], edit.new)
            starts += self._starts[done : edit.start]
            ends += self._ends[done : edit.start]
            self._place(edit, starts, ends)
            done = edit.end
        if done or pieces:
            self.text = "".join(pieces) + self.text[done:]
            self._starts = [*starts, *self._starts[done:]]
            self._ends = [*ends, *self._ends[done:]]

    def _place(self, edit: Edit, starts: list[int], ends: list[int]) -> None:
        if edit.aligned and len(edit.new) == edit.end - edit.start:
            starts += self._starts[edit.start : edit.end]
            ends += self._ends[edit.start : edit.end]
        elif edit.new:
            starts += [self._starts[edit.start]] * len(edit.new)
            ends += [self._ends[edit.end - 1]] * len(edit.new)

    def cleaned(self, raw: str) -> Cleaned:
        """The text as it is now, with the map back to `raw`, the text that the tape began with."""
        return Cleaned(raw, self.text, self._starts, self._ends)
