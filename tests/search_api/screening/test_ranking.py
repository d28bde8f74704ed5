"""Scores: within their interval, made of contributions that add up, and never mistaking the unknown for a figure."""

import numpy as np
import numpy.typing as npt
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from search_api.screening.indicators import KEYS
from search_api.screening.ranking import POINTS, contributions, ranked

WIDTH = len(KEYS)
Numbers = npt.NDArray[np.float64]

figures = st.one_of(st.just(float("nan")), st.floats(0, 1))
tables = arrays.arrays(np.float64, st.tuples(st.integers(1, 12), st.just(WIDTH)), elements=figures)
weights = arrays.arrays(np.float64, WIDTH, elements=st.floats(0, 10)).filter(lambda each: each.sum() > 0.01)
DUST = 1e-8


@given(tables, weights)
def test_a_score_lies_between_its_worst_and_its_best(scaled: Numbers, weighed: Numbers) -> None:
    found = ranked(scaled, weighed, 0.5)
    known = found.known > 0
    assert (found.low[known] <= found.score[known] + DUST).all()
    assert (found.score[known] <= found.high[known] + DUST).all()
    assert np.isnan(found.score[~known]).all()


@given(tables, weights)
def test_contributions_add_up_to_the_score(scaled: Numbers, weighed: Numbers) -> None:
    found = ranked(scaled, weighed, 0.5)
    for row, score in zip(scaled, found.score, strict=True):
        points = contributions(row, weighed)
        assert (points >= 0).all()
        assert (points[np.isnan(row)] == 0).all()
        assert abs(points.sum() - (0 if np.isnan(score) else score * POINTS)) <= 0.5 + DUST * POINTS


@given(tables, weights, st.integers(0, WIDTH - 1), st.floats(0, 1))
def test_a_better_figure_never_lowers_a_score(scaled: Numbers, weighed: Numbers, column: int, more: float) -> None:
    better = scaled.copy()
    better[:, column] = np.minimum(scaled[:, column] + more, 1)
    before, after = ranked(scaled, weighed, 0.5), ranked(better, weighed, 0.5)
    known = before.known > 0
    assert (after.score[known] >= before.score[known] - DUST).all()


@given(tables, weights, st.integers(0, WIDTH - 1), st.floats(0.1, 10))
def test_more_weight_draws_the_score_towards_the_figure(
    scaled: Numbers, weighed: Numbers, column: int, more: float
) -> None:
    heavier = weighed.copy()
    heavier[column] += more
    before, after = ranked(scaled, weighed, 0.5), ranked(scaled, heavier, 0.5)
    there = (before.known > 0) & ~np.isnan(scaled[:, column])
    figure, was, now = scaled[there, column], before.score[there], after.score[there]
    assert (np.abs(figure - now) <= np.abs(figure - was) + DUST).all()


@given(tables, weights, st.integers(0, WIDTH - 1))
def test_unknown_is_not_zero(scaled: Numbers, weighed: Numbers, column: int) -> None:
    assume(weighed[column] > 0.1)
    unknown, zero = scaled.copy(), scaled.copy()
    unknown[:, column], zero[:, column] = np.nan, 0
    one, other = ranked(unknown, weighed, 0.0), ranked(zero, weighed, 0.0)
    assert (one.known < other.known).all()
    positive = one.low > 0.01
    assert (one.score[positive] > other.score[positive]).all()


def test_the_order_is_by_score_then_id_and_ends_with_those_of_whom_too_little_is_known() -> None:
    known = np.full((5, WIDTH), 0.5)
    known[1] = 0.9
    known[3] = [1.0, *[np.nan] * (WIDTH - 1)]
    known[4] = np.nan
    found = ranked(known, np.ones(WIDTH), 0.5)
    assert found.order.tolist() == [1, 0, 2, 3, 4]
    assert found.sufficient == 3


def test_some_rows_only() -> None:
    scaled = np.linspace(0, 1, 4 * WIDTH).reshape(4, WIDTH)
    assert ranked(scaled, np.ones(WIDTH), 0.5, np.array([0, 2])).order.tolist() == [2, 0]


@given(weights)
@example(np.array([4.2, 3.2, 2.6, 1.4, 1.6, 0.3, 0.4]))
def test_who_is_wholly_known_is_ranked_whatever_share_is_asked_for(weighed: Numbers) -> None:
    assert ranked(np.full((1, WIDTH), 0.5), weighed, 1.0).sufficient == 1
