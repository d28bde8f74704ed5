"""Indicators: what counts, what does not, and what is not known."""

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from corpus.achievement import Achievement, StoredAchievement
from search_api.screening import scales
from search_api.screening.awards import worth
from search_api.screening.indicators import INDICATORS, Indicator, money
from search_api.screening.traces import Neighbourhood, Tracer


@pytest.mark.parametrize(
    ("award", "level", "found"),
    [
        ("一等奖", "省级", 0.8),
        ("省级二等奖", "", pytest.approx(0.6)),
        ("三等奖", "", pytest.approx(0.2)),
        ("金奖", "全国", 1.0),
        ("优秀奖", "企业级", pytest.approx(0.1)),
        ("未获奖", "省级", 0.0),
        ("未获一等奖", "", None),
        ("", "省级", None),
        ("待定", "省级", None),
    ],
)
def test_awards_by_grade_and_reach(award: str, level: str, found: float | None) -> None:
    assert worth(award, level) == found


@pytest.mark.parametrize(
    ("award", "level", "said"),
    [
        ("省一等奖", "", "获奖等级“省一等奖”，级别未填"),
        ("一等奖", "", "获奖等级“一等奖”，级别未填，按企业级计"),
        ("一等奖", "省级", "获奖等级“一等奖”，级别“省级”"),
        ("未获奖", "", "获奖等级“未获奖”，级别未填"),
    ],
)
def test_the_trace_of_an_award_says_how_it_was_counted(award: str, level: str, said: str) -> None:
    day = datetime(2024, 1, 1, tzinfo=UTC)
    achievement = Achievement(title="某成果", award=award, level=level)
    record = StoredAchievement(id=1, revision=1, created_at=day, updated_at=day, deleted=False, achievement=achievement)
    assert Tracer.of(record, Neighbourhood(False), {}, (), 0).traces()["award"].note == said


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.key)
def test_a_scale_rises_and_leaves_the_unknown_alone(indicator: Indicator) -> None:
    scale = indicator.scale
    figures = np.concatenate((np.linspace(0, scale.high * 2, 50), [math.nan]))
    scaled = scale(figures)
    assert (np.diff(scaled[:-1]) >= 0).all()
    assert scaled[-2] == 1
    assert math.isnan(scaled[-1])


def test_likeness_begins_where_strangers_end() -> None:
    assert scales.likeness(np.array([0.2, 0.4, 0.65, 0.95], np.float32)).tolist() == pytest.approx(
        [0, 0, 0.5, 1], abs=1e-6
    )


@pytest.mark.parametrize(
    ("yuan", "said"),
    [(8_000, "8,000 元"), (1_200_000, "120 万元"), (364_000_000, "3.64 亿元"), (28_700_000, "2,870 万元")],
)
def test_money_as_people_write_it(yuan: float, said: str) -> None:
    assert money(yuan) == said
