from collections.abc import Sequence

import numpy as np
import pytest

from search_api.duplicates import rivals
from search_api.duplicates.rivals import Standing


def standing(scores: Sequence[float], at: int) -> Standing | None:
    return rivals.standing(np.array(scores), at)


def test_what_stands_out_is_deviations_above_the_next() -> None:
    found = standing([20.0, 10.0, 9.0, 11.0, 10.0], 0)
    assert found is not None
    assert (found.rank, found.share, found.gap) == (1, 1.0, 0.5)
    assert found.deviations == pytest.approx(10 / 0.5**0.5)


def test_the_second_of_two_sources_is_compared_with_what_comes_after_it() -> None:
    found = standing([20.0, 18.0, 5.0, 5.0, 5.0], 1)
    assert found is not None
    assert (found.rank, found.share) == (2, 0.9)
    assert found.deviations == pytest.approx(13 / 0.1)


@pytest.mark.parametrize("scores", [[], [3.0], [3.0, 2.0, 1.0], [0.0] * 20])
def test_too_few_rivals_say_nothing(scores: list[float]) -> None:
    assert not scores or standing(scores, 0) is None


def test_the_last_and_what_was_not_found_stand_behind() -> None:
    scores = [20.0, 10.0, 9.0, 8.0, 7.0]
    assert standing(scores, 4) == Standing(5, 0.35, 0.0, 0.0)
    assert standing(scores, len(scores)) == Standing(6, 0.0, 0.0, 0.0)
    assert standing([1.0, 0.0, 0.0, 0.0, 0.0], 2) == Standing(3, 0.0, 0.0, 0.0)
