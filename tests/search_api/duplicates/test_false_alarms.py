import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.duplicates.false_alarms import FITTED, expected_false_alarms, share_of_repeats

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=60)


def planted(repeats: int, others: int) -> tuple[np.ndarray, np.ndarray]:
    """A model calibrated at its share of repeats: log-odds in two normal distributions around ±m, variance 2m."""
    random, middle = np.random.default_rng(5), 2.0
    truth = np.repeat([True, False], [repeats, others])
    log_odds = random.normal(np.where(truth, middle, -middle), np.sqrt(2 * middle))
    return 1 / (1 + np.exp(-log_odds) * (1 - FITTED) / FITTED), truth


@pytest.mark.parametrize(("repeats", "others"), [(5000, 5000), (1000, 9000), (200, 9800), (50, 9950)])
@pytest.mark.parametrize("threshold", [0.5, 0.9])
def test_as_many_as_there_are_however_rare_repeats_are(repeats: int, others: int, threshold: float) -> None:
    said, truth = planted(repeats, others)
    false = int((~truth & (said >= threshold)).sum())
    expected = expected_false_alarms(said.tolist(), threshold)
    assert expected == pytest.approx(false, rel=0.15, abs=3 * max(1, false) ** 0.5)
    assert share_of_repeats(said) == pytest.approx(repeats / (repeats + others), rel=0.15, abs=0.01)


def test_without_alarms_there_are_no_false_ones() -> None:
    assert expected_false_alarms([], 0.5) == expected_false_alarms([0.1, 0.4], 0.5) == 0


@given(probabilities, st.floats(0, 1))
def test_never_more_than_there_are_alarms(said: list[float], threshold: float) -> None:
    alarms = sum(each >= threshold for each in said)
    assert 0 <= expected_false_alarms(said, threshold) <= alarms


@given(probabilities, st.floats(0, 0.5), st.floats(0.5, 1))
def test_a_higher_threshold_never_gives_more(said: list[float], lower: float, higher: float) -> None:
    assert expected_false_alarms(said, higher) <= expected_false_alarms(said, lower) + 1e-9
