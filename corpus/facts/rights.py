"""Patents, software copyrights and standards that a text names by their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.protection import PATENT, SOFTWARE, STANDARD

_TYPE: Final = re.compile(r"[A-Za-z]\s?\d")
_LONG_NUMBER: Final = re.compile(r"\d{5}")
"""Without any of the two a text names no number of a right; two patterns are faster than one."""

_MAYBE_STANDARD: Final = re.compile(
    r"[A-Za-z]\s?\d(?:[\s\dA-Za-z.]{0,40}[-—–－]\s?\d|\d\d|(?<=/[Tt]\d)|(?<=/[Tt]\s\d))"
)
_MAYBE_SOFTWARE: Final = re.compile("[Ss][Rr]|软著")
_MAYBE_PATENT: Final = re.compile(r"\d[\d .,/]{5}")

_EDGE: Final = " .:\n"
_SURE: Final = re.compile(r"ZL|CN|PCT|\.\s?[0-9X]\Z", re.IGNORECASE)
_ABOUT_PATENTS: Final = re.compile("专利|申请号|授权号|公开号|公告号|发明|实用新型|外观设计|ZL")
_NOT_PATENTS: Final = re.compile("电话|手机|联系|邮编|身份证|账号|订单|合同|传真|QQ|微信")
_YEAR_AT_END: Final = re.compile(r"[-:](?:19|20)\d\d\Z")
_WEIGHTS: Final = (2, 3, 4, 5, 6, 7, 8, 9)
_BEFORE: Final = 40
"""Characters before a number in which a word for patents is looked for."""


@dataclass(frozen=True, slots=True)
class Named:
    """A number as it is kept, without spaces in it, and where it stands in the cleaned text."""

    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedRights:
    """Numbers of a text in its order; each counts once."""

    patents: tuple[Named, ...] = ()
    software: tuple[Named, ...] = ()
    standards: tuple[Named, ...] = ()


_NONE: Final = NamedRights()


def named_rights(text: str) -> NamedRights:
    """The rights that a cleaned running text names. Dates, telephone numbers and types of machines are none."""
    if not _TYPE.search(text) and not _LONG_NUMBER.search(text):
        return _NONE
    software = tuple(_found(SOFTWARE, text)) if _MAYBE_SOFTWARE.search(text) else ()
    standards = tuple(_standards(text)) if _MAYBE_STANDARD.search(text) else ()
    taken = [(each.start, each.end) for each in (*software, *standards)]
    patents = (each for each in _found(PATENT, text) if _is_patent(each, text)) if _MAYBE_PATENT.search(text) else ()
    free = tuple(each for each in patents if all(each.end <= start or each.start >= end for start, end in taken))
    return NamedRights(_once(free), _once(software), _once(standards))


def same_right(number: str) -> str:
    """What two ways of writing one number have in common: no prefix, no digit to check, no spaces."""
    digits = re.sub(r"\.[0-9X]\Z|[\s,]", "", number.upper()).removeprefix("ZL").removeprefix("CN")
    return re.sub("[^0-9A-Z.]", "", digits)


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Named]:
    for match in pattern.finditer(text):
        words = match[0]
        start = match.start() + len(words) - len(words.lstrip(_EDGE))
        end = match.end() - (len(words) - len(words.rstrip(_EDGE)))
        yield Named(_written(text[start:end]), start, end)


def _written(words: str) -> str:
    """One space where letters end and digits begin in a standard, none elsewhere."""
    return " ".join(words.split()) if re.match("[A-Za-z/ ]+ ?[0-9]", words) and "-" in words else "".join(words.split())


def _is_patent(found: Named, text: str) -> bool:
    before = text[max(0, found.start - _BEFORE) : found.start]
    if _NOT_PATENTS.search(before[-12:]):
        return False
    if _SURE.search(found.number) and len(found.number) >= 9:
        return True
    digits = re.sub(r"\D", "", found.number)
    return _ABOUT_PATENTS.search(before) is not None or (len(digits) == 13 and _checks(digits))


def _checks(digits: str) -> bool:
    """Whether the last digit of a Chinese application number is the one its twelve others ask for (标准 ZC 0006)."""
    total = sum(int(digit) * _WEIGHTS[at % 8] for at, digit in enumerate(digits[:12]))
    return total % 11 == int(digits[12])


def _standards(text: str) -> Iterator[Named]:
    return (each for each in _found(STANDARD, text) if _is_standard(each.number))


def _is_standard(number: str) -> bool:
    """Letters with a slash or a name that standards bear, or a year of four digits: no type such as KT-350."""
    return "/" in number or number[:2].upper() in ("GB", "IS", "IE") or _YEAR_AT_END.search(number) is not None


def _once(found: tuple[Named, ...]) -> tuple[Named, ...]:
    return tuple({same_right(each.number): each for each in reversed(found)}.values())[::-1]
