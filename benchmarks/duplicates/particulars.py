"""What the real texts leave out, made up: units, people, years, numbers of patents, benefits. Nothing here is true.

A unit has a few people who hand in different things together, as in life: that people or a unit are the same proves
no repeat.
"""

from random import Random
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PLACES: Final = _words("北辰 华岳 东岭 南屏 西川 云台 龙泉 青石 白河 金沙 海宁湾 松江口")
_TRADES: Final = _words("煤业 电力 化工 钢铁 轨道交通 港务 石油 建工 纺织 机械 水务 航空 铜业 造纸 水泥")
_BRANCHES: Final = _words("一厂 二厂 检修公司 动力分厂 运输部 设备管理中心 热电分公司 技术中心 维修车间 质检部")
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
_GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英文斌建国志海燕峰鹏晓辉玉兰宁鑫波宇浩凯健俊帆雪倩婷成林云飞亮"
)

_PEOPLE_OF_A_UNIT: Final = 6
_MOST_PEOPLE: Final = 4
_FIRST_YEAR, _LAST_YEAR = 2013, 2022
_PATENTED: Final = 0.4
"""Share of texts that name a patent."""

_WHAT: Final = _words(
    "电费 维修费 备件采购费 外委费 人工成本 原料消耗 药剂费 停机损失 运输费 检测费 蒸汽消耗 润滑油支出"
)
_HOW: Final = _words("年节约 每年可减少 一年下来省下 全年降低 年均节省 累计节省")
_RATES: Final = _words("设备故障率 废品率 返工率 泄漏率 停机率 误报率 返修率 漏检率 空载率 堵塞率")
_FALLS: Final = _words("由{a}%降到{b}% 从原先的{a}%降至{b}% 由{a}%压到了{b}%")
_SPEED: Final = (
    "单次作业由{c}分钟缩短为{d}分钟",
    "一班少跑{d}趟，人手从{e}人减到{f}人",
    "已在{d}台设备上用了{f}个月",
    "处理量每小时多出{d}吨，班产达到{c}吨",
    "投入{f}.{e}万元，{d}个月收回",
)


def group(random: Random) -> str:
    """A group of units, such as 北辰煤业集团."""
    return f"{random.choice(_PLACES)}{random.choice(_TRADES)}集团"


def unit(random: Random, of_group: str = "") -> str:
    """A unit of a group."""
    return (of_group or group(random)) + random.choice(_BRANCHES)


def people(of_unit: str, random: Random, apart_from: tuple[str, ...] = ()) -> tuple[str, ...]:
    """One to four of a unit's few people, in some order; more of them where those left out are most of it."""
    others = [name for name in _staff(of_unit) if name not in apart_from] or [_name(random)]
    return tuple(random.sample(others, random.randint(1, min(len(others), _MOST_PEOPLE))))


def year(random: Random) -> int:
    """A year in which something was handed in."""
    return random.randint(_FIRST_YEAR, _LAST_YEAR)


def code(of_year: int, random: Random) -> str:
    """A number that a table gave."""
    return f"CX{of_year}-{random.randrange(10**6):06d}"


def patents(of_year: int, random: Random) -> tuple[str, ...]:
    """No patent, or one: an application number of an earlier year with its check digit (standard ZC 0006)."""
    return (patent(of_year - random.randint(0, 3), random),) if random.random() < _PATENTED else ()


def patent(of_year: int, random: Random) -> str:
    """An application number of a year."""
    digits = f"{of_year}{random.choice('12')}{random.randrange(10**7):07d}"
    weights = (*range(2, 10), *range(2, 6))
    check = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return f"ZL{digits}.{'0123456789X'[check]}"


def benefit(random: Random) -> str:
    """One to three sentences with figures, in one of some thousand wordings."""
    sentences = [_money(random), _rate(random), _pace(random)]
    return "".join(f"{said}。" for said in random.sample(sentences, random.randint(1, 3)))


def _money(random: Random) -> str:
    return f"{random.choice(_HOW)}{random.choice(_WHAT)}{random.randint(11, 2999) / 10}万元"


def _rate(random: Random) -> str:
    before = random.randint(41, 990) / 10
    after = round(before * random.uniform(0.1, 0.8), 1)
    return random.choice(_RATES) + random.choice(_FALLS).format(a=before, b=after)


def _pace(random: Random) -> str:
    before = random.randint(20, 95)
    figures = {"c": before, "d": random.randint(3, before - 5), "e": random.randint(5, 9), "f": random.randint(2, 4)}
    return random.choice(_SPEED).format(**figures)


def _staff(of_unit: str) -> list[str]:
    random = Random(f"people of {of_unit}")
    return list(dict.fromkeys(_name(random) for _ in range(_PEOPLE_OF_A_UNIT)))


def _name(random: Random) -> str:
    return random.choice(_SURNAMES) + "".join(random.sample(_GIVEN, random.randint(1, 2)))
