"""Figures with their units, wherever they stand in a text."""

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from corpus.facts.numerals import FIGURE, KEPT, LONGEST, read
from corpus.facts.units import UNIT, canonical, factor

_PER: Final = "吨|台|件|套|小时|天|度|次|公斤|千克|米|平方米|立方米|个|人"
_YUAN: Final = (
    r"(?:元人民币|块钱|元整|元钱|元(?![素件器])|块(?=一[个只套根]))"
    rf"(?:[/每](?:{_PER}))?"
)
_HOURS: Final = r"(?:个?小时|个?钟头|h(?![A-Za-z]))"
_MINUTES: Final = r"(?:分钟?|min)"
_SECONDS: Final = r"(?:秒钟?|s(?![A-Za-z]))"
_CLOCK: Final = (
    rf"半(?:个?小时|个?钟头|个?星期|个月|天|年|分钟|秒钟?)"
    rf"|{FIGURE}个半(?:小时|钟头|月|星期)"
    rf"|{FIGURE}(?:天|年|分|秒|{_HOURS})半钟?"
    rf"|{FIGURE}{_HOURS}零?{FIGURE}{_MINUTES}(?:{FIGURE}{_SECONDS})?"
    rf"|{FIGURE}{_MINUTES}零?{FIGURE}{_SECONDS}"
    rf"|{FIGURE}天零?{FIGURE}{_HOURS}"
    rf"|{FIGURE}年零?{FIGURE}个月"
)
_TENTHS: Final = "成半?(?![品本为立果功型套员组形熟绩都交材人])"
_UNIT: Final = rf"(?:{_YUAN}|%|‰|{_TENTHS}|{UNIT})"
_MONEY_UNIT: Final = re.compile("元人民币|元整|元钱|元|块钱")
_NUMERAL: Final = "0-9零〇一二两三四五六七八九十百千万亿几数半"
_BEGINNING: Final = rf"(?=[{_NUMERAL}])(?<![A-Za-z0-9_.\#第])(?<![A-Za-z0-9][-/])"
"""Where a figure may begin: not within a name."""
_MAYBE_CLOCK: Final = rf"(?=半|[\d{_NUMERAL}.,多余来点]{{1,{LONGEST}}}+[天年个小时钟头分秒hmins]{{1,3}}[\d{_NUMERAL}])"
_MAYBE_RANGE: Final = "(?=[^~至到,。;-]{0,24}[~至到-])"
"""What is found out fast before the many ways of a clock and a range are tried; no unit is longer."""
_PATTERN: Final = rf"""
{_BEGINNING}
(?:
  (?P<of>百分之|千分之|万分之|百万分之)(?P<share>{FIGURE})
 |(?P<parts>[二三四五六七八九十])分之(?P<part>[一二两三四五六七八九])
 |(?P<half>一半)(?![天年个小成])
 |(?P<clock>{_MAYBE_CLOCK}(?:{_CLOCK}))
 |(?P<first>{FIGURE})\s?
  (?:{_MAYBE_RANGE}(?P<unit1>{_UNIT})?\s?(?P<join>[~至到]|-{{1,2}})\s?(?P<last>{FIGURE})\s?)?
  (?P<vague>[多余来几])?\s?
  (?P<unit>{_UNIT})?
)
(?:(?P<more>多|余|有余|开外|及?以上|之多)|左右|上下|之间|(?P<less>及?以内|及?以下|之内|内(?![部外容衬径壁胆在存])))?
"""

_LEAST: Final = re.compile(
    r"(?:超过了?|超出|超|逾|突破|不少于|不低于|不小于|大于等于|大于|高于|多于|至少|最少|≥|>=?)\s?\Z"
)
_MOST: Final = re.compile(r"(?:不超过|不大于|不高于|不多于|小于等于|(?<!不)(?:小于|低于|少于)|至多|最多|≤|<=?)\s?\Z")
_BOUNDS: Final = frozenset("过了出超逾破少低小大高多于≥>=≤< 到")
"""Last characters of bounds, to look for them only where one may stand."""
_OPEN: Final = ("多", "余", "几")
_SHARES: Final = {"百分之": ("%", 1), "千分之": ("‰", 1), "万分之": ("‰", 10), "百万分之": ("ppm", 1)}
_PART: Final = re.compile(
    rf"(?P<half>半)?个?(?P<figure>{FIGURE})?(?P<middle>个半)?(?P<unit>个?小时|个?钟头|时|h|分钟?|min|秒钟?|s|天|个?星期|个?月|年)(?P<after>半)?"
)
_NAME: Final = re.compile(r"\s?(?:号(?!召)|\#|月(?!来|内|用|产)|日(?!产|常)|届|版|期(?!间)|型|章|[级类](?!别)|[A-Z])")
_YEAR: Final = re.compile(r"(?:(?:19|20)\d\d|[一二][〇零九][零〇一二三四五六七八九]{2})\Z")
_CURRENCY: Final = re.compile(r"(?:[¥￥]|RMB|人民币)\s?\Z")
_MOVING: Final = re.compile(r"[由从自][^,。;]{0,8}\Z")
_SCALES_AT_END: Final = re.compile("[百千万亿]+\\Z")
_SHORT: Final = {"时": "小时", "分": "分钟", "月": "个月", "半": "", "星期": "周"}
TOO_GREAT: Final = 1e16
"""No text means so great a figure; binary fractions count in ones up to here."""

_BACK: Final = 5
"""Characters before a figure in which a bound is looked for."""


class Quantity(NamedTuple):
    """A figure with its unit at `start` to `end` of the text it was found in; made often, and fast as a tuple.

    `low` is None where only an upper bound is said (不超过5分钟), `high` where only a lower one (30%以上, 100余万元).
    Money is in 元. `unit` is canonical, "" for a bare number.
    """

    low: float | None
    high: float | None
    unit: str
    start: int
    end: int
    written: str = ""
    """The unit as the text has it; for money the scale too (万元)."""

    @property
    def figure(self) -> float:
        """The figure as written: the lower one of a range."""
        return self.low if self.low is not None else self.high if self.high is not None else 0.0

    def into(self, unit: str) -> "Quantity | None":
        """The same in another unit, None where the two do not measure the same."""
        ratio = factor(self.unit, unit)
        if ratio is None:
            return None
        low, high = (None if bound is None else bound * ratio for bound in (self.low, self.high))
        return Quantity(low, high, unit, self.start, self.end, unit)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_PATTERN, re.VERBOSE)


def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of a cleaned text (`corpus.normalize`) in its order.

    Dates, numbers in names (3号机, KT-350), Chinese numerals without a unit (统一) and what is too great are none.
    """
    found: list[Quantity] = []
    for match in _pattern().finditer(text):
        found += _figures(match) if match["first"] else (_share(match),)
    return tuple([each for each in found if (each.high or each.low or 0) < TOO_GREAT])


def _share(match: re.Match[str]) -> Quantity:
    """百分之三十, 三分之一, 一半, and times such as 两个半小时."""
    if match["clock"]:
        value, unit = _duration(match["clock"])
        return _bounded(match, value, value, unit)
    if match["of"]:
        unit, parts = _SHARES[match["of"]]
        low, high = read(match["share"])
        return _bounded(match, low / parts, None if high is None else high / parts, unit)
    share = 50.0 if match["half"] else 100 * read(match["part"])[0] / read(match["parts"])[0]
    return _bounded(match, share, share, "%")


def _figures(match: re.Match[str]) -> tuple[Quantity, ...]:
    first, join, last, vague, unit = match.group("first", "join", "last", "vague", "unit")
    if _is_name(match, first, last, unit):
        return ()
    unit = unit or ""
    if not last:
        low, high = read(first)
        return (_bounded(match, low, None if vague in _OPEN else high, unit),)
    if join in ("至", "到") and _MOVING.search(match.string, max(0, match.start() - 10), match.start()):
        low, high = read(last)
        second = _bounded(match, low, None if vague else high, unit, start=match.start("last"))
        return _first_alone(match), second
    return (_bounded(match, *_range(match), unit),)


def _is_name(match: re.Match[str], first: str, last: str | None, unit: str | None) -> bool:
    if not unit:
        figure = last or first
        return _NAME.match(match.string, match.end()) is not None or not (
            figure[0].isdecimal() or "万" in figure[1:] or "亿" in figure[1:]
        )
    if unit == "元":  # 三元 is a kind of rubber before it is money
        return not last and len(first) == 1 and not first.isdecimal()
    return unit == "年" and _YEAR.match(first) is not None


def _first_alone(match: re.Match[str]) -> Quantity:
    low, high = read(match["first"])
    unit = match["unit1"] or match["unit"] or ""
    end = match.end("unit1") if match["unit1"] else match.end("first")
    if not match["unit1"] and not _SCALES_AT_END.search(match["first"]):
        low *= (scale := _scale(match["last"]))
        high = None if high is None else high * scale
    return _made(low, high, unit, match["first"] if match["unit1"] else match["last"], match.start(), end)


def _range(match: re.Match[str]) -> tuple[float, float | None]:
    """10~15万元 is a range of ten thousands; 8000~1.2万元 is not."""
    low, high = read(match["first"])[0], read(match["last"])[1]
    scale = _scale(match["last"])
    if not _SCALES_AT_END.search(match["first"]) and high is not None and low <= high / scale:
        low *= scale
    if match["unit1"] and match["unit"]:
        low *= factor(canonical(match["unit1"]), canonical(match["unit"])) or 1
    return (low, high) if high is None or low <= high else (high, low)


def _scale(figure: str) -> float:
    return read(found[0])[0] if (found := _SCALES_AT_END.search(figure)) else 1


def _duration(words: str) -> tuple[float, str]:
    """两个半小时, 1小时20分, 半天 → the value in the smallest unit that is said."""
    total, unit = 0.0, ""
    for part in _PART.finditer(words):
        before, unit = unit, canonical(_SHORT.get(part["unit"].removeprefix("个"), part["unit"]))
        value = (read(part["figure"])[0] if part["figure"] else 0.0) + 0.5 * (
            bool(part["half"]) + bool(part["middle"]) + bool(part["after"])
        )
        total = (total * (factor(before, unit) or 1) if before else 0.0) + value
    return total, unit


def _bounded(match: re.Match[str], low: float, high: float | None, unit: str, *, start: int | None = None) -> Quantity:
    """With what stands around taken into account: 超过, 以上 open the range upwards, 不超过, 以内 downwards."""
    start = match.start() if start is None else start
    first, last, more, less = match.group("first", "last", "more", "less")
    text, figure = match.string, last or first or ""
    before = max(0, start - _BACK)
    if not unit and (currency := _CURRENCY.search(text, before, start)):
        unit, start = "元", currency.start()
    if unit == "块" and figure != "一" and ("万" in figure or text[match.end() : match.end() + 1] == "一"):
        unit = "块钱"  # 九万多块, 八十块一个
    bound = text[start - 1 : start]
    is_bounded = bound in _BOUNDS
    if less or (is_bounded and _MOST.search(text, before, start)):
        return _made(None, high, unit, figure, start, match.end())
    if more or (is_bounded and _LEAST.search(text, before, start)) or (bound == "上" and figure[:1] in "百千万亿"):
        high = None
    return _made(low, high, unit, figure, start, match.end())


def _made(low: float | None, high: float | None, unit: str, figure: str, start: int, end: int) -> Quantity:
    name, written = _named(unit)
    if name.startswith("元"):
        scale = ("万" if "万" in figure[-3:] else "") + ("亿" if "亿" in figure[-3:] else "")
        return Quantity(low, high, name, start, end, scale + written)
    if written != "成":
        return Quantity(low, high, name, start, end, written)
    tenths = 5 if unit == "成半" else 0
    low, high = (None if bound is None else 10 * bound + tenths for bound in (low, high))
    return Quantity(low, high, "%", start, end, written)


@lru_cache(KEPT)
def _named(unit: str) -> tuple[str, str]:
    """A unit's canonical name and the unit as it is shown, for money without its scale."""
    if unit.startswith("成"):
        return "%", "成"
    if money := _MONEY_UNIT.match(unit):
        return (per := "元" + unit[money.end() :]), per
    return canonical(unit), unit
