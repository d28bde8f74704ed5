"""Figures in digits and in Chinese numerals: 1,200 · 3万5千 · 一百二十余万 · 两百来 · 三四十 · 十七八 · 几十."""

import re
from functools import lru_cache
from math import inf
from typing import Final

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES: Final = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_BIG: Final = ("亿", "万")

ARABIC: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SCALE: Final = r"(?:[亿]|万(?!分之|[能用])|百(?!分[之点]|万分之|帕)|千(?![瓦克米伏帕赫卡焦乏安]))"
_HAN: Final = rf"(?:[零〇一二两三四五六七八九十]|{_SCALE})"
_MORE: Final = rf"(?:[多余来几]{_SCALE}+)?"

FIGURE: Final = (
    rf"(?:{ARABIC}{_SCALE}*(?:(?<=[万亿千])\d+(?:\.\d+)?{_SCALE}+|(?<=[万千])\d(?![\d.]))?{_MORE}"
    rf"|[几数]?{_HAN}+(?:点[零〇一二三四五六七八九]+{_SCALE}*)?{_MORE})"
)
"""A figure in cleaned text, its scale included; 千 of 千瓦 and 百 of 百分之 belong to what follows."""

_NEIGHBOURS: Final = re.compile(
    "(?<![零〇一二三四五六七八九])(?:一二|二三|两三|三四|三五|四五|五六|六七|七八|八九)(?=[十百千万亿]|$)"
)
_VAGUE: Final = re.compile("[多余来几]")
_MIXED: Final = re.compile(r"(\d[\d,.]*)([百千万亿]*)")
LONGEST: Final = 30
"""Characters of a figure; a longer run of digits or numerals is a code or a slip, and stands for no number."""

KEPT: Final = 4096
"""Figures, and units, whose reading is remembered."""


@lru_cache(KEPT)
def read(figure: str) -> tuple[float, float | None]:
    """What a figure that `FIGURE` matched stands for: lowest and highest value; None where it is open upwards.

    三四十 is 30 to 40, 一百二十余万 is 1,200,000 and more, 几十 is 10 and more. Longer than `LONGEST` is infinite.
    """
    if len(figure) > LONGEST:
        return inf, inf
    words = _VAGUE.sub("", figure[1:] if figure[0] in "几数" else figure)
    open_upwards = len(words) + figure.count("来") < len(figure)
    if pair := _NEIGHBOURS.search(words):
        low, high = (words[: pair.start()] + digit + words[pair.end() :] for digit in pair[0])
        return _value(low), _value(high)
    value = _value(words)
    return value, None if open_upwards else value


def plain(value: float) -> int | float:
    """A number as JSON should show it: whole where it is whole, without the dust of binary fractions."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _value(words: str) -> float:
    if words[:1].isdecimal():
        parts = _MIXED.findall(words)
        values = [float(digits.rstrip(".,").replace(",", "")) * _times(scales) for digits, scales in parts]
        if len(parts) > 1 and not parts[-1][1]:
            values[-1] *= _times(parts[0][1][-1:]) / 10
        return sum(values)
    whole, point, fraction = words.partition("点")
    if not point:
        return _chinese(whole)
    digits = fraction.rstrip("十百千万亿")
    value = float(f"{_chinese(whole):.0f}.{''.join(str(_DIGITS[digit]) for digit in digits)}")
    return value * _times(fraction[len(digits) :])


def _times(scales: str) -> int:
    product = 1
    for scale in scales:
        product *= _SCALES[scale]
    return product


def _chinese(words: str) -> float:
    """Cut at the greatest scale: what stands before multiplies it, what stands behind is added."""
    for big in _BIG:
        if big in words:
            above, _, below = words.rpartition(big)
            rest = _chinese(below) if below else 0
            if len(below) == 1 and below in _DIGITS:
                rest *= _SCALES[big] / 10
            return (_chinese(above) if above else 1) * _SCALES[big] + rest
    if all(letter in _DIGITS for letter in words):
        return float("".join(str(_DIGITS[letter]) for letter in words) or 0)
    return _small(words)


def _small(words: str) -> float:
    total, digit, last = 0, 0, 0
    for letter in words:
        if letter in _SCALES:
            total += (digit or (0 if last and total else 1)) * _SCALES[letter] if digit or not total else 0
            digit, last = 0, _SCALES[letter]
        else:
            digit, last = _DIGITS[letter], 0 if letter in "零〇" else last
    spoken = digit * last // 10 if last >= 100 and words[-2:-1] in _SCALES else digit
    return float(total + spoken)
