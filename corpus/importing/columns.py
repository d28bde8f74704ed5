"""Which column is which field: by synonyms, or as a person's mapping says."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from corpus.achievement import FIELD_NAMES, TEXT_FIELDS
from corpus.errors import BadMapping
from corpus.importing.synonyms import FOREIGN_PREFIXES, INDEX_NAMES, REPORT_NAMES, SYNONYMS
from corpus.reports import ColumnFound

LIST_FIELDS: Final = ("people", "patents", "software", "standards")
"""Fields that hold several values; more than one column may fill them."""

GROUP_FIELDS: Final = frozenset((*TEXT_FIELDS, "patents", "software", "standards"))
"""Fields that a group header gives to all the columns below it."""

JOINED_FIELDS: Final = frozenset((*TEXT_FIELDS, *LIST_FIELDS))

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


SYNONYM_RANKS: Final[dict[str, tuple[str, int]]] = {
    name: (field_name, rank) for field_name, names in SYNONYMS.items() for rank, name in enumerate(names)
}
"""Folded name → its field and its rank there."""


class Guess(NamedTuple):
    """What a header probably means; `field` is None where nothing fits."""

    field: str | None
    score: int


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A person's word on what columns mean; it overrides the synonyms.

    `columns` maps headers to field names (English or Chinese; "" keeps the column under `extra`). `sheet` reads that
    sheet alone, `header_row` (from 1) says where its header stands. Raises `BadMapping` for an unknown field.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    header_row: int | None = None

    def __post_init__(self) -> None:
        known = {header: _field_called(header, name) for header, name in self.columns.items()}
        object.__setattr__(self, "columns", known)

    def field_of(self, header: str) -> str | None:
        """Field that a header is mapped to, "" for `extra`, None where the mapping does not speak of it."""
        if not self.columns:
            return None
        told = {as_shown(name): value for name, value in self.columns.items()}
        return next((told[name] for name in _names(header) if name in told), None)

    def require(self, headers: Iterable[str]) -> None:
        """Raise `BadMapping` if the mapping names a header that is not among `headers`."""
        present = list(dict.fromkeys(as_shown(header) for header in headers))
        names = {name for header in present for name in _names(header)}
        for wanted in self.columns:
            if as_shown(wanted) not in names:
                raise BadMapping(f"映射里的列“{wanted}”在文件中找不到；文件中的列有：{'、'.join(present) or '（无）'}")


def load_mapping(path: Path) -> ColumnMapping:
    """Read a mapping file: a TOML table `[columns]`, optional `sheet` and `header_row`; raises `BadMapping`."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise BadMapping(f"映射文件“{path}”打不开：{problem.strerror}") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadMapping(f"映射文件“{path.name}”不是 UTF-8 编码的 TOML：{problem}") from problem
    return mapping_from(told)


def mapping_from(told: Mapping[str, Any]) -> ColumnMapping:
    """Check what a mapping file says and make a mapping of it."""
    if unknown := set(told) - {"columns", "sheet", "header_row"}:
        raise BadMapping(f"映射文件里不认识“{'、'.join(sorted(unknown))}”；可写的有 [columns]、sheet、header_row")
    columns, sheet, header_row = told.get("columns", {}), told.get("sheet"), told.get("header_row")
    if not isinstance(columns, dict) or not all(isinstance(value, str) for value in columns.values()):
        raise BadMapping('映射文件的 [columns] 应写成 "表头" = "字段"，例如 "产品名" = "title"')
    if sheet is not None and not isinstance(sheet, str):
        raise BadMapping(f"映射文件的 sheet 应是工作表的名称，现在是 {sheet!r}")
    if header_row is not None and (type(header_row) is not int or header_row < 1):
        raise BadMapping(f"映射文件的 header_row 应是从 1 数起的行号，现在是 {header_row!r}")
    return ColumnMapping(columns, sheet, header_row)


def _names(header: str) -> tuple[str, ...]:
    """What a person may call a column: by its whole header, or by its part below a group's."""
    shown = as_shown(header)
    return (shown, shown.rpartition(GROUP_MARK)[2]) if GROUP_MARK in shown else (shown,)


def as_shown(header: str) -> str:
    """The header on one line, white space narrowed."""
    return " ".join(header.split())


@lru_cache(maxsize=4096)
def folded(header: str) -> str:
    """The header without what does not count: width, case, spaces, numbering, asterisks, notes in brackets."""
    plain = unicodedata.normalize("NFKC", header).lower().strip()
    if plain in SYNONYM_RANKS:
        return plain
    plain = _NUMBERING.sub("", plain)
    plain = _DECORATION.sub("", _BRACKETS.sub("", _BRACKETS.sub("", plain)))
    return plain.rstrip("0123456789") or plain


@lru_cache(maxsize=4096)
def guess(header: str) -> Guess:
    """Say which field a header means by the synonyms, and how surely."""
    if len(header) > MAX_HEADER:
        return Guess(None, 0)
    name = folded(header)
    if name in SYNONYM_RANKS:
        field_name, rank = SYNONYM_RANKS[name]
        return Guess(field_name, EXACT_SCORE - rank)
    if name.startswith(FOREIGN_PREFIXES):
        return Guess(None, 0)
    return _ending(name) or _beginning(name) or Guess(None, 0)


def _ending(name: str) -> Guess | None:
    """The longest synonym that a header ends with: 推荐申报成果名称 → title."""
    for start in range(1, len(name) - MIN_PART + 1):
        if (known := SYNONYM_RANKS.get(name[start:])) and not name[start:].isascii():
            return Guess(known[0], PART_SCORE + len(name) - start)
    return None


def _beginning(name: str) -> Guess | None:
    """The longest synonym of a text field that a header begins with: 创新点及先进性 → innovation."""
    for end in range(len(name) - 1, MIN_PART - 1, -1):
        if (known := SYNONYM_RANKS.get(name[:end])) and known[0] in TEXT_FIELDS and not name[:end].isascii():
            return Guess(known[0], PART_SCORE // 2 + end)
    return None


def is_label(text: str) -> bool:
    """Whether a cell reads as a header rather than as a value."""
    return guess_group([text]).field is not None or is_index(text)


def is_index(header: str) -> bool:
    """Whether a header heads mere row numbers."""
    return len(header) <= MAX_HEADER and folded(header) in INDEX_NAMES


def guess_group(pieces: Sequence[str]) -> Guess:
    """Say what a header of several rows means: 成果 over 名称 is 成果名称, 完成人 over 电话 is nothing."""
    name = "".join(pieces)
    whole = guess(name)
    if whole.field is None and len(pieces) == 1 and GROUP_MARK in pieces[0]:
        return guess_group([piece for piece in pieces[0].split(GROUP_MARK) if piece.strip()])
    if len(pieces) < 2 or folded(name) in SYNONYM_RANKS or folded(name).startswith(FOREIGN_PREFIXES):
        return whole
    last, first = guess(pieces[-1]), guess(pieces[0])
    if last.field is None and first.field in GROUP_FIELDS:
        return Guess(first.field, PART_SCORE // 2)
    return last


def assign(headers: Sequence[Sequence[str]], mapping: ColumnMapping) -> list[ColumnFound]:
    """Give every header, in pieces from top to bottom, its field.

    Where two claim a field of one value the surer has it, or else the first. Headers that read the same are numbered.
    """
    shown = _told_apart([as_shown(GROUP_MARK.join(pieces)) for pieces in headers])
    guesses = [_told(name, pieces, mapping) for name, pieces in zip(shown, headers, strict=True)]
    winners = _winners(guesses)
    return [
        ColumnFound(name, found.field if index in winners else None, ignored=found.score == 0 and _is_idle(name))
        for index, (name, found) in enumerate(zip(shown, guesses, strict=True))
    ]


def _told_apart(headers: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    apart = []
    for index, header in enumerate(headers):
        seen[header] += 1
        name = header or unnamed(index)
        apart.append(name if not header or seen[header] == 1 else f"{name} ({seen[header]})")
    return apart


def unnamed(index: int) -> str:
    """What a column (from 0) without a header is called."""
    return f"第 {index + 1} 列"


def _is_idle(header: str) -> bool:
    return is_index(header) or folded(header) in REPORT_NAMES


def _told(shown: str, pieces: Sequence[str], mapping: ColumnMapping) -> Guess:
    told = mapping.field_of(shown)
    if told is None:
        return guess_group(pieces)
    return Guess(told or None, 2 * EXACT_SCORE)


def _winners(guesses: Sequence[Guess]) -> set[int]:
    best: dict[str, int] = {}
    winners = set()
    for index, found in enumerate(guesses):
        if found.field is None:
            continue
        if found.field in JOINED_FIELDS:
            winners.add(index)
        elif found.field not in best or found.score > guesses[best[found.field]].score:
            best[found.field] = index
    return winners | set(best.values())


def _field_called(header: str, name: str) -> str:
    name = name.strip()
    by_chinese = {chinese: english for english, chinese in FIELD_NAMES.items()}
    english = by_chinese.get(name, name)
    if english in ("", "extra"):
        return ""
    if english not in FIELD_NAMES:
        known = "、".join(f"{key}（{value}）" for key, value in FIELD_NAMES.items())
        raise BadMapping(f"列“{header}”要映射到的字段“{name}”不存在；可用的字段有：{known}")
    return english
