"""The indicators by which candidates are ranked, one entry each: what it measures, on which scale, how it is written.

What is not known is NaN, never zero: zero is a count that was made, or a level that was said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.engine.protocol import Coded, Columns
from search_api.screening import scales
from search_api.screening.awards import worth
from search_api.screening.measuring import Measured
from search_api.screening.scales import Numbers, Scale

COLUMNS: Final = (
    *("annual_benefit", "total_benefit", "trl", "sites", "rights"),
    *("unit", "industry", "award", "level", "applied", "stage"),
)
"""What is asked of the index."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that indicators are taken from, by rising id of the columns.

    `places` (achievements,) are places in `measured`, -1 for what it lacks. `answered` (achievements,) counts the open
    needs that each answers, NaN where that is not known.
    """

    columns: Columns
    measured: Measured | None
    places: npt.NDArray[np.int64]
    answered: Numbers


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: `raw` gives what it measures (achievements,), `said` writes one of these for people."""

    key: str
    name: str
    means: str
    scale: Scale
    raw: Callable[[Seen], Numbers]
    said: Callable[[float], str]


def _readiness(seen: Seen) -> Numbers:
    return seen.columns.values["trl"]


def _benefit(seen: Seen) -> Numbers:
    """What is realised a year, else what was realised once; what is only expected does not count."""
    annual = seen.columns.values["annual_benefit"]
    return np.where(np.isnan(annual), seen.columns.values["total_benefit"], annual)


def _protection(seen: Seen) -> Numbers:
    return seen.columns.values["rights"]


def _novelty(seen: Seen) -> Numbers:
    """1 minus the larger of the share copied from an earlier one and the likeness to the nearest earlier one."""
    if seen.measured is None:
        return np.full(len(seen.places), np.nan)
    known = np.maximum(seen.measured.shares, scales.likeness(seen.measured.cosines))
    return _placed(1 - known, seen.places)


def _spread(seen: Seen) -> Numbers:
    """Other units and other industries that have the like, and sites where its own text says that it is used."""
    sites = np.nan_to_num(seen.columns.values["sites"])
    if seen.measured is None:
        return np.where(sites > 0, sites, np.nan)
    near = _near(seen.measured, seen.columns.ids)
    others = sum(_others(seen.columns.facets[name], near, seen.places) for name in ("unit", "industry"))
    return np.asarray(others + sites, np.float64)


def _near(measured: Measured, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Rows of the columns where the near neighbours of every measured one stand; -1 for what is far or gone."""
    rows = np.minimum(np.searchsorted(ids, measured.ids), max(len(ids) - 1, 0))
    rows = np.append(np.where(ids[rows] == measured.ids, rows, -1) if len(ids) else np.full(len(rows), -1), -1)
    return np.where(measured.near_cosines >= scales.NEAR, rows[measured.near], -1)


def _others(said: Coded, near: npt.NDArray[np.int64], places: npt.NDArray[np.int64]) -> Numbers:
    """How many values, other than one's own and the unsaid, neighbours have; NaN where neighbours are not known."""
    unsaid = said.values.index("") if "" in said.values else -1
    values = np.append(said.codes, unsaid)[np.vstack((near, np.full((1, near.shape[1]), -1)))[places]]
    values[(values == unsaid) | (values == said.codes[:, None])] = -1
    values.sort(axis=1)
    new = (values[:, 1:] != values[:, :-1]).sum(axis=1) + 1 - (values[:, 0] == -1)
    return np.where(places < 0, np.nan, new)


def _demand(seen: Seen) -> Numbers:
    return seen.answered


def _award(seen: Seen) -> Numbers:
    award, level = seen.columns.facets["award"], seen.columns.facets["level"]
    pairs, back = np.unique(award.codes * len(level.values) + level.codes, return_inverse=True)
    found = [worth(award.values[pair // len(level.values)], level.values[pair % len(level.values)]) for pair in pairs]
    return np.array([np.nan if each is None else each for each in found], np.float64)[back]


def _placed(values: Numbers, places: npt.NDArray[np.int64]) -> Numbers:
    return np.append(values, np.nan)[places]


def money(yuan: float) -> str:
    """An amount as people write it: 3.64 亿元, 120 万元, 8,000 元."""
    for size, unit in ((1e8, "亿元"), (1e4, "万元")):
        if yuan >= size:
            return f"{yuan / size:,.4g} {unit}" if yuan / size < 10_000 else f"{yuan / size:,.0f} {unit}"
    return f"{yuan:,.0f} 元"


INDICATORS: Final = (
    Indicator(
        "readiness", "成熟度", "技术就绪度 1–9 级（GB/T 22900）", scales.READINESS, _readiness, "{:.0f} 级".format
    ),
    Indicator("benefit", "效益", "已实现的年效益；没有的取一次性效益；预计的不计", scales.BENEFIT, _benefit, money),
    Indicator("protection", "知识产权", "专利、软著、标准的件数", scales.PROTECTION, _protection, "{:.0f} 件".format),
    Indicator("novelty", "新颖性", "与库中更早的成果相比，没有重合的程度", scales.NOVELTY, _novelty, "{:.0%}".format),
    Indicator(
        "spread", "推广面", "有同类成果的其他单位与行业数，加上自述的应用处数", scales.SPREAD, _spread, "{:.0f}".format
    ),
    Indicator("demand", "需求", "能回应的征集中企业需求数", scales.DEMAND, _demand, "{:.0f} 项".format),
    Indicator("award", "获奖", "获奖等次 × 授奖级别", scales.AWARD, _award, "{:.2f}".format),
)
"""All indicators, in the order in which people see them."""

KEYS: Final = tuple(indicator.key for indicator in INDICATORS)
NAMES: Final = {indicator.key: indicator.name for indicator in INDICATORS}
