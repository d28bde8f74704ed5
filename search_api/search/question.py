"""What a person asks: the question as given, and what its text says once its syntax is read.

Syntax that people know: `"短语"` or `“短语”` must stand so in the text, `-词` must not, `字段:值` narrows to a field
(`年度:2020-2023 单位:太钢`), `数字≥值` to a range (`年效益≥100万元`). Everything else is plain text, and so is whatever
only looks like syntax: a minus inside a word (ET-1) or before a digit (-20℃), a colon in a time or an address.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from corpus.normalize import clean_text
from indexer.document import NUMBER_FIELDS
from indexer.engine.protocol import Range
from search_api.errors import BadQuestion
from search_api.search.fields import FIELDS_BY_NAME, value_code
from search_api.search.filters import ANY_YEAR, Years, known_field, parse_filters, parse_years, shown
from search_api.search.numbers import overlap, read_range

Mode = Literal["hybrid", "words", "vector"]

MAX_TEXT: Final = 2_000
"""Characters of a question that are read; what follows is left out, with a notice."""

MAX_SYNTAX: Final = 200
"""Longest question in which quotes, minus and fields are syntax; in a longer, pasted text they are its own."""

MAX_SIZE: Final = 100
MAX_PAGE: Final = 100_000
Sort = Literal["relevance", "year", "annual_benefit", "total_benefit", "expected_benefit", "trl", "sites", "rights"]
"""What the list goes by: how well it answers, or a number, the greatest first and the unsaid last."""


@dataclass(frozen=True, slots=True)
class Question:
    """One search as asked. `filters` maps a field to its alternatives ("" is 未填); `years` and `numbers` are inclusive
    ranges.

    Raises BadQuestion for an unknown mode, order or field and for a page or size out of range.
    """

    text: str = ""
    mode: Mode = "hybrid"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years = ANY_YEAR
    numbers: Mapping[str, Range] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode):
            raise BadQuestion(f"不认识检索方式“{self.mode}”。可用：{'、'.join(get_args(Mode))}。")
        if self.sort not in get_args(Sort):
            raise BadQuestion(f"不认识排序方式“{shown(self.sort)}”。可用：{'、'.join(get_args(Sort))}。")
        _check_range("页码 page", self.page, MAX_PAGE)
        _check_range("每页条数 size", self.size, MAX_SIZE)
        for name in (*self.filters, *self.numbers):
            known_field(name)

    @classmethod
    def asked(
        cls,
        text: str,
        *,
        mode: str = "hybrid",
        filters: Sequence[str] = (),
        sort: str = "relevance",
        page: int = 1,
        size: int = 10,
    ) -> "Question":
        """Make a question of what was typed; `filters` are `field=value` as on the command line and in the API."""
        read = parse_filters(filters)
        # mode and order are checked above
        return cls(text, mode, read.values, read.years, read.numbers, sort, page, size)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a question, cleaned, with its syntax taken out. `text` holds the words of the phrases too."""

    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years = ANY_YEAR
    numbers: Mapping[str, Range] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """Clean the text of a question and read its syntax. Never raises."""
    notices = []
    if len(text) > MAX_TEXT:
        notices.append(f"问题有 {len(text)} 个字符，只用了前 {MAX_TEXT} 个。")
        text = text[:MAX_TEXT]
    cleaned = clean_text(text).strip()
    if len(cleaned) > MAX_SYNTAX:
        return Parsed(cleaned, notices=tuple(notices))
    return _read_syntax(cleaned, notices)


_QUOTED = r'"[^"]+"|“[^“”]+”|「[^「」]+」'
_NUMBERS: Final = "|".join(name for name, field in FIELDS_BY_NAME.items() if field in NUMBER_FIELDS)
_PART: Final = re.compile(
    rf"(?P<quoted>(?:(?<!\S)-)?(?:{_QUOTED}))"
    rf"|(?<![^\s,;且])(?P<number>{_NUMBERS})\s?(?P<sign>>=|<=|[=<>≤≥≦≧:])"
    r"\s?(?P<figure>(?:[^\s\"“「,;]|,(?=\d))+(?:\s[万亿]?[元级处件项])?)"
    rf"|(?<![^\s,;])(?P<name>[^\W\d_]+):\s?(?P<value>{_QUOTED}|[^\s\"“「]+)"
    r"|(?<!\S)-(?P<excluded>[^\W\d][^\s\"“「]*)",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"[,;]+(?!\S)|(?<!\S)(?:[,;]|且|并且)+(?!\S)")
"""What stands between two conditions; all of them must hold anyway."""


def _read_syntax(text: str, notices: list[str]) -> Parsed:
    said = _Syntax()
    plain = _PART.sub(said.take, text)
    if said.fields or said.numbers or said.years != ANY_YEAR:
        plain = _BETWEEN.sub(" ", plain)
    phrases, excluded = tuple(said.phrases), tuple(said.excluded)
    return Parsed(" ".join(plain.split()), phrases, excluded, said.fields, said.years, said.numbers, tuple(notices))


@dataclass(slots=True)
class _Syntax:
    """What the syntax of a text says, gathered part by part."""

    phrases: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years = ANY_YEAR
    numbers: dict[str, Range] = field(default_factory=dict)

    def take(self, part: re.Match[str]) -> str:
        """Take a part in; what it leaves behind as plain text, which is all of it where it only looks like syntax."""
        if quoted := part["quoted"]:
            phrase = quoted.lstrip("-")[1:-1]
            (self.excluded if quoted.startswith("-") else self.phrases).append(phrase)
            return " " if quoted.startswith("-") else f" {phrase} "
        if part["excluded"]:
            self.excluded.append(part["excluded"])
            return " "
        if part["number"]:
            compared = "" if part["sign"] in ":=" else part["sign"]
            return " " if self._number(part["number"], compared + part["figure"]) else part[0]
        return " " if self._value(part["name"], part["value"].strip('"“”「」')) else part[0]

    def _number(self, name: str, said: str) -> bool:
        number = FIELDS_BY_NAME[name.lower()]
        found = read_range(number, said)
        if found is not None:
            self.numbers[number] = overlap(self.numbers.get(number, (None, None)), found)
        return found is not None

    def _value(self, name: str, said: str) -> bool:
        field = FIELDS_BY_NAME.get(name.lower())
        if field is None or field in NUMBER_FIELDS:
            return False
        if field == "year":
            years = parse_years(said)
            self.years = years or self.years
            return years is not None
        code = value_code(field, said)
        if code is not None:
            self.fields[field] = (*self.fields.get(field, ()), code)
        return code is not None


def _check_range(name: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise BadQuestion(f"{name} 的值 {value} 不对：应在 1 到 {most} 之间。")
