"""The samples: enough of them, varied, readable, and no repeats but the planted ones."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from corpus import samples
from corpus.achievement import TEXT_FIELDS, Achievement

LONGEST_SHARED_RUN = 14
"""Characters that two samples may share by chance, such as a common turn of phrase."""


@pytest.fixture(scope="module")
def achievements() -> list[Achievement]:
    return list(samples.achievements())


def test_there_are_at_least_160(achievements: list[Achievement]) -> None:
    assert len(achievements) >= 160


def test_codes_are_unique(achievements: list[Achievement]) -> None:
    assert max(Counter(a.code for a in achievements).values()) == 1


@pytest.mark.parametrize(("field", "least"), [("industry", 35), ("region", 10), ("year", 10), ("kind", 7)])
def test_fields_are_varied(achievements: list[Achievement], field: str, least: int) -> None:
    assert len({getattr(a, field) for a in achievements}) >= least


@pytest.mark.parametrize("field", ["unit", "recommended_by", "industry", "level", "source"])
def test_every_sample_says_where_it_comes_from(achievements: list[Achievement], field: str) -> None:
    assert [a.code for a in achievements if not getattr(a, field)] == []


def test_bodies_have_the_length_of_a_real_form(achievements: list[Achievement]) -> None:
    assert [a.code for a in achievements if not 150 <= len(a.body) <= 460] == []


def test_some_hold_patents_software_and_standards(achievements: list[Achievement]) -> None:
    assert sum(bool(a.patents) for a in achievements) >= 60
    assert sum(bool(a.software) for a in achievements) >= 10
    assert sum(bool(a.standards) for a in achievements) >= 8


def test_patent_numbers_end_in_their_check_digit(achievements: list[Achievement]) -> None:
    for number in (number for a in achievements for number in a.patents):
        assert number == f"ZL{number[2:14]}.{_check_digit(number[2:14])}"


def test_planted_pairs_name_existing_samples(achievements: list[Achievement]) -> None:
    year = {a.code: a.year or 0 for a in achievements}
    for plant in samples.planted():
        assert plant.originals
        assert all(year[original] <= year[plant.submission] for original in plant.originals)


def test_planted_kinds_cover_the_ways_of_handing_in_twice() -> None:
    assert len(samples.planted()) >= 14
    assert {plant.kind for plant in samples.planted()} >= {
        *("原样重报", "改名重报", "换单位或换人重报", "数据变更", "改写重报"),
        *("拆分", "合并", "拼接", "升级延续", "同源模板", "同题异法"),
    }


def test_only_planted_samples_share_long_runs(achievements: list[Achievement]) -> None:
    planted = {
        frozenset(pair) for plant in samples.planted() for pair in combinations((plant.submission, *plant.originals), 2)
    }
    assert {frozenset(pair) for pair in _sharing(achievements)} <= planted


def _sharing(achievements: list[Achievement]) -> set[tuple[str, str]]:
    """Pairs of codes whose texts share a run longer than chance allows."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    length = LONGEST_SHARED_RUN + 1
    for achievement in achievements:
        for text in (achievement.title, *(getattr(achievement, name) for name in TEXT_FIELDS)):
            for start in range(len(text) - length + 1):
                holders[text[start : start + length]].add(achievement.code)
    return {pair for codes in holders.values() for pair in combinations(sorted(codes), 2)}


def _check_digit(digits: str) -> str:
    """The last place of a Chinese patent number: weights 2-9 over and over, modulo 11."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, [*range(2, 10), *range(2, 6)], strict=True))
    return "X" if total % 11 == 10 else str(total % 11)
