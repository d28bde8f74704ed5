"""Toned pinyin in brackets after the character that it spells: `創(chuàng)新`."""

import re
import unicodedata
from functools import cache
from typing import Final

from corpus.normalize.characters import HAN

_SYLLABLES: Final = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_TONED: Final = "āáǎàăēéěèĕīíǐìĭōóǒòŏūúǔùŭǖǘǚǜńňǹḿ"

BRACKET: Final = re.compile(
    rf"(?<=[{HAN}])(?:\s?[(\[〔【](?P<inside>[a-zɑɡüê{_TONED}\u0300-\u030c '·-]{{1,40}})[)\]〕】])", re.IGNORECASE
)
"""A bracket after a Chinese character with nothing in it but letters that pinyin is written in."""


@cache
def _spelling() -> re.Pattern[str]:
    syllables = {initial + final for initial, finals in _SYLLABLES.items() for final in finals.split()}
    longest_first = sorted(syllables, key=lambda syllable: (-len(syllable), syllable))
    return re.compile(rf"(?:(?:{'|'.join(longest_first)})[ '·-]*){{1,8}}")


def is_pinyin(inside: str) -> bool:
    """Whether the text is pinyin of one to eight syllables with at least one tone mark."""
    letters = inside.strip().lower().replace("ɑ", "a").replace("ɡ", "g")
    marked = unicodedata.normalize("NFD", letters).replace("u\u0308", "v")
    bare = "".join(c for c in marked if not unicodedata.combining(c))
    return len(bare) < len(marked) and _spelling().fullmatch(bare) is not None
