"""What an award and its level come to: 省级 一等奖 → .8."""

import re
from typing import Final

GRADES: Final = {
    r"特等|特别|金奖|金牌|最佳|首奖|冠军": 1.0,
    r"一等|壹等|1等|一类": 1.0,
    r"二等|贰等|2等|银奖|二类": 0.75,
    r"三等|叁等|3等|铜奖|三类": 0.5,
    r"优秀|优胜|鼓励|提名|入围|纪念|四等|奖": 0.25,
}
"""Grades as awards name them, the best first; the first that is found counts."""

NONE: Final = re.compile(r"^\W*(?:未获奖|没有获奖|未评奖|落选|未获)\W*$")

DENIED: Final = re.compile("未获|没有获|没获|未评|落选")
"""未获一等奖 says nothing of whether there was another one."""

LEVELS: Final = {
    r"国家|全国|国务院|部委|部级|中华": 1.0,
    r"省|自治区|直辖市|行业|中央企业|央企": 0.8,
    r"市|州|地区|集团|总公司": 0.6,
    r"县|区|公司|企业|局|厂|矿|院": 0.4,
}
"""Who gave it, by reach: nation, province, city or group, company."""

LEAST_LEVEL: Final = 0.4
"""An award whose level is not said counts as one of a company, the least."""


def worth(award: str, level: str) -> float | None:
    """Grade times reach, 0 to 1; 0 where it is said that there is no award, None where nothing is said."""
    if NONE.match(award):
        return 0.0
    grade = None if DENIED.search(award) else _first(GRADES, award)
    if grade is None:
        return None
    reach = reach_of(award, level)
    return grade * (LEAST_LEVEL if reach is None else reach)


def reach_of(award: str, level: str) -> float | None:
    """How far an award reaches by what it is called and by its level, 0 to 1; None where neither says."""
    return _first(LEVELS, f"{award} {level}")


def _first(table: dict[str, float], text: str) -> float | None:
    return next((value for pattern, value in table.items() if re.search(pattern, text)), None)
