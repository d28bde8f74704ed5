"""What a person asks: the question as given, and what its text says once its syntax is read.

Syntax that people know: `"短语"` or `“短语”` must stand so in the text, `-词` must not, `字段:值` narrows to a field
(`年度:2020-2023 单位:太钢`). Everything else is plain text, and so is whatever only looks like syntax: a minus inside a
word (ET-1) or before a digit (-20℃), a colon in a time or an address.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from corpus.normalize import clean_text
from search_api.errors import BadQuestion
from search_api.search.fields import FIELDS_BY_NAME, FILTER_FIELDS, display_name

Mode = Literal["hybrid", "words", "vector"]

MAX_TEXT: Final = 2_000
"""Characters of a question that are read; what follows is left out, with a notice."""

MAX_SYNTAX: Final = 200
"""Longest question in which quotes, minus and fields are syntax; in a longer, pasted text they are its own."""

MAX_SIZE: Final = 100
MAX_PAGE: Final = 100_000
MAX_VALUE: Final = 500
"""Longest value of a filter, in characters."""

Years = tuple[int | None, int | None]
ANY_YEAR: Final[Years] = (None, None)


@dataclass(frozen=True, slots=True)
class Question:
    """One search as asked. `filters` maps a field to its alternatives ("" is 未填); `years` is an inclusive range.

    Raises BadQuestion for an unknown mode or field and for a page or size out of range.
    """

    text: str = ""
    mode: Mode = "hybrid"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years = ANY_YEAR
    page: int = 1
    size: int = 10

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode):
            raise BadQuestion(f"不认识检索方式“{self.mode}”。可用：{'、'.join(get_args(Mode))}。")
        _check_range("页码 page", self.page, MAX_PAGE)
        _check_range("每页条数 size", self.size, MAX_SIZE)
        for name in self.filters:
            _known_field(name)

    @classmethod
    def asked(
        cls, text: str, *, mode: str = "hybrid", filters: Sequence[str] = (), page: int = 1, size: int = 10
    ) -> "Question":
        """Make a question of what was typed; `filters` are `field=value` as on the command line and in the API."""
        values, years = parse_filters(filters)
        return cls(text, mode, values, years, page, size)  # type: ignore[arg-type]  # the mode is checked above


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a question, cleaned, with its syntax taken out. `text` holds the words of the phrases too."""

    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years = ANY_YEAR
    notices: tuple[str, ...] = ()


def parse_filter(text: str) -> tuple[str, str]:
    """Read `field=value`; the field may be named in Chinese or English. Raises BadQuestion."""
    name, sign, value = text.partition("=")
    if not sign:
        raise BadQuestion(f"筛选条件“{_shown(text)}”缺少等号。写法：字段=值，例如 year=2020..2023。")
    if len(value) > MAX_VALUE:
        raise BadQuestion(f"筛选条件“{_shown(text)}”的值有 {len(value)} 个字符，最多 {MAX_VALUE} 个。")
    return _known_field(clean_text(name).strip().lower()), value.strip()


def parse_filters(texts: Sequence[str]) -> tuple[dict[str, tuple[str, ...]], Years]:
    """Read filters; several values of one field are alternatives, several years must make one range."""
    values: dict[str, tuple[str, ...]] = {}
    ranges: list[Years] = []
    for name, value in map(parse_filter, texts):
        if name == "year":
            ranges.append(_filter_years(value))
        else:
            values[name] = tuple(dict.fromkeys((*values.get(name, ()), value)))
    return values, _one_range(ranges)


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
_PART: Final = re.compile(
    rf"(?P<quoted>(?:(?<!\S)-)?(?:{_QUOTED}))"
    rf"|(?<!\S)(?P<name>[^\W\d_]+):\s?(?P<value>{_QUOTED}|[^\s\"“「]+)"
    r"|(?<!\S)-(?P<excluded>[^\W\d][^\s\"“「]*)"
)


def _read_syntax(text: str, notices: list[str]) -> Parsed:
    phrases: list[str] = []
    excluded: list[str] = []
    fields: dict[str, tuple[str, ...]] = {}
    years = ANY_YEAR

    def replaced(part: re.Match[str]) -> str:
        nonlocal years
        if quoted := part["quoted"]:
            phrase = quoted.lstrip("-")[1:-1]
            (excluded if quoted.startswith("-") else phrases).append(phrase)
            return " " if quoted.startswith("-") else f" {phrase} "
        if part["excluded"]:
            excluded.append(part["excluded"])
            return " "
        name = FIELDS_BY_NAME.get(part["name"].lower())
        value = part["value"].strip('"“”「」')
        if name == "year" and (found := parse_years(value)):
            years = found
        elif name in (None, "year"):
            return part[0]
        else:
            fields[name] = (*fields.get(name, ()), value)
        return " "

    plain = " ".join(_PART.sub(replaced, text).split())
    return Parsed(plain, tuple(phrases), tuple(excluded), fields, years, tuple(notices))


_YEARS: Final = re.compile(r"(\d{4})?年?(\.\.|-|~|—|至|到)?(\d{4})?年?")


def parse_years(text: str) -> Years | None:
    """Read 2023, 2020-2023, 2020..2023, 2020至2023年, 2020- or -2023; None where it is no range of years."""
    found = _YEARS.fullmatch(clean_text(text).replace(" ", ""))
    if found is None or (found[1] is None and found[3] is None):
        return None
    first, last = (int(year) if year else None for year in (found[1], found[3]))
    if found[2] is None:
        return (first, first) if last is None and first is not None else None
    if first is not None and last is not None and first > last:
        return last, first
    return first, last


def _filter_years(value: str) -> Years:
    years = parse_years(value)
    if years is None:
        raise BadQuestion(f"年度“{_shown(value)}”看不懂。写法：year=2023 或 year=2020..2023。")
    return years


def _one_range(ranges: Sequence[Years]) -> Years:
    """Years side by side make one range; a gap between them cannot be asked for."""
    if not ranges:
        return ANY_YEAR
    ordered = sorted(ranges, key=lambda years: years[0] or 0)
    first, last = ordered[0]
    for start, end in ordered[1:]:
        if last is not None and start is not None and start > last + 1:
            raise BadQuestion(f"一次只能筛选一段连续的年度，{last} 与 {start} 之间有空缺。写法：year=2020..2023。")
        last = None if last is None or end is None else max(last, end)
    return first, last


def _known_field(name: str) -> str:
    known = FIELDS_BY_NAME.get(name)
    if known is None:
        offered = "、".join(f"{field}（{display_name(field)}）" for field in FILTER_FIELDS)
        raise BadQuestion(f"没有名为“{_shown(name)}”的筛选字段。可用：{offered}。")
    return known


def _check_range(name: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise BadQuestion(f"{name} 的值 {value} 不对：应在 1 到 {most} 之间。")


def _shown(text: str) -> str:
    """A bad value, cut so that a message stays readable."""
    return text if len(text) <= 40 else f"{text[:40]}…"
