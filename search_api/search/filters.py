"""Reading filters: `field=value`, ranges of years and numbers, values by their Chinese names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.normalize import clean_text
from indexer.document import NUMBER_FIELDS
from indexer.engine.protocol import Range
from search_api.errors import BadQuestion
from search_api.search.fields import FIELDS_BY_NAME, FILTER_FIELDS, VALUE_NAMES, display_name, value_code
from search_api.search.numbers import overlap, read_range

MAX_VALUE: Final = 500
"""Longest value of a filter, in characters."""

Years = tuple[int | None, int | None]
ANY_YEAR: Final[Years] = (None, None)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to: a field's alternatives ("" is 未填), years, and numbers, as inclusive ranges."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years = ANY_YEAR
    numbers: Mapping[str, Range] = field(default_factory=dict)


def parse_filters(texts: Sequence[str]) -> Filters:
    """Read filters. Several values of one field are alternatives, several years must make one range, several ranges
    of one number must all hold. Raises BadQuestion."""
    values: dict[str, tuple[str, ...]] = {}
    years: list[Years] = []
    numbers: dict[str, Range] = {}
    for name, value in map(parse_filter, texts):
        if name == "year":
            years.append(_filter_years(value))
        elif name in NUMBER_FIELDS:
            numbers[name] = overlap(numbers.get(name, (None, None)), _filter_number(name, value))
        else:
            values[name] = tuple(dict.fromkeys((*values.get(name, ()), _filter_value(name, value))))
    return Filters(values, _one_range(years), numbers)


_SIGNS: Final = re.compile(r"([^=<>≤≥≦≧]*)(>=|<=|[=<>≤≥≦≧])(.*)", re.DOTALL)


def parse_filter(text: str) -> tuple[str, str]:
    """Read `field=value`; the field may be named in Chinese or English. A number may be compared: 年效益>=100万.

    Raises BadQuestion.
    """
    found = _SIGNS.fullmatch(text)
    if not found:
        raise BadQuestion(f"筛选条件“{shown(text)}”缺少等号。写法：字段=值，例如 year=2020..2023。")
    name, sign, value = found.groups()
    if len(value) > MAX_VALUE:
        raise BadQuestion(f"筛选条件“{shown(text)}”的值有 {len(value)} 个字符，最多 {MAX_VALUE} 个。")
    field = known_field(clean_text(name).strip().lower())
    if sign == "=":
        return field, value.strip()
    if field not in NUMBER_FIELDS:
        raise BadQuestion(f"筛选条件“{shown(text)}”：只有数字可以比大小，{display_name(field)}要写成 {field}=值。")
    return field, sign + value.strip()


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
        raise BadQuestion(f"年度“{shown(value)}”看不懂。写法：year=2023 或 year=2020..2023。")
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


def known_field(name: str) -> str:
    """The field of that name. Raises BadQuestion with the names there are."""
    known = FIELDS_BY_NAME.get(name)
    if known is None:
        offered = "、".join(f"{field}（{display_name(field)}）" for field in FILTER_FIELDS)
        raise BadQuestion(f"没有名为“{shown(name)}”的筛选字段。可用：{offered}。")
    return known


def _filter_number(name: str, value: str) -> Range:
    found = read_range(name, value)
    if found is None:
        raise BadQuestion(
            f"{display_name(name)}“{shown(value)}”看不懂。写法：{name}=100..500、{name}=100..，金额可写 100万、1.5亿。"
        )
    return found


def _filter_value(name: str, value: str) -> str:
    code = value_code(name, clean_text(value))
    if code is None:
        offered = "、".join(f"{code or 'unstated'}（{said}）" for code, said in VALUE_NAMES[name].items())
        raise BadQuestion(f"没有叫“{shown(value)}”的{display_name(name)}。可用：{offered}。")
    return code if name in VALUE_NAMES else value


def shown(text: str) -> str:
    """A bad value, cut so that a message stays readable."""
    return text if len(text) <= 40 else f"{text[:40]}…"
