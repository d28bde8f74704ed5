"""Evidence in words: the one table from which every sentence about a piece of evidence is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from search_api.duplicates.evidence.copied import LONGEST_MEASURED

MOST_NAMED: Final = 8
"""Details (names, numbers, figures) that a phrase spells out; the others are counted."""

LONGEST_DETAIL: Final = 40
"""Characters of one detail."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of evidence is spoken of: its name, and a phrase a level.

    Phrases may hold `{percent}` (the value), `{letters}` (of the longest passage) and `{cosine}`. What was seen
    follows behind a colon, or where `pair` says so in its words.
    """

    name: str
    said: Mapping[str, str]
    pair: str = ""


def _ahead(of_what: str) -> dict[str, str]:
    return {
        "far ahead": f"{of_what}的相近程度在候选中遥遥领先",
        "ahead": f"{of_what}的相近程度在候选中明显领先",
        "a little ahead": f"{of_what}的相近程度在候选中略为领先",
        "among others": f"{of_what}的相近程度与别的候选差不多",
        "behind": f"有别的候选在{of_what}上更相近",
        "missing": f"候选太少，{of_what}无从比较",
    }


_TITLES: Final = {
    "same": "名称相同",
    "nearly the same": "名称几乎相同（相似度 {percent}）",
    "alike": "名称相近（相似度 {percent}）",
    "a little alike": "名称略有相近（相似度 {percent}）",
    "other": "名称不同（相似度 {percent}）",
    "missing": "名称未作比较",
}

_COPIED: Final = dict.fromkeys(("all", "most", "half", "part", "little"), "申报正文的 {percent} 与该成果重合")
_CONTAINED: Final = dict.fromkeys(("all", "most", "half", "part", "little"), "该成果正文的 {percent} 见于申报")
_LONGEST: Final = dict.fromkeys(
    ("paragraph", "sentences", "sentence", "clause", "phrase"), "最长的重合段落有 {letters}"
)

WORDINGS: Final[Mapping[str, Wording]] = {
    "copied": Wording("申报重合率", {**_COPIED, "nothing": "申报正文与该成果没有重合", "missing": "正文过短，未比较"}),
    "contained": Wording(
        "成果被包含率", {**_CONTAINED, "nothing": "该成果正文不见于申报", "missing": "正文过短，未比较"}
    ),
    "verbatim": Wording(
        "逐字重合率",
        {
            **dict.fromkeys(
                ("half", "third", "tenth", "some", "little"), "申报正文的 {percent} 与该成果连续 13 字以上相同"
            ),
            "none": "没有连续 13 字以上相同的文字",
            "missing": "正文过短，未比较",
        },
    ),
    "longest": Wording("最长重合段落", {**_LONGEST, "none": "没有连续的重合段落", "missing": "正文过短，未比较"}),
    "meaning": Wording(
        "语义",
        {
            "same": "语义几乎一致（余弦 {cosine}）",
            "near": "语义接近（余弦 {cosine}）",
            "kindred": "语义有关联（余弦 {cosine}）",
            "other": "语义不同（余弦 {cosine}）",
        },
    ),
    "rare words": Wording(
        "少见词语",
        {
            "most": "少见词语大多相同（{percent}）",
            "many": "少见词语相同的较多（{percent}）",
            "some": "少见词语部分相同（{percent}）",
            "few": "少见词语相同的较少（{percent}）",
            "hardly any": "少见词语几乎没有相同的",
            "missing": "正文过短，未比较词语",
        },
    ),
    "words ahead": Wording("用词（与其他候选相比）", _ahead("用词")),
    "bigrams ahead": Wording("字句（与其他候选相比）", _ahead("字句")),
    "vector ahead": Wording("语义（与其他候选相比）", _ahead("语义")),
    "rare ahead": Wording("少见词语（与其他候选相比）", _ahead("少见词语")),
    "title": Wording("成果名称", _TITLES),
    "bare title": Wording("成果名称（无正文）", _TITLES),
    "registered numbers": Wording(
        "专利与软著号",
        {"same": "专利号或软著登记号相同", "other": "专利号、软著登记号不同", "missing": "一方未填专利号、软著登记号"},
    ),
    "people": Wording(
        "完成人",
        {
            "same order": "完成人及排名完全相同",
            "same": "完成人相同，排名不同",
            "part": "一方的完成人全部在另一方之中",
            "some": "有共同的完成人",
            "a namesake": "仅有一人同名，且单位不同",
            "none": "没有共同的完成人",
            "missing": "一方未填完成人",
        },
    ),
    "unit": Wording(
        "完成单位",
        {
            "same": "完成单位相同",
            "short name": "完成单位一方是另一方的简称",
            "branch": "完成单位有隶属关系",
            "alike": "完成单位名称相近",
            "other": "完成单位不同",
            "missing": "一方未填完成单位",
        },
        pair="申报为“{0}”，该成果为“{1}”",
    ),
    "figures": Wording(
        "数字",
        {
            "same": "相同语句中的数字都一致",
            "some changed": "相同语句中 {percent} 的数字有变化",
            "most changed": "相同语句中 {percent} 的数字有变化",
            "elsewhere": "数字所说的事项不同，无从对照",
            "missing": "一方没有数字",
        },
    ),
    "dates and awards": Wording(
        "日期与奖项",
        {
            "same award": "所称奖项相同",
            "same dates": "正文中有多个相同的日期",
            "one date": "正文中有一个相同的日期",
            "other": "正文中的日期都不同",
            "missing": "一方没有写明日期、奖项",
        },
    ),
    "declared stage": Wording(
        "自述为后续",
        {
            "declared": "申报自述是该成果的后续",
            "referred": "申报提到该成果，像是它的后续",
            "by others": "申报自述是该成果的后续，但单位和完成人都不同",
            "none": "申报没有说明与该成果的关系",
        },
    ),
    "evasion": Wording("规避痕迹", {"marks": "文字有规避比对的痕迹", "none": "没有发现规避比对的痕迹"}),
}
"""By the name of the evidence; each has a phrase for each of its levels."""


def name_of(key: str) -> str:
    """The Chinese name of a kind of evidence."""
    return WORDINGS[key].name


def say(key: str, level: str, value: float, details: Sequence[str] = (), most: int = MOST_NAMED) -> str:
    """A phrase for a piece of evidence, naming at most so many of its details."""
    wording = WORDINGS[key]
    measured = {"percent": f"{value:.0%}", "cosine": f"{value:.2f}", "letters": _letters(value)}
    phrase = wording.said[level].format_map(measured)
    if wording.pair:
        return f"{phrase}：{wording.pair.format(*map(shortened, details))}" if all(details) and details else phrase
    shown = "、".join(shortened(_readable(detail)) for detail in details[:most])
    rest = f"等 {len(details)} 项" if len(details) > most else ""
    return f"{phrase}：{shown}{rest}" if shown else phrase


def chance(probability: float) -> str:
    """A probability in percent; never quite none and never quite certain."""
    if probability >= 0.995:
        return ">99%"
    return f"{probability:.0%}" if probability >= 0.01 else "<1%"


def shortened(text: str, most: int = LONGEST_DETAIL) -> str:
    """A text in one line, cut where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _readable(detail: str) -> str:
    """A detail as people write it: keys of registered numbers lose their kind."""
    kind, colon, number = detail.partition(":")
    return f"{_REGISTERED[kind]}{number.upper()}" if colon and kind in _REGISTERED else detail


_REGISTERED: Final = {"patent": "专利申请号 ", "published": "专利公布号 CN", "software": "软著 "}


def _letters(value: float) -> str:
    return f"{round(value * LONGEST_MEASURED)} 字" if value < 1 else f"{LONGEST_MEASURED} 字以上"
