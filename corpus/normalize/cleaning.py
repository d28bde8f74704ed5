"""Cleaning: rules that each say what they would change, applied until nothing changes any more."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from corpus.normalize import lookalikes, pinyin_noise
from corpus.normalize.characters import plain_forms
from corpus.normalize.tape import Cleaned, Edit, Tape
from corpus.normalize.traditional import SEEN_IN_PHRASES, simplified, simplified_characters, traditional

Rule = Callable[[str], Iterator[Edit]]

_COMPOSING: Final = frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35"
    "\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
    + "".join(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
)
"""Characters that are no combining marks and yet melt into the one before (NFC_Quick_Check=Maybe, class 0)."""

_MOST_PASSES: Final = 16
"""More passes than any text needs: the wildest Unicode of the tests needs three, the last of which changes nothing."""

_STILL: Final = " 0-9A-Za-z!-/:-@[-_{-~°×±÷αβγδεζηθικλμνξπρςστυφχψωΓΔΘΛΞΠΣΦΨΩ≥≤≈→·。、《》【】〔〕"
"""Characters besides Chinese ones that no rule ever changes, for use inside brackets."""

_MOVED: Final = (
    "，（）：；！？％＋－＝／．＆＃＠＊＜＞［］｛｝～—–‑−∶“”‘’…℃㎡㎜㎝㎏㎞µ≧≦⑴-⒇㈠-㈩０-９Ａ-Ｚａ-ｚ\u3000\u00a0\t"
)
"""Characters of everyday Chinese text whose plain form never depends on their neighbours, for use inside brackets."""


@cache
def _still() -> re.Pattern[str]:
    """Matches a text that no rule about characters changes."""
    return re.compile(f"[{_still_han()}{_STILL}\n]*")


@cache
def _moving() -> re.Pattern[str]:
    """Matches every character that some rule may change."""
    return re.compile(f"[^{_still_han()}{_STILL}\n]")


@cache
def _everyday() -> re.Pattern[str]:
    """Matches a text that only `_MOVED` characters and white space keep from being clean."""
    return re.compile(f"[{_still_han()}{_STILL}{_MOVED}\n\r]*")


@cache
def _still_han() -> str:
    """Chinese characters that no rule changes, as ranges: these are compiled four times as fast as single ones."""
    first, last = 0x4E00, 0x9FA5
    changed = sorted(map(ord, {*simplified_characters(), *SEEN_IN_PHRASES}))
    ends = [first - 1, *(code for code in changed if first <= code <= last), last + 1]
    return "".join(f"{chr(a + 1)}-{chr(b - 1)}" for a, b in pairwise(ends) if b - a > 1)


_WHITE: Final = re.compile(r"\A[ \n]+|[ \n]+\Z| *\n[ \n]*| {2,}")


def clean(raw: str) -> Cleaned:
    """Clean a text and keep the way back to its raw characters. Total: no string makes it fail."""
    if _is_clean(raw):
        return Cleaned(raw, raw)
    if _everyday().fullmatch(raw) and len(moved := _moved(raw)) == len(raw) and _is_tidy(moved):
        return Cleaned(raw, moved)
    tape = Tape(raw)
    for _ in range(_MOST_PASSES):
        before = tape.text
        for rule in _RULES:
            tape.apply(rule(tape.text))
        if tape.text == before or _is_clean(tape.text):
            break
    return tape.cleaned(raw)


def clean_text(raw: str) -> str:
    """The text of `clean(raw)` alone, much faster for everyday Chinese."""
    if _is_clean(raw):
        return raw
    if _everyday().fullmatch(raw):
        moved = _moved(raw)
        return moved if _is_tidy(moved) else _WHITE.sub(_white, moved)
    return clean(raw).text


def _moved(text: str) -> str:
    forms = plain_forms()
    return _moving().sub(lambda match: forms[ord(match[0])], text)


def _is_clean(text: str) -> bool:
    return _still().fullmatch(text) is not None and _is_tidy(text)


def _is_tidy(text: str) -> bool:
    """Whether `_WHITE` matches nowhere, found out faster; all white space is spaces and line feeds."""
    inside = "\n" not in text or not ("\n\n" in text or "\n " in text or " \n" in text)
    return inside and "  " not in text and text[:1] not in (" ", "\n") and text[-1:] not in (" ", "\n")


def _white(match: re.Match[str]) -> str:
    if match.start() == 0 or match.end() == len(match.string):
        return ""
    return "\n" if "\n" in match[0] else " "


def _substitute(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Rule:
    """A rule that replaces what the pattern matches; a replacement of equal length is aligned."""

    def rule(text: str) -> Iterator[Edit]:
        for match in pattern.finditer(text):
            if (new := replace(match)) != match[0]:
                yield Edit(match.start(), match.end(), new, aligned=True)

    return rule


def _plain_characters(text: str) -> Iterator[Edit]:
    forms = plain_forms()
    for match in _moving().finditer(text):
        if (form := forms[ord(match[0])]) != match[0]:
            yield Edit(match.start(), match.end(), form)


def _composed(text: str) -> Iterator[Edit]:
    """Compose marks with their letters. Normalising may be done cluster by cluster, since nothing composes across
    the start of one (Unicode Standard Annex 15, section 9)."""
    if unicodedata.is_normalized("NFKC", text):
        return
    starts = [at for at, c in enumerate(text) if at == 0 or not _joins(c)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if end - start > 1 and (new := unicodedata.normalize("NFKC", text[start:end])) != text[start:end]:
            yield Edit(start, end, new)


def _joins(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in _COMPOSING


def _simplified(text: str) -> Iterator[Edit]:
    return _substitute(traditional(), simplified)(text)


def _without_pinyin(text: str) -> Iterator[Edit]:
    for match in pinyin_noise.BRACKET.finditer(text):
        if pinyin_noise.is_pinyin(match["inside"]):
            yield Edit(match.start(), match.end(), "")


_RULES: Final[tuple[Rule, ...]] = (
    _substitute(lookalikes.SUPERSCRIPT, lookalikes.power),
    _substitute(lookalikes.GLUED, lookalikes.apart),
    _plain_characters,
    _composed,
    _substitute(lookalikes.MARKED_HAN, lambda _: ""),
    _simplified,
    _substitute(lookalikes.LETTERS, lookalikes.latin),
    _substitute(lookalikes.KATAKANA, lookalikes.han),
    _substitute(lookalikes.ZEROS, lambda match: "〇" * len(match[0])),
    _substitute(lookalikes.DIAMETER, lambda _: "φ"),
    _without_pinyin,
    _substitute(_WHITE, _white),
)
