"""A cell of 知识产权 → patent numbers, software registrations and standards, pulled apart."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from corpus.protection import PATENT, SOFTWARE, STANDARD

_SEPARATORS: Final = re.compile(r"[、，,；;\n\r\t|]+|\s{2,}")
_WORDS: Final = re.compile(
    r"[\s、，,；;。.:：|/()（）“”\"《》_-]|专利(?:申请|授权|公开|证书)?|发明|实用新型|外观设计|号码?|授权|申请|公开|编号|证书"
    r"|计算机软件著作权|软件著作权|软著|著作权|登记|标准|国家|行业|企业|团体|地方|ZL|第|[0-9]+[.、]|和|及"
)
_NOTHING: Final = frozenset(("无", "否", "暂无", "没有", "-", "—", "——", "/", "0", "无。"))


@dataclass(frozen=True, slots=True)
class Rights:
    """What protects an achievement; `rest` is the whole cell where it says more than numbers."""

    patents: tuple[str, ...] = ()
    software: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    rest: str = ""


def rights_in(text: str, field: str) -> Rights:
    """Pull apart a cell of a column that is mapped to `field`: patents, software or standards.

    Numbers go where they belong whatever the column is called. A cell in which none is found is split at separators
    and taken as `field`, unless it has no digits at all: then it is `rest`.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _NOTHING:
        return Rights()
    software, left = _taken(SOFTWARE, plain)
    patents, left = _taken(PATENT, left)
    standards, left = _taken(STANDARD, left)
    if patents or software or standards:
        return Rights(patents, software, standards, rest=text if _WORDS.sub("", left) else "")
    return _as_written(text, field)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[tuple[str, ...], str]:
    found = tuple(dict.fromkeys(" ".join(match[0].split()) for match in pattern.finditer(text)))
    return found, pattern.sub(" ", text) if found else text


def _as_written(text: str, field: str) -> Rights:
    items = tuple(item for part in _SEPARATORS.split(text) if (item := part.strip()))
    if field == "patents" and not all(_is_number(item) for item in items):
        return Rights(rest=text)
    return Rights(
        patents=items if field == "patents" else (),
        software=items if field == "software" else (),
        standards=items if field == "standards" else (),
    )


def _is_number(item: str) -> bool:
    return sum(character.isdigit() for character in item) >= 5
