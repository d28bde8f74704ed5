import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.achievement import Achievement
from corpus.samples import achievements, planted
from search_api.duplicates.batch import check_batch
from search_api.duplicates.checking import Checked, check
from search_api.duplicates.library import Library
from tests.search_api.duplicates.library import library_of

PLANTED = {code for each in planted() for code in (each.submission, *each.originals)}
SAMPLES = [each for each in achievements() if each.code not in PLANTED]
KNOWN, FRESH = SAMPLES[:60], SAMPLES[60:]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(KNOWN, tmp_path_factory.mktemp("library")) as opened:
        yield opened


def table() -> list[Achievement]:
    """Ten of their own, one known to the base, one twice, one by others under another title."""
    by_others = {"title": "一项改造", "unit": "云台纺织集团维修车间", "people": ("萧一楠",), "code": "", "patents": ()}
    again = KNOWN[4].model_copy(update={"code": "", "source": ""})
    return [*FRESH[:10], again, FRESH[2], FRESH[5].model_copy(update=by_others)]


def answers(library: Library, submissions: Sequence[Achievement], within_batch: bool = True) -> list[Checked]:
    return list(check_batch(library, submissions, within_batch=within_batch))


def shown(checked: Checked, submissions: Sequence[Achievement]) -> object:
    """All that is said, other submissions of the table by what they say."""
    return (
        checked.submission,
        checked.level,
        checked.type,
        checked.candidates,
        [
            (
                submissions[match.position] if match.position is not None else match.verdict.id,
                match.verdict.contributions,
                match.verdict.evidence,
                match.type,
                match.pair.alignment.passages,
            )
            for match in checked.matches
        ],
    )


def test_both_members_of_a_pair_see_each_other(library: Library) -> None:
    found = answers(library, table())
    for one, other in ((2, 11), (5, 12)):
        for here, there in ((one, other), (other, one)):
            best = found[here].matches[0]
            assert (best.in_batch, best.position, best.verdict.id) == (True, there, there)
            assert found[here].level == "高度疑似"


def test_nothing_matches_itself(library: Library) -> None:
    for at, checked in enumerate(answers(library, table())):
        assert at not in {match.position for match in checked.matches}


def test_what_is_in_the_base_is_found_there(library: Library) -> None:
    checked = answers(library, table())[10]
    assert (checked.matches[0].in_batch, checked.matches[0].verdict.id, checked.level) == (False, 5, "高度疑似")


def test_those_of_their_own_are_not_suspected(library: Library) -> None:
    for at, checked in enumerate(answers(library, table())):
        if at not in (2, 5, 10, 11, 12):
            assert checked.level in ("无关", "相关")


def test_without_the_table_every_answer_is_that_of_a_single_check(library: Library) -> None:
    submissions = table()
    alone = [next(check(library, [each])) for each in submissions]
    together = answers(library, submissions, within_batch=False)
    assert [shown(each, []) for each in together] == [shown(each, []) for each in alone]


def test_the_table_adds_matches_and_changes_none(library: Library) -> None:
    submissions = table()
    for both, alone in zip(answers(library, submissions), check(library, submissions), strict=True):
        of_base = [match.verdict for match in both.matches if not match.in_batch]
        assert of_base == [match.verdict for match in alone.matches]
        assert both.candidates == alone.candidates


def test_in_any_order_and_run_again_the_answers_are_the_same(library: Library) -> None:
    submissions = table()
    once = [shown(each, submissions) for each in answers(library, submissions)]
    assert [shown(each, submissions) for each in answers(library, submissions)] == once
    order = list(range(len(submissions)))
    random.Random(7).shuffle(order)
    shuffled = [submissions[at] for at in order]
    assert [shown(each, shuffled) for each in answers(library, shuffled)] == [once[at] for at in order]


def test_matches_come_likeliest_first(library: Library) -> None:
    for checked in answers(library, table()):
        said = [match.verdict.log_odds for match in checked.matches]
        assert said == sorted(said, reverse=True)


def test_a_table_alone_is_compared_with_itself(tmp_path: Path) -> None:
    submissions = [*FRESH[:30], FRESH[3].model_copy(update={"code": "", "title": "一项改造"})]
    with library_of([], tmp_path) as empty:
        found = answers(empty, submissions)
    assert (found[30].matches[0].position, found[30].level) == (3, "高度疑似")
    assert (found[3].matches[0].position, found[3].level) == (30, "高度疑似")


def test_a_table_of_one_has_nobody_to_repeat(library: Library) -> None:
    [checked] = answers(library, FRESH[:1])
    assert not any(match.in_batch for match in checked.matches)


def test_a_check_goes_on_where_it_was_left(library: Library) -> None:
    submissions = table()
    rest = check_batch(library, submissions, within_batch=True, start=9)
    assert [shown(each, submissions) for each in rest] == [
        shown(each, submissions) for each in answers(library, submissions)[9:]
    ]
