"""Numbers in Chinese numerals, read as people mean them."""

import re
from typing import Final

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES: Final = {"十": 10, "百": 100, "千": 1_000}
_NUMERAL: Final = re.compile("[零〇一二两三四五六七八九十百千万]{2,}")
_YEAR: Final = re.compile("[零〇一二三四五六七八九]{4}(?=年)")


def arabic(text: str) -> str:
    """A text with its whole numbers of two numerals or more in digits: 一百二十 → 120; what is no number stays."""
    text = _YEAR.sub(lambda match: "".join(str(_DIGITS[digit]) for digit in match[0]), text)
    return _NUMERAL.sub(lambda match: _read(match[0]), text)


def _read(numeral: str) -> str:
    """Round numbers keep their 万, as they are written with digits: 二百万 → 200万."""
    above, ten_thousand, below = numeral.rpartition("万")
    high, low = (_below_ten_thousand(part) if part else 0 for part in (above, below))
    if high is None or low is None or (ten_thousand and not high):
        return numeral
    return str(high * 10_000 + low) if below else f"{high}万"


def _below_ten_thousand(numeral: str) -> int | None:
    """Scales must fall, each behind a digit but for a 十 in front; None where it is no number."""
    total, digit, last = 0, None, 10_000
    for at, letter in enumerate(numeral):
        if letter in _SCALES:
            if (digit in (None, 0) and not (letter == "十" and at == 0)) or _SCALES[letter] >= last:
                return None
            last = _SCALES[letter]
            total += (digit or 1) * last
            digit = None
        elif digit in (None, 0) and letter in _DIGITS:
            digit = _DIGITS[letter]
        else:
            return None
    return total + (digit or 0)
