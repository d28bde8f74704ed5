"""Pinyin without tones, one reading for each character, for suggestions."""

import re
import unicodedata
from functools import cache
from typing import Final

from corpus.normalize.characters import HAN

_READINGS: Final = {
    "tiao": "调",
    "zhong": "重",
    "chang": "长厂",
    "xing": "行",
    "can": "参",
    "lv": "率绿铝滤氯吕旅律虑侣屡缕履驴",
    "nv": "女",
    "she": "射",
    "jiao": "校",
    "chuan": "传",
    "du": "都",
    "shi": "什",
}
"""Readings that the trade uses where the dictionary's first one is another; ü is typed as v."""

_WORDS: Final = {
    "调度": "diao du",
    "调动": "diao dong",
    "调查": "diao cha",
    "调车": "diao che",
    "重复": "chong fu",
    "重叠": "chong die",
    "重新": "chong xin",
    "重庆": "chong qing",
    "行业": "hang ye",
    "银行": "yin hang",
    "排行": "pai hang",
    "班长": "ban zhang",
    "增长": "zeng zhang",
    "组长": "zu zhang",
    "生长": "sheng zhang",
    "效率": "xiao lv",
    "学校": "xue xiao",
    "给水": "ji shui",
    "供给": "gong ji",
    "补给": "bu ji",
    "音乐": "yin yue",
    "大厦": "da sha",
    "创伤": "chuang shang",
    "处所": "chu suo",
    "尽管": "jin guan",
    "省略": "sheng lve",
    "会计": "kuai ji",
    "单位": "dan wei",
    "参差": "cen ci",
    "曲线": "qu xian",
    "歌曲": "ge qu",
    "称重": "cheng zhong",
    "对称": "dui chen",
    "倒车": "dao che",
    "血压": "xue ya",
    "轧钢": "zha gang",
    "轧机": "zha ji",
    "轧制": "zha zhi",
    "轧辊": "zha gun",
    "冷轧": "leng zha",
    "热轧": "re zha",
    "钻孔": "zuan kong",
    "钻头": "zuan tou",
    "铅山": "yan shan",
    "便宜": "pian yi",
    "堵塞": "du se",
    "阻塞": "zu se",
}
"""Words in which a character is read in another way than alone."""

_PART: Final = re.compile(f"({'|'.join(_WORDS)})|([{HAN}])|([^\\W_{HAN}]+)")
_LAST: Final = 0x9FFF


@cache
def readings() -> dict[str, str]:
    """The commonest reading of every character of the basic plane, without tone."""
    from pypinyin.constants import PINYIN_DICT

    table = {chr(code): _bare(said.partition(",")[0]) for code, said in PINYIN_DICT.items() if code <= _LAST}
    return table | {character: said for said, characters in _READINGS.items() for character in characters}


def syllables(text: str) -> list[str]:
    """Syllables of cleaned, folded text in order; Latin and digit runs stand as they are, punctuation is left out."""
    said: list[str] = []
    table = readings()
    for word, character, run in _PART.findall(text):
        said += _WORDS[word].split() if word else [run or table.get(character, character)]
    return said


def _bare(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(c for c in letters if not unicodedata.combining(c))
