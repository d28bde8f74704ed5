"""What tables call the fields of one kind of record, and which field a header means by it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from corpus.importing.synonyms import INDEX_NAMES

EXACT_SCORE: Final = 1000
"""Score of a header that is a synonym, less its rank; a person's mapping scores twice as much."""

PART_SCORE: Final = 500
"""Score of a header that merely ends with a synonym, or begins with one (text fields only)."""

MAX_HEADER: Final = 100
"""Longest text, in characters, that may be a header, its notes included."""

MIN_PART: Final = 3
"""Shortest synonym, in characters, that may be found as a part of a longer header."""

GROUP_MARK: Final = "／"
"""What stands between a group's header and the header below it where they are shown as one."""

_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|\([^()]*$")
_NUMBERING: Final = re.compile(
    r"^(?:[0-9]{1,2}[.、)]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十0-9]{1,3}\))"
)
_DECORATION: Final = re.compile(r"[\s*★☆※●:;,.。、_\-—\"'“”]+")


class Guess(NamedTuple):
    """What a header probably means; `field` is None where nothing fits."""

    field: str | None
    score: int


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The fields of one kind of record as tables have them.

    `synonyms` are what tables call each field, the surest name first; `names` what people call it. `texts` are fields
    of running text and `lists` fields of several values: more than one column may fill them. What follows one of
    `foreign` in a header belongs to somebody else; other tables have `generic` names of titles too. `subject` is what
    one record is called, `examples` are names of its title; JSON objects must have one of the `naming` fields.
    """

    subject: str
    examples: tuple[str, str]
    synonyms: Mapping[str, Sequence[str]]
    names: Mapping[str, str]
    texts: tuple[str, ...]
    lists: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    generic: frozenset[str] = frozenset()
    naming: tuple[str, ...] = ("title",)
    ranks: Mapping[str, tuple[str, int]] = field(init=False)
    """Folded name → its field and its rank there."""

    def __post_init__(self) -> None:
        ranks = {name: (key, rank) for key, names in self.synonyms.items() for rank, name in enumerate(names)}
        object.__setattr__(self, "ranks", ranks)

    @property
    def grouped(self) -> frozenset[str]:
        """Fields that a group header gives to all the columns below it."""
        return self.joined - {"people"}

    @property
    def joined(self) -> frozenset[str]:
        """Fields that more than one column may fill."""
        return frozenset((*self.texts, *self.lists))

    def folded(self, header: str) -> str:
        """The header without what does not count: width, case, spaces, numbering, asterisks, notes in brackets."""
        return _folded(self, header)

    def guess(self, header: str) -> Guess:
        """Say which field a header means by the synonyms, and how surely."""
        return _guess(self, header)

    def is_label(self, text: str) -> bool:
        """Whether a cell reads as a header rather than as a value."""
        return self.guess_group([text]).field is not None or self.is_index(text)

    def is_index(self, header: str) -> bool:
        """Whether a header heads mere row numbers."""
        return len(header) <= MAX_HEADER and self.folded(header) in INDEX_NAMES

    def guess_group(self, pieces: Sequence[str]) -> Guess:
        """Say what a header of several rows means: 成果 over 名称 is 成果名称, 完成人 over 电话 is nothing."""
        name = "".join(pieces)
        whole = self.guess(name)
        if whole.field is None and len(pieces) == 1 and GROUP_MARK in pieces[0]:
            return self.guess_group([piece for piece in pieces[0].split(GROUP_MARK) if piece.strip()])
        folded = self.folded(name)
        if len(pieces) < 2 or folded in self.ranks or folded.startswith(self.foreign):
            return whole
        last, first = self.guess(pieces[-1]), self.guess(pieces[0])
        if last.field is None and first.field in self.grouped:
            return Guess(first.field, PART_SCORE // 2)
        return last


@lru_cache(maxsize=8192)
def _folded(vocabulary: Vocabulary, header: str) -> str:
    plain = unicodedata.normalize("NFKC", header).lower().strip()
    if plain in vocabulary.ranks:
        return plain
    plain = _NUMBERING.sub("", plain)
    plain = _DECORATION.sub("", _BRACKETS.sub("", _BRACKETS.sub("", plain)))
    return plain.rstrip("0123456789") or plain


@lru_cache(maxsize=8192)
def _guess(vocabulary: Vocabulary, header: str) -> Guess:
    if len(header) > MAX_HEADER:
        return Guess(None, 0)
    name = _folded(vocabulary, header)
    if name in vocabulary.ranks:
        field_name, rank = vocabulary.ranks[name]
        return Guess(field_name, EXACT_SCORE - rank)
    if vocabulary.foreign and name.startswith(vocabulary.foreign):
        return Guess(None, 0)
    return _ending(vocabulary, name) or _beginning(vocabulary, name) or Guess(None, 0)


def _ending(vocabulary: Vocabulary, name: str) -> Guess | None:
    """The longest synonym that a header ends with: 推荐申报成果名称 → title."""
    for start in range(1, len(name) - MIN_PART + 1):
        if (known := vocabulary.ranks.get(name[start:])) and not name[start:].isascii():
            return Guess(known[0], PART_SCORE + len(name) - start)
    return None


def _beginning(vocabulary: Vocabulary, name: str) -> Guess | None:
    """The longest synonym of a text field that a header begins with: 创新点及先进性 → innovation."""
    for end in range(len(name) - 1, MIN_PART - 1, -1):
        known = vocabulary.ranks.get(name[:end])
        if known and known[0] in vocabulary.texts and not name[:end].isascii():
            return Guess(known[0], PART_SCORE // 2 + end)
    return None
