"""The plain form of a single character, whatever stands around it."""

import unicodedata
from functools import cache
from typing import Final

HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Chinese characters, for use inside a regular expression's brackets."""

_LOOKS: Final = {
    "-": "‐‑‒–—―−⁃﹘˗➖⸺⸻─━¯‾￣",
    "~": "～〜∼˜〰",
    "'": "‘’‚‛′‵´ˊˋʹʼ`",
    '"': "“”„‟〝〞〟″‶«»「」『』｢｣¨˝",
    "·": "•‧∙⋅・･●▪◦˙ᐧ⸱",
    "...": "⋯᠁",
    "/": "⁄∕╱⧸",
    ":": "∶ː˸",
    "|": "∣│┃¦",
    "*": "∗✱＊﹡",
    "<": "〈‹",
    ">": "〉›",
    "°": "º˚",
    "×": "╳✕✖⨯",
    "μ": "µ",
    "Ω": "Ω",
    "φ": "⌀ɸ∅",
    "°C": "℃",
    " ": "\u2800",
}
"""Characters that NFKC keeps, or turns into something else than what they are used for, under their plain form."""

_RADICALS: Final = (
    "⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺎兀⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢水⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻"
    "⺮竹⺯糸⺰纟⺱罓⺲罒⺳网⺵网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒长⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食"
    "⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟⻳龟㇐一㇑丨㇒丿㇔丶㇖乛㇚亅"
)
"""CJK radicals and strokes that NFKC leaves alone, each followed by its character (EquivalentUnifiedIdeograph.txt of
the Unicode Character Database; PDF files are full of them)."""

_BREAKS: Final = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_DROPPED: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u20e3\ufffc")
"""Invisible characters that Unicode calls letters, marks or symbols."""


@cache
def look_alikes() -> dict[str, str]:
    """Every character that has another plain form than NFKC's, and that form."""
    table = {look: form for form, looks in _LOOKS.items() for look in looks if look != form}
    return table | dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))


def plain_form(character: str) -> str:
    """The plain form of one character: "" where it is dropped, several characters where it stands for several."""
    form = "".join(_once(c) for c in character)
    return form if form == character else plain_form(form)


def _once(character: str) -> str:
    if character in _BREAKS:
        return "\n"
    if _is_dropped(character):
        return ""
    if character.isspace():
        return " "
    return look_alikes().get(character) or unicodedata.normalize("NFKC", character)


def _is_dropped(character: str) -> bool:
    code = ord(character)
    if character in _DROPPED or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return True
    if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F:
        return True
    category = unicodedata.category(character)
    return category in ("Cf", "Cs", "Co") or (category == "Cc" and not character.isspace())


class PlainForms(dict[int, str]):
    """Plain forms by code point, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        form = self[code] = plain_form(chr(code))
        return form


@cache
def plain_forms() -> PlainForms:
    """The table of this process; it only ever remembers what `plain_form` says."""
    return PlainForms()
