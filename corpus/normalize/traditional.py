"""Traditional characters to simplified ones, one for one, so that offsets stay.

OpenCC's own converter works on whole texts, needs some milliseconds for one of 280 characters and gives no offsets.
So its answer for each single character is taken once per process, and those of its phrases that matter in this trade
and change more than their characters do are listed here. All of them keep their length.
"""

import re
from functools import cache
from typing import Final

_CHARACTERS: Final = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
_PHRASES: Final = (
    "反覆反复 重覆重复 回覆回复 答覆答复 批覆批复 沈澱沉淀 沈積沉积 沈沒沉没 "
    "沈悶沉闷 沈滯沉滞 鋼坏钢坯 磚坏砖坯 製坏制坯 鐵鍊铁链 拉鍊拉链 鉸鍊铰链 鎖鍊锁链 "
    "鍊條链条 鍊輪链轮 計畫计划 籌畫筹划 規畫规划 瞭解了解 明瞭明了 瞭然了然 藉助借助 藉口借口 藉由借由 "
    "藉此借此 藉以借以 憑藉凭借 慰藉慰藉 狼藉狼藉 傢俱家具 彷彿仿佛 復甦复苏 甦醒苏醒 乾隆乾隆 乾坤乾坤 "
    "乾安乾安 乾縣乾县 乾陵乾陵 康乾康乾 畢昇毕昇 蒜薹蒜薹 蕓薹芸薹 扞格扞格 角徵角徵 "
    "魏徵魏徵 錢鍾書钱锺书"
)
"""Phrases of OpenCC's TSPhrases.txt, and two in their manner (規畫, 鍊輪), each directly followed by its answer.

Every one holds a character that is never left alone, so that a text without such characters needs no look."""

SEEN_IN_PHRASES: Final = "覆瞭藉彷甦"
"""Characters that no table changes, but some phrase without a traditional character does."""


@cache
def simplified_characters() -> dict[str, str]:
    """Every traditional character of the basic plane that OpenCC changes, with its simplified form."""
    from opencc import OpenCC

    characters = [chr(code) for codes in _CHARACTERS for code in codes]
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {c: form for c, form in zip(characters, forms, strict=True) if c != form and len(form) == 1}
    return {c: table.get(form, form) for c, form in table.items() if form <= "\uffff"}


@cache
def simplified_phrases() -> dict[str, str]:
    """Phrases whose simplified form is not that of their characters; those forms stay as they are."""
    pairs = [(item[: len(item) // 2], item[len(item) // 2 :]) for item in _PHRASES.split()]
    kept = (simple for _, simple in pairs if not simplified_characters().keys().isdisjoint(simple))
    return dict(pairs) | {simple: simple for simple in kept}


@cache
def traditional() -> re.Pattern[str]:
    """Matches what `simplified` changes: listed phrases, longest first, then runs of single characters."""
    phrases = sorted(simplified_phrases(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(f"{'|'.join(phrases)}|[{''.join(simplified_characters())}]")


def simplified(match: re.Match[str]) -> str:
    """The simplified form of what `traditional` matched, of the same length."""
    found = match[0]
    return simplified_characters().get(found) or simplified_phrases()[found]
