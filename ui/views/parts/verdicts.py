"""Levels, types and likelihoods of repeats, in the words and colours of every page."""

from math import log
from typing import Final

from ui.views.parts.hits import tags

LEVELS: Final = {"高度疑似": "high", "疑似": "suspect", "相关": "related", "无关": "unrelated"}
"""Every level, gravest first, and the look of its label."""

LEVEL_LINES: Final = {"疑似": 0.0, "高度疑似": log(9)}
"""Log-odds from which a level holds: probabilities .5 and .9."""

LEAST_SAID: Final = 0.1
"""Probability from which it is said."""

TYPES: Final = {
    "原样重报": "内容基本没有动，又报了一次",
    "改名重报": "换了成果名称，内容没有变",
    "换单位或换人重报": "内容没有变，换了单位或完成人",
    "数据变更": "文字照旧，改了数字",
    "拆分": "把以前的一项拆开来报",
    "合并": "把以前的几项并成一项来报",
    "拼接": "自己的文字里夹了以前的一段",
    "升级延续": "材料里写明是前一期的延续",
    "同源模板": "只有许多单位共有的套话相同，不算重报",
    "同题异法": "题目相同、做法不同，不算重报",
}
"""Every type of repeat, and what it means in plain words."""


def likelihood(probability: float) -> str:
    """A probability in whole percent, as conclusions say it; never quite none and never quite certain."""
    if probability >= 0.995:
        return "99% 以上"
    if probability < 0.01:
        return "不到 1%"
    return f"{probability:.0%}"


def graded(level: str, probability: float) -> str:
    """The level with its likelihood, which says nothing where it is small: unrelated, or related as it says itself."""
    return f"{level} {likelihood(probability)}" if probability >= LEAST_SAID else level


def verdict_tags(level: str, kind: str | None, probability: float) -> str:
    """Level, likelihood and type as labels."""
    return tags((LEVELS.get(level, ""), graded(level, probability)), ("type", kind or ""))
