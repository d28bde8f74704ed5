"""Letters and digits that look like others, told apart by their neighbours."""

import re
from typing import Final

from corpus.normalize.characters import HAN

_LATIN_FOR: Final = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХҮԚԜаеѕіјорсухһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXYQWaesijopcyxhdqw" + "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""Cyrillic and Greek letters that cannot be told from a Latin one (confusables.txt, Unicode Technical Standard 39)."""

_HAN_FOR: Final = dict(zip("エニロカタトハミ", "工二口力夕卜八三", strict=True))
"""Katakana that cannot be told from a Chinese character."""

LETTERS: Final = re.compile("[A-Za-z\u0370-\u052f]+")
"""A run of Latin, Greek and Cyrillic letters."""

KATAKANA: Final = re.compile(f"(?<=[{HAN}])[エニロカタトハミ](?=[{HAN}])")
ZEROS: Final = re.compile("(?<=[〇一二三四五六七八九])[○◯⚪]+")
DIAMETER: Final = re.compile(r"[ØøФф](?=\s?\d)")
MARKED_HAN: Final = re.compile(f"(?<=[{HAN}])[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
"""Combining marks over or through a Chinese character: nobody writes them but to hide the character."""

_NUMBERS: Final = "①-⓿❶-➓¼-¾⅐-ↈ㉈-㉟㊱-㊿"
"""Circled numbers, fractions and Roman numerals of one character."""

SUPERSCRIPT: Final = re.compile("(?<=[0-9０-９])[⁺⁻]?[⁰¹²³⁴-⁹]+")
GLUED: Final = re.compile(
    f"(?<=[0-9A-Za-z０-９])[{_NUMBERS}]|[{_NUMBERS}](?=[{_NUMBERS}0-9A-Za-z０-９])|(?<=\u20e3)[0-9]"
)
"""A number of one character beside another number, or beside a letter, which NFKC would make one word of."""


def latin(match: re.Match[str]) -> str:
    """The run with its look-alikes made Latin, unless it is a word of another script."""
    run = match[0]
    if any(c <= "z" for c in run) or all(c in _LATIN_FOR for c in run):
        return "".join(_LATIN_FOR.get(c, c) for c in run)
    return run


def han(match: re.Match[str]) -> str:
    """The Chinese character that a katakana between Chinese characters stands for."""
    return _HAN_FOR[match[0]]


def power(match: re.Match[str]) -> str:
    """A power of a number, written so that the number stays what it is."""
    return "^" + match[0]


def apart(match: re.Match[str]) -> str:
    """The number with a space on the sides where it would be glued: `①10kV`, `10kVⅡ段`, `1½`."""
    before, after = match.string[max(match.start() - 1, 0) : match.start()], match.string[match.end() : match.end() + 1]
    left = " " if _is_word(before) or before == "\u20e3" else ""
    right = " " if _is_word(after) or re.match(f"[{_NUMBERS}]", after) else ""
    return left + match[0] + ("" if match[0].isdecimal() else right)


def _is_word(character: str) -> bool:
    return re.match("[0-9A-Za-z０-９]", character) is not None
