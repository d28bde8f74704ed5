"""Single cells → values: years, yes and no, and text fit to be kept."""

import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Final

BLANKS: Final = frozenset(("", "-", "--", "—", "——", "/", "\\", "无", "暂无", "N/A", "n/a", "NA", "null", "None", "…"))
"""What people write into a cell to say nothing."""

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

SERIAL_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of Excel's calendar, right for all days from March 1900 on."""

DAYS_TO_1904: Final = 1462

SERIAL_DATES: Final = range(20_000, 73_051)
"""Excel's day numbers of 1954 to 2099, as they appear where a date column lost its format."""

CONFIDENTIAL: Final = frozenset((
    "是", "涉密", "秘密", "机密", "绝密", "内部", "内部资料", "商业秘密", "保密", "密", "有", "1", "y", "yes",
    "true", "√", "✓", "☑",
))  # fmt: skip
OPEN: Final = frozenset((
    "否", "不涉密", "非涉密", "未涉密", "无涉密", "公开", "非密", "不保密", "无密", "无密级", "不是", "0", "n",
    "no", "false", "×", "x", "✗", "",
))  # fmt: skip

CHECKED: Final = "☑☒✓✔√■●"
UNCHECKED: Final = "□☐○"

MAX_CHOICE: Final = 300
"""Longest cell, in characters, that is looked at as a choice of boxes to tick."""

_TICKED: Final = re.compile(rf"[{CHECKED}]\s*([^\s{CHECKED}{UNCHECKED}，、,；;]+)")
_HEADER_UNIT: Final = re.compile(r"[（(][^（()）]*?((?:百万|千万|[亿万千])?元(?:[/／每]年)?)[^（()）]*[)）]")
_FIGURE: Final = re.compile(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_CONTROLS: Final = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DAMAGED: Final = re.compile(r"[\x00\ud800-\udfff]")
_FULL_YEAR: Final = re.compile(
    r"(?<![0-9])(?:(?:19|20)[0-9]{2}|2100)(?=$|[^0-9]|(?:0[1-9]|1[0-2])(?:[0-3][0-9])?(?:$|[^0-9]))"
)
_SHORT_YEAR: Final = re.compile(r"(?<![0-9])([0-9]{2})年")
_CHINESE_YEAR: Final = re.compile(r"([一二][〇○零Oo一二三四五六七八九]{3})年?")
_CHINESE_DIGITS: Final = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")


def tidy(text: str) -> str:
    """The text of a cell: outer white space, carriage returns and control characters removed."""
    if text.isprintable():
        return text.strip()
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_damaged(text: str) -> bool:
    """Whether a text holds what is no character: NUL or half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return "\0" in text


def visible(text: str) -> str:
    """The text with what cannot be written into a file replaced by �."""
    return _DAMAGED.sub("\ufffd", text)


def number_text(value: float) -> str:
    """A number as Excel shows it: 2023.0 → 2023, 0.30000000000000004 → 0.3."""
    if not math.isfinite(value):
        return ""
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    return f"{value:.15g}"


def moment_of(value: float, *, from_1904: bool = False) -> datetime | None:
    """The moment that a day number of Excel means; None where it is out of the calendar or a mere time of day."""
    epoch = SERIAL_EPOCH + timedelta(days=DAYS_TO_1904 if from_1904 else 0)
    if value < 1:
        return None
    try:
        return datetime(epoch.year, epoch.month, epoch.day) + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return None


def date_text(moment: date) -> str:
    """A date cell as text: 2023-05-01, with the time of day where it has one."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.strftime("%Y-%m-%d %H:%M") if moment.hour or moment.minute else moment.date().isoformat()


def year_in(text: str) -> int | None:
    """Read a year out of 2023, ２０２３年, 2023.0, 2023-05-01, 202305, 二〇二三年 or a day number of Excel.

    Of a span (2022.03–2023.06) the last year counts. None for a blank cell; raises ValueError where no year from 1900
    to 2100 is found.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in BLANKS:
        return None
    if found := _FULL_YEAR.findall(plain):
        return int(found[-1])
    if chinese := _CHINESE_YEAR.search(plain):
        return _in_range(int(chinese[1].translate(_CHINESE_DIGITS)), text)
    if short := _SHORT_YEAR.search(plain):
        return 2000 + int(short[1])
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", plain) and int(float(plain)) in SERIAL_DATES:
        return (SERIAL_EPOCH + timedelta(days=int(float(plain)))).year
    raise ValueError(text)


def chosen(text: str) -> str:
    """What is ticked where a cell offers a choice (☑小发明 □小革新 → 小发明); the cell itself where it offers none."""
    if len(text) > MAX_CHOICE or not any(mark in text for mark in UNCHECKED):
        return text
    return "、".join(_TICKED.findall(text))


def with_unit(text: str, header: str) -> str:
    """A bare figure with the money unit that its header names: 120 under 经济效益（万元） is 120万元."""
    unit = _HEADER_UNIT.search(header)
    return text + unit[1] if unit and _FIGURE.fullmatch(text) else text


def _in_range(year: int, text: str) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return year


def is_confidential(text: str) -> bool:
    """Read 是/否, 秘密/公开 and the like; raises ValueError for a word that says neither."""
    plain = "".join(unicodedata.normalize("NFKC", text).lower().split()).rstrip("级")
    if plain in OPEN or text.strip() in BLANKS:
        return False
    if plain in CONFIDENTIAL:
        return True
    raise ValueError(text)
