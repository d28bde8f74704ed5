"""Pinyin without tones, one reading for each character, for suggestions."""

import re
import unicodedata
from functools import cache
from typing import Final

from corpus.normalize.characters import HAN

_READINGS: Final = dict(
    zip("长调弹轧粘泊肋校都什", ("chang", "tiao", "tan", "zha", "nian", "bo", "lei", "jiao", "du", "shi"), strict=True)
)
"""Readings that the trade uses where the dictionary's first one is another."""

_WORDS: Final = {
    "调度": "diao du",
    "调动": "diao dong",
    "调查": "diao cha",
    "调车": "diao che",
    "重复": "chong fu",
    "重叠": "chong die",
    "重新": "chong xin",
    "重庆": "chong qing",
    "重建": "chong jian",
    "重组": "chong zu",
    "重整": "chong zheng",
    "行业": "hang ye",
    "银行": "yin hang",
    "排行": "pai hang",
    "班长": "ban zhang",
    "组长": "zu zhang",
    "增长": "zeng zhang",
    "生长": "sheng zhang",
    "供给": "gong ji",
    "给水": "ji shui",
    "补给": "bu ji",
    "进给": "jin ji",
    "还原": "huan yuan",
    "着色": "zhuo se",
    "着陆": "zhuo lu",
    "模具": "mu ju",
    "模板": "mu ban",
    "模样": "mu yang",
    "铝模": "lv mu",
    "钢模": "gang mu",
    "冲模": "chong mu",
    "压模": "ya mu",
    "炸弹": "zha dan",
    "子弹": "zi dan",
    "防弹": "fang dan",
    "巷道": "hang dao",
    "学校": "xue xiao",
    "称重": "cheng zhong",
    "对称": "dui chen",
    "倒车": "dao che",
    "轧花": "ya hua",
    "会计": "kuai ji",
    "堵塞": "du se",
    "阻塞": "zu se",
    "闭塞": "bi se",
    "参差": "cen ci",
    "处所": "chu suo",
    "创伤": "chuang shang",
    "大厦": "da sha",
    "铅山": "yan shan",
    "丽水": "li shui",
    "六安": "lu an",
}
"""Words in which a character is read in another way than alone; ü is typed as v."""

_PART: Final = re.compile(f"({'|'.join(_WORDS)})|([{HAN}])|([^\\W_{HAN}]+)")
_LAST: Final = 0x9FFF


@cache
def readings() -> dict[str, str]:
    """The commonest reading of every character of the basic plane, without tone."""
    from pypinyin.constants import PINYIN_DICT

    table = {chr(code): _bare(said.partition(",")[0]) for code, said in PINYIN_DICT.items() if code <= _LAST}
    return table | _READINGS


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
