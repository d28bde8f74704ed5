"""What is said of a match, in Chinese."""

from collections.abc import Sequence
from typing import Final

from corpus.facts.facts import Facts
from search_api.matching.answers import DemandAnswer, DemandCheck, Reason

STAGES: Final = {
    "idea": "还是设想",
    "prototype": "已有样机或样品",
    "trial": "在现场试用",
    "in_use": "已投入使用",
    "spread": "已推广",
}
VERDICTS: Final = {"met": "达到", "missed": "未达到"}
NEARNESS: Final = 5
"""A hit that the vectors rank so high is said to be near in meaning."""


def demand_in_words(
    what: str, relation: str, low: float | None, high: float | None, unit: str, direction: str | None
) -> str:
    """A demand in short: 能耗降低 ≥ 30%, 检测时间 ≤ 5分钟."""
    change = {"up": "提高", "down": "降低", None: ""}[direction]
    name = f"{what}{change} " if what or change else ""
    if relation == "range":
        return f"{name}{_figure(low)}～{_figure(high)}{unit}"
    if relation == "=" and not name:
        return f"适用 {_figure(low)}{unit}"
    return f"{name}{relation} {_figure(high if relation == '≤' else low)}{unit}"


def conflict_in_words(demands: Sequence[DemandAnswer], one: int, other: int) -> str:
    """That two demands cannot both be met."""
    return f"需求里的“{demands[one].span}”与“{demands[other].span}”互相矛盾，不能同时达到；请核对。"


def reasons(
    words: Sequence[str], near: bool, demands: Sequence[DemandAnswer], checks: Sequence[DemandCheck], facts: Facts
) -> tuple[Reason, ...]:
    """Everything that speaks for a match and what speaks against it, the strongest first."""
    told = [
        Reason(kind="demand", text=f"{VERDICTS[each.verdict]}：{demands[each.demand].text}（“{each.span}”）")
        for each in checks
        if each.verdict != "unsaid"
    ]
    if words:
        told.append(words_in_common(words))
    if near:
        told.append(Reason(kind="meaning", text="说的事情与需求相近"))
    told += [Reason(kind="ripeness", text=text) for text in _ripeness(facts)]
    told += [Reason(kind="protection", text=text) for text in _protection(facts)]
    return tuple(told)


def words_in_common(words: Sequence[str]) -> Reason:
    """The words that a need and an achievement share."""
    return Reason(kind="words", text=f"共同的词：{'、'.join(words)}")


def _ripeness(facts: Facts) -> list[str]:
    if facts.stage == "unstated":
        return []
    level = f"，技术成熟度 {facts.trl} 级" if facts.trl else ""
    places = f"，{facts.sites} 处在用" if facts.sites else ""
    return [f"{STAGES[facts.stage]}{level}{places}"]


def _protection(facts: Facts) -> list[str]:
    counted = (("专利", facts.patents), ("软件著作权", facts.software), ("标准", facts.standards))
    parts = [f"{name} {len(numbers)} 项" for name, numbers in counted if numbers]
    return ["、".join(parts)] if parts else []


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
