from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from search_api.duplicates.families import FIRM, JOINED, Edge, Family, Member, families

base, table = Member.of_base, Member.of_table
members = st.one_of(st.builds(base, st.integers(1, 9)), st.builds(table, st.integers(0, 9)))
edges = st.lists(st.builds(Edge, members, members, st.floats(0, 1)), max_size=40)


def test_what_repeats_the_same_is_one_family_named_after_its_oldest() -> None:
    found = families([Edge(table(0), base(12), 0.99), Edge(table(3), base(12), 0.95), Edge(table(1), table(2), 0.9)])
    assert found == (
        Family("F12", (base(12), table(0), table(3)), ()),
        Family("T2", (table(1), table(2)), ()),
    )


def test_a_younger_member_leaves_the_name() -> None:
    before = [Edge(table(0), base(12), 0.99)]
    [found] = families([*before, Edge(table(0), base(40), 0.97)])
    assert found.id == families(before)[0].id == "F12"


def test_an_unlikely_edge_joins_nothing() -> None:
    assert families([Edge(table(0), base(1), JOINED - 0.01)]) == ()


def test_a_weak_edge_that_alone_holds_a_family_together_is_marked() -> None:
    left = [Edge(*pair, 0.99) for pair in combinations([base(1), table(0), table(1)], 2)]
    right = [Edge(*pair, 0.99) for pair in combinations([base(2), table(2), table(3)], 2)]
    weak = Edge(base(2), table(0), 0.6)
    [found] = families([*left, *right, weak])
    assert found.bridges == (weak,)
    [held] = families([*left, *right, weak, Edge(table(1), table(3), 0.6)])
    assert held.bridges == ()


@given(edges, st.randoms(use_true_random=False))
def test_every_order_of_the_edges_gives_the_same(given_edges: list[Edge], random: Random) -> None:
    shuffled = [Edge(b, a, probability) for a, b, probability in given_edges]
    random.shuffle(shuffled)
    assert families(shuffled) == families(given_edges)


@given(edges)
def test_bridges_are_the_weak_edges_without_which_more_families_or_fewer_members_are_left(
    given_edges: list[Edge],
) -> None:
    likeliest: dict[tuple[Member, Member], float] = {}
    for a, b, probability in given_edges:
        pair = (min(a, b), max(a, b))
        likeliest[pair] = max(probability, likeliest.get(pair, 0.0))
    kept = [Edge(a, b, each) for (a, b), each in likeliest.items() if a != b and each >= JOINED]
    whole = families(kept)
    marked = {bridge for family in whole for bridge in family.bridges}
    for edge in kept:
        rest = families([other for other in kept if other != edge])
        splits = _groups(rest) != _groups(whole)
        assert (edge in marked) == (splits and edge.probability < FIRM)


def _groups(found: tuple[Family, ...]) -> set[tuple[Member, ...]]:
    return {family.members for family in found}
