"""Which column is which field: by a vocabulary, or as a person's mapping says."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import BadMapping
from corpus.importing.subjects import ACHIEVEMENTS
from corpus.importing.synonyms import REPORT_NAMES
from corpus.importing.vocabulary import EXACT_SCORE, GROUP_MARK, Guess, Vocabulary
from corpus.reports import ColumnFound


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What columns mean: by the vocabulary of what the file holds, unless a person says otherwise.

    `columns` maps headers to field names (English or Chinese; "" keeps the column under `extra`). `sheet` reads that
    sheet alone, `header_row` (from 1) says where its header stands. Raises `BadMapping` for an unknown field.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    header_row: int | None = None
    vocabulary: Vocabulary = ACHIEVEMENTS

    def __post_init__(self) -> None:
        known = {header: _field_called(self.vocabulary, header, name) for header, name in self.columns.items()}
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


def load_mapping(path: Path, vocabulary: Vocabulary = ACHIEVEMENTS) -> ColumnMapping:
    """Read a mapping file: a TOML table `[columns]`, optional `sheet` and `header_row`; raises `BadMapping`."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise BadMapping(f"映射文件“{path}”打不开：{problem.strerror}") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadMapping(f"映射文件“{path.name}”不是 UTF-8 编码的 TOML：{problem}") from problem
    return mapping_from(told, vocabulary)


def mapping_from(told: Mapping[str, Any], vocabulary: Vocabulary = ACHIEVEMENTS) -> ColumnMapping:
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
    return ColumnMapping(columns, sheet, header_row, vocabulary)


def _names(header: str) -> tuple[str, ...]:
    """What a person may call a column: by its whole header, or by its part below a group's."""
    shown = as_shown(header)
    return (shown, shown.rpartition(GROUP_MARK)[2]) if GROUP_MARK in shown else (shown,)


def as_shown(header: str) -> str:
    """The header on one line, white space narrowed."""
    return " ".join(header.split())


def assign(headers: Sequence[Sequence[str]], mapping: ColumnMapping) -> list[ColumnFound]:
    """Give every header, in pieces from top to bottom, its field.

    Where two claim a field of one value the surer has it, or else the first. Headers that read the same are numbered.
    """
    shown = _told_apart([as_shown(GROUP_MARK.join(pieces)) for pieces in headers])
    guesses = [_told(name, pieces, mapping) for name, pieces in zip(shown, headers, strict=True)]
    winners = _winners(guesses, mapping.vocabulary.joined)
    return [
        ColumnFound(
            name,
            found.field if index in winners else None,
            ignored=found.score == 0 and _is_idle(mapping.vocabulary, name),
        )
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


def _is_idle(vocabulary: Vocabulary, header: str) -> bool:
    return vocabulary.is_index(header) or vocabulary.folded(header) in REPORT_NAMES


def _told(shown: str, pieces: Sequence[str], mapping: ColumnMapping) -> Guess:
    told = mapping.field_of(shown)
    if told is None:
        return mapping.vocabulary.guess_group(pieces)
    return Guess(told or None, 2 * EXACT_SCORE)


def _winners(guesses: Sequence[Guess], joined: frozenset[str]) -> set[int]:
    best: dict[str, int] = {}
    winners = set()
    for index, found in enumerate(guesses):
        if found.field is None:
            continue
        if found.field in joined:
            winners.add(index)
        elif found.field not in best or found.score > guesses[best[found.field]].score:
            best[found.field] = index
    return winners | set(best.values())


def _field_called(vocabulary: Vocabulary, header: str, name: str) -> str:
    name = name.strip()
    by_chinese = {chinese: english for english, chinese in vocabulary.names.items()}
    english = by_chinese.get(name, name)
    if english in ("", "extra"):
        return ""
    if english not in vocabulary.names:
        known = "、".join(f"{key}（{value}）" for key, value in vocabulary.names.items())
        raise BadMapping(f"列“{header}”要映射到的字段“{name}”不存在；可用的字段有：{known}")
    return english
