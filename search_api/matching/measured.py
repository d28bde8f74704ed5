"""Figures and what they measure, compared: whether two names mean one thing, and whether a figure is allowed."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from corpus.facts.units import factor, family

Direction = Literal["up", "down"]

CLOSE: Final = 1e-6
"""Relative difference below which two figures are the same one."""

SHARED: Final = 0.6
"""Share of the shorter name's characters, in their order of two, that must stand in the longer one."""

_GROUPS: Final = (
    ("能耗", "电耗", "耗电量", "耗电", "用电量", "能源消耗", "单耗", "燃料消耗", "热耗", "煤耗", "气耗", "耗能"),
    ("时间", "用时", "耗时", "时长", "工时", "周期", "停机时间", "作业时间"),
    ("效率", "工效", "功效", "作业效率", "生产效率", "工作效率"),
    ("成本", "费用", "花费", "支出"),
    ("合格率", "良品率", "成品率", "优良率", "一次合格率"),
    ("寿命", "使用寿命", "使用周期", "服役寿命"),
    ("故障率", "故障次数", "故障", "停机次数", "误报率"),
    ("产量", "产能", "台时产量", "处理量", "处理能力"),
    ("噪声", "噪音", "声压级"),
    ("粉尘", "粉尘浓度", "含尘量", "扬尘"),
    ("精度", "误差", "偏差"),
    ("重量", "质量", "自重"),
    ("人工", "人力", "用工", "劳动强度", "人员"),
    ("准确率", "识别率", "检出率", "正确率"),
    *((name,) for name in ("温度", "温升", "压力", "浓度", "电压", "电流", "直径", "厚度", "长度", "速度", "流量")),
)
"""Names that measure the same thing; each begins with the commonest one."""

_HEADS: Final = sorted(((name, group[0]) for group in _GROUPS for name in group), key=lambda pair: -len(pair[0]))
_IMPLIED: Final = {"time": "时间"}
_LAST: Final = re.compile(r"(?:[的之与和及]|每[次台件班吨套年月天])")


_SUITS: Final = re.compile(
    r"\A(?:希望|要求|想要|需要|还要|并|且|使(?!用)|将|把)*"
    r"(?:(?:可|能)?(?:适用?|适应|用于?|满足|要求|应?保证|确保|实现|达到?)于?)?"
)
_BOUND_WORDS: Final = re.compile(
    r"(?:不[超低高少大小多][过于]?|[大小高低少多][于]|至[少多]|最[多少高低大小]为?|超过|应?达到?|控制|保持|应?[在为]|应|需|须"
    r"|(?:降低|降|提高|提升|缩短|减少|增加|延长)[到至]|[≥≤<>=±])+\Z"
)
_CHANGED: Final = re.compile(
    r"(?:(?P<up>提高|提升|增加|增长|延长|上升)|降低|减少|下降|缩短)(?:了|至少|不少于|不低于|超过)*\Z"
)
_MARKS: Final = "，, 的:：、"

LONGEST: Final = 20
"""Characters of what is measured that are kept, the last ones."""


def named(words: str) -> str:
    """What is measured, without the words of a bound: 检测时间不超过 → 检测时间, 适用于直径 → 直径."""
    words = _SUITS.sub("", words.strip())
    while (found := _BOUND_WORDS.search(words)) and found[0]:
        words = words[: found.start()]
    return words.strip(_MARKS)[-LONGEST:]


def what_moves(words: str) -> tuple[str, Direction | None]:
    """What is measured, and which way it moves where the words say that: 噪声降低至少 → 噪声, down."""
    change = _CHANGED.search(words)
    if change is None:
        return named(words), None
    return named(words[: change.start()]), "up" if change["up"] else "down"


def head_of(what: str, unit: str = "") -> str:
    """The measure at the end of a name: 单台电耗 → 能耗; "" where it is none of the known ones.

    What is measured in minutes is a time, whether the name says so or not.
    """
    return next((head for name, head in _HEADS if what.endswith(name)), _IMPLIED.get(family(unit) or "", ""))


def same_measure(one: str, other: str, unit: str = "") -> bool:
    """Whether two names mean the same measure of the same thing, as far as their words tell.

    更换时间 and 换一次的用时 do, 更换时间 and 检测时间 do not, and a bare 时间 is any. `unit` is that of both.
    """
    if not one or not other:
        return False
    first, second = head_of(one, unit), head_of(other, unit)
    if first != second:
        return False
    if not first:
        return _overlap(one, other) >= SHARED
    rest, other_rest = _rest(one, first), _rest(other, first)
    return not rest or not other_rest or _overlap(rest, other_rest) >= SHARED / 2


def _rest(what: str, head: str) -> str:
    name = next((name for name, known in _HEADS if known == head and what.endswith(name)), "")
    return _LAST.sub("", what.removesuffix(name)).strip()


def _overlap(one: str, other: str) -> float:
    """Share of the shorter name's characters that the longer one has, pairs counting as such where it has two."""
    short, long = sorted((one, other), key=len)
    pairs = {short[at : at + 2] for at in range(len(short) - 1)} or {short}
    return sum(pair in long for pair in pairs) / len(pairs)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A figure or a stretch of figures in a unit; None is open."""

    low: float | None
    high: float | None
    unit: str

    def into(self, unit: str) -> "Bounds | None":
        """The same in another unit, None where the two do not measure the same."""
        ratio = factor(self.unit, unit)
        if ratio is None:
            return None
        low, high = (None if bound is None else bound * ratio for bound in (self.low, self.high))
        return Bounds(low, high, unit)

    def allows(self, stated: "Bounds") -> bool | None:
        """Whether what is stated lies within; None where the units differ or what is stated is too open to tell.

        A demand for one figure is met by a range that holds it: 适用110kV by 35kV至220kV.
        """
        other = stated.into(self.unit)
        if other is None:
            return None
        if self.low is not None and self.low == self.high:
            return _holds(other, self.low)
        return _all((_at_least(other.low, other.high, self.low), _at_most(other.low, other.high, self.high)))

    def excludes(self, other: "Bounds") -> bool:
        """Whether nothing can lie within both."""
        same = other.into(self.unit)
        return same is not None and (_below(same.high, self.low) or _below(self.high, same.low))


def _holds(stated: Bounds, figure: float) -> bool:
    slack = abs(figure) * CLOSE
    return (stated.low is None or stated.low <= figure + slack) and (
        stated.high is None or stated.high >= figure - slack
    )


def _at_least(low: float | None, high: float | None, least: float | None) -> bool | None:
    if least is None:
        return True
    if low is not None and low >= least * (1 - CLOSE):
        return True
    return False if high is not None and high < least else None if low is None or high is None else False


def _at_most(low: float | None, high: float | None, most: float | None) -> bool | None:
    if most is None:
        return True
    if high is not None and high <= most * (1 + CLOSE):
        return True
    return False if low is not None and low > most else None if low is None or high is None else False


def _all(told: tuple[bool | None, bool | None]) -> bool | None:
    if False in told:
        return False
    return None if None in told else True


def _below(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low
