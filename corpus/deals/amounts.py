"""Amounts of money (金额): read as people write them in a form, kept as whole fen, said as people say them."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from corpus.errors import InvalidDeal

LARGEST: Final = Decimal(10) ** 12
"""Largest amount of one deal in yuan. It is more than any deal; sums of 90,000 such still fit 64 bits of fen."""

FEN: Final = Decimal("0.01")

_POWERS: Final = {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_WRITTEN: Final = re.compile(
    r"(?:人民币|RMB|CNY|¥)?"
    r"(?P<number>-?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,16})(?:\.\d{1,12})?)"
    r"(?P<unit>万亿|千万|百万|十万|[百千万亿])?"
    r"[元圆]?整?",
    re.IGNORECASE,
)
_STEPS: Final = (("亿元", 8), ("万元", 4), ("元", 0))
_HOW: Final = "请只写一个数，可带单位，例如 84.86亿元、30万、300,000.50"


def read_amount(written: object) -> Decimal:
    """An amount in yuan with two places, from a number or from text such as `84.86亿元`, `30万`, `￥300,000.50`.

    Raises InvalidDeal for what is no single amount, is not above zero, has parts of a fen, or exceeds `LARGEST`.
    """
    shown = str(written)[:40]
    found = _WRITTEN.fullmatch("".join(unicodedata.normalize("NFKC", _text(written)).split()))
    if found is None:
        raise InvalidDeal(f"金额“{shown}”看不懂。{_HOW}。")
    yuan = Decimal(found["number"].replace(",", "")).scaleb(_POWERS[found["unit"] or ""])
    if yuan <= 0:
        raise InvalidDeal(f"金额“{shown}”不对：应大于零。还没有谈到金额时请空着。")
    if yuan > LARGEST:
        raise InvalidDeal(f"金额“{shown}”超过一万亿元，不会是一笔转化的金额。请检查单位（元、万元、亿元）。")
    if yuan != yuan.quantize(FEN):
        raise InvalidDeal(f"金额“{shown}”不对：最多精确到分。")
    return yuan.quantize(FEN)


def _text(written: object) -> str:
    """What was written, as text; a number of JSON without an exponent."""
    if isinstance(written, str):
        return written[:100]
    if isinstance(written, int | float | Decimal) and not isinstance(written, bool):
        number = Decimal(str(written))
        return f"{number:f}" if number.is_finite() and abs(number) < Decimal(10) ** 15 else str(number)
    return ""


def fen_of(yuan: Decimal) -> int:
    """Whole fen of an amount in yuan, which has at most two places."""
    fen = yuan.scaleb(2)
    if fen != fen.to_integral_value():
        raise InvalidDeal(f"金额 {yuan} 元不对：最多精确到分。")
    return int(fen)


def yuan_of(fen: int) -> Decimal:
    """An amount in yuan, with two places, of whole fen."""
    return Decimal(fen).scaleb(-2)


def amount_in_words(yuan: Decimal) -> str:
    """As people say it, to two places of the largest unit that fits: `84.86 亿元`, `30 万元`, `8,500.5 元`."""
    return next(words for name, power in _STEPS if (words := _in_unit(yuan, name, power)))


def _in_unit(yuan: Decimal, name: str, power: int) -> str:
    number = yuan.scaleb(-power)
    if number < 1 and power:
        return ""
    whole, _, places = f"{number.quantize(FEN, ROUND_HALF_UP):,f}".partition(".")
    places = places.rstrip("0")
    return f"{whole}.{places} {name}" if places else f"{whole} {name}"
