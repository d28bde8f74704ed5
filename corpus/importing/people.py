"""A cell of names → the names in order."""

import re
from typing import Final

COMPOUND_SURNAMES: Final = frozenset((
    "欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "夏侯", "东方",
    "端木", "司徒", "南宫",
))  # fmt: skip
"""Surnames of two characters: `欧阳 娜` with a space in between is one name."""

_NOTES: Final = re.compile(r"[（(\[【][^（）()\[\]【】]*[)）\]】]")
_NUMBERING: Final = re.compile(r"(?:(?<=[\s、，,；;。])|^)[0-9０-９]{1,2}\s*[.．、)）]\s*")
_AND_OTHERS: Final = re.compile(r"等(?:[共]?\s*[0-9０-９一二三四五六七八九十]+\s*[人名位]?|人)?[。.]?\s*$")
_SEPARATORS: Final = re.compile(r"[、，,；;/／|｜\n\r\t]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f○·•]+")
_JOINED: Final = re.compile(r"([\u4e00-\u9fff]{2,3})[和与及]([\u4e00-\u9fff]{2,3})")
_NO_NAME: Final = frozenset(("无", "-", "—", "——", "/", "同上", "略", "0", "暂无"))


def names_in(text: str) -> tuple[str, ...]:
    """Split a cell into names, each once, in order.

    Separators are 、，,；;/ and line breaks, and white space between names in Chinese characters; `张 三` stays one
    name, and so does `John Smith`. Notes in brackets, numbering, and a closing `等5人` are left out.
    """
    plain = _NUMBERING.sub("、", _NOTES.sub("、", text).strip())
    names: list[str] = []
    for part in _SEPARATORS.split(plain):
        names.extend(_names_of(_AND_OTHERS.sub("", part.strip(" 　:：。."))))
    return tuple(dict.fromkeys(name for name in names if name and name not in _NO_NAME))


def _names_of(part: str) -> list[str]:
    words = part.split()
    if len(words) > 1 and all(_HAN.fullmatch(word) for word in words):
        return _gathered(words)
    if joined := _JOINED.fullmatch(part):
        return [joined[1], joined[2]]
    return [" ".join(words)]


def _gathered(words: list[str]) -> list[str]:
    """Put surnames that stand alone together with the given name after them."""
    names: list[str] = []
    surname = ""
    for word in words:
        if surname:
            names.append(surname + word)
            surname = ""
        elif len(word) == 1 or (word in COMPOUND_SURNAMES and len(words) > 1):
            surname = word
        else:
            names.append(word)
    return [*names, surname] if surname else names
