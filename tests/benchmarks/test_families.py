import pytest

from benchmarks.duplicates.families import Group, b_cubed
from search_api.duplicates.families import Member

A, B, C, D = map(Member.of_table, range(4))


def groups(*families: tuple[Member, ...]) -> dict[Member, Group]:
    return {member: frozenset(family) for family in families for member in family}


def test_b_cubed_is_one_where_all_families_are_right() -> None:
    assert b_cubed(groups((A, B)), groups((A, B)), [A, B, C]) == (1, 1)


def test_joining_strangers_costs_precision_and_missing_a_member_recall() -> None:
    precision, recall = b_cubed(groups((A, B, D)), groups((A, B, C)), [A, B, C, D])
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 + 1 / 3) / 4)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
