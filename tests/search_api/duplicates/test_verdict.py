from math import exp, fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.duplicates.evidence import OBSERVERS, Evidence, Observer
from search_api.duplicates.verdict import Model, bundled_model, judge, read_model, written

points = st.floats(-50, 50)


def seen(observer: Observer) -> st.SearchStrategy[Evidence]:
    return st.builds(Evidence, st.just(observer.name), st.sampled_from(observer.levels), st.floats(0, 1))


everything = st.tuples(*map(seen, OBSERVERS))


@given(everything)
def test_contributions_sum_to_the_log_odds_and_those_give_the_probability(evidence: tuple[Evidence, ...]) -> None:
    verdict = judge(1, evidence, bundled_model())
    assert fsum(each.points for each in verdict.contributions) == verdict.log_odds
    assert verdict.probability == pytest.approx(1 / (1 + exp(-verdict.log_odds)))


def test_a_stricter_level_never_speaks_less_for_a_repeat() -> None:
    for name, levels in bundled_model().weights.items():
        known = [points for level, points in levels.items() if level != "missing"]
        assert known == sorted(known, reverse=True), name


def test_the_strictest_level_never_speaks_against_and_the_loosest_never_for_a_repeat() -> None:
    for name, levels in bundled_model().weights.items():
        known = [points for level, points in levels.items() if level != "missing"]
        assert known[0] >= 0 >= known[-1], name


def test_what_is_missing_says_nothing() -> None:
    model = bundled_model()
    assert model.weights.keys() == {observer.name for observer in OBSERVERS}
    for observer in OBSERVERS:
        levels = model.weights[observer.name]
        assert tuple(levels) == observer.levels
        assert levels.get("missing", 0.0) == 0


@given(points, st.dictionaries(st.text("ab ,", min_size=1), points, min_size=1))
def test_a_model_reads_back_as_it_was_written(base: float, levels: dict[str, float]) -> None:
    model = Model(base, {"copied": levels})
    assert read_model(written(model)) == model


@pytest.mark.parametrize(("base", "probability"), [(1e6, 1.0), (-1e6, 0.0)])
def test_the_surest_answers_are_still_probabilities(base: float, probability: float) -> None:
    assert judge(1, (), Model(base, {})).probability == probability
