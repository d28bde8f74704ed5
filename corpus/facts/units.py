"""Units of measure: how they are written, and how many of one make another."""

import re
from typing import Final

FAMILIES: Final[dict[str, dict[str, float]]] = {
    "time": {
        "毫秒": 0.001,
        "秒": 1,
        "分钟": 60,
        "小时": 3_600,
        "天": 86_400,
        "周": 604_800,
        "个月": 2_592_000,
        "年": 31_536_000,
    },
    "length": {
        "纳米": 1e-9,
        "微米": 1e-6,
        "丝": 1e-5,
        "毫米": 0.001,
        "厘米": 0.01,
        "分米": 0.1,
        "米": 1,
        "公里": 1_000,
    },
    "area": {"平方毫米": 1e-6, "平方厘米": 1e-4, "平方米": 1, "亩": 2_000 / 3, "公顷": 10_000, "平方公里": 1e6},
    "volume": {"毫升": 0.001, "升": 1, "立方米": 1_000},
    "mass": {"毫克": 1e-6, "克": 0.001, "斤": 0.5, "千克": 1, "吨": 1_000},
    "voltage": {"毫伏": 0.001, "伏": 1, "千伏": 1_000},
    "current": {"毫安": 0.001, "安": 1, "千安": 1_000},
    "power": {"瓦": 1, "千瓦": 1_000, "兆瓦": 1e6},
    "energy": {"千焦": 1, "兆焦": 1_000, "吉焦": 1e6, "度": 3_600, "兆瓦时": 3.6e6},
    "pressure": {"帕": 1, "千帕": 1_000, "兆帕": 1e6},
    "frequency": {"赫兹": 1, "千赫": 1_000, "兆赫": 1e6},
    "money": {"元": 1, "万元": 10_000, "亿元": 1e8},
    "share": {"‰": 0.1, "%": 1},
}
"""Family → unit → how many of the family's own unit it is. A month counts 30 days, a year 365."""

_FAMILY: Final = {unit: name for name, units in FAMILIES.items() for unit in units}

_SAME: Final = {
    "毫秒": "ms",
    "秒": "秒钟 s sec",
    "分钟": "min",
    "小时": "个小时 钟头 个钟头 h hr",
    "天": "d 昼夜 个昼夜",
    "周": "个星期 星期",
    "纳米": "nm",
    "微米": "μm um",
    "毫米": "mm",
    "厘米": "cm 公分",
    "米": "m",
    "公里": "km 千米",
    "平方毫米": "mm2 mm^2",
    "平方厘米": "cm2 cm^2",
    "平方米": "m2 m^2 平米",
    "毫升": "ml mL",
    "升": "L l",
    "立方米": "m3 m^3 立方 方",
    "毫克": "mg",
    "克": "g",
    "千克": "kg 公斤",
    "吨": "t",
    "毫伏": "mV",
    "伏": "V 伏特",
    "千伏": "kV",
    "毫安": "mA",
    "安": "A 安培",
    "千安": "kA",
    "瓦": "W",
    "千瓦": "kW",
    "兆瓦": "MW",
    "千焦": "kJ",
    "兆焦": "MJ",
    "度": "kWh kW·h 千瓦时 千瓦·时 千瓦小时",
    "兆瓦时": "MWh",
    "帕": "Pa",
    "千帕": "kPa",
    "兆帕": "MPa",
    "赫兹": "Hz 赫",
    "千赫": "kHz",
    "兆赫": "MHz",
    "分贝": "dB dB(A)",
    "°C": "摄氏度 度C",
    "人": "个人",
    "个百分点": "百分点 个点",
    "个工时": "工时",
    "个工日": "工日",
}
CANONICAL: Final = {alias: unit for unit, aliases in _SAME.items() for alias in aliases.split()}
"""Other ways of writing a unit → the unit as `FAMILIES` has it."""

_OTHERS: Final = (
    "倍 人天 人时 人次 台次 车次 架次 班次 批次 井次 件次 频次 台班 个班 个班次 道工序 吨公里 标方 人 名 台 "
    "套 件 个 次 起 处 块 口 根 具 樘 串 捆 垛 枝 尾 羽 床 面 缸 目 锭 丝 桩 眼 百帕 大卡 条 张 片 道 项 家 "
    "户 辆 艘 架 座 间 层 组 对 只 支 把 颗 粒 头 匹 株 页 份 包 箱 桶 瓶 袋 罐 车 列 趟 班 炉 批 步 遍 轮 单 "
    "笔 例 宗 圈 枚 筒 卷 盘 锅 篇 幅 孔 转 级 分 盏 节 环 牛 兆 rpm ppm NTU lx Ω MΩ GB MB TB Mbps N·m N "
    "Nm3 K r"
)
_FAMILY_UNITS: Final = (unit for units in FAMILIES.values() for unit in units)
_WORDS: Final = sorted({*CANONICAL, *_SAME, *_OTHERS.split(), *_FAMILY_UNITS}, key=len)
_ONE: Final = "|".join(
    re.escape(word) + ("(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "") for word in reversed(_WORDS)
)
UNIT: Final = rf"(?:(?:{_ONE})(?:[/每·](?:{_ONE})){{0,2}})"
"""A unit in cleaned text: 分钟, kW·h, 克/升, 立方米每小时."""


def canonical(unit: str) -> str:
    """One way of writing a unit: kg is 千克, min is 分钟, 立方米每小时 is 立方米/小时."""
    if unit in CANONICAL:
        return CANONICAL[unit]
    if "/" not in unit and "每" not in unit:
        return unit
    return "/".join(CANONICAL.get(part, part) for part in re.split("[/每]", unit))


def family(unit: str) -> str | None:
    """The name of the family that a canonical unit belongs to, None for one that stands alone."""
    return _FAMILY.get(unit)


def factor(unit: str, into: str) -> float | None:
    """By what to multiply a figure in `unit` to have it `into` another; None where they do not measure the same."""
    if unit == into:
        return 1.0
    if (unit, into) in _CALENDAR:
        return _CALENDAR[unit, into]
    of_unit, of_into = family(unit), family(into)
    if of_unit is not None and of_unit == of_into:
        return FAMILIES[of_unit][unit] / FAMILIES[of_unit][into]
    return _compound(unit, into)


_CALENDAR: Final = {("年", "个月"): 12.0, ("个月", "年"): 1 / 12}


def _compound(unit: str, into: str) -> float | None:
    above, slash, below = unit.partition("/")
    above_into, slash_into, below_into = into.partition("/")
    if not (slash and slash_into):
        return None
    top, bottom = factor(above, above_into), factor(below, below_into)
    return top / bottom if top and bottom else None


def smaller(a: str, b: str) -> str | None:
    """The smaller of two units that measure the same, None where they do not."""
    ratio = factor(a, b)
    return None if ratio is None else b if ratio > 1 else a
