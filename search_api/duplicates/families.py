"""Families of repeats: what was handed in again and again, over years and under several names, as one group."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

JOINED: Final = 0.5
"""Probability of a repeat from which two belong to one family."""

FIRM: Final = 0.9
"""Probability below which an edge that alone holds a family together is a weak bridge."""


class Member(NamedTuple):
    """An achievement of the base by its id, or a submission by its position in the table; the other is -1.

    Members sort by age: those of the base by id before those of the table by position.
    """

    position: int
    id: int

    @classmethod
    def of_base(cls, id: int) -> "Member":
        """An achievement of the base."""
        return cls(-1, id)

    @classmethod
    def of_table(cls, position: int) -> "Member":
        """A submission."""
        return cls(position, -1)


class Edge(NamedTuple):
    """That two are repeats of each other, and how likely."""

    a: Member
    b: Member
    probability: float


@dataclass(frozen=True, slots=True)
class Family:
    """A group of two or more, oldest first.

    `id` is made of the oldest member, so that it stays when a younger one joins: `F12` after achievement 12 of the
    base, or `T3` after the third row of a table of which nothing is in the base. `bridges` are the weak edges without
    which the family falls apart: a person should look at them first.
    """

    id: str
    members: tuple[Member, ...]
    bridges: tuple[Edge, ...]


def families(edges: Iterable[Edge]) -> tuple[Family, ...]:
    """All families, by their oldest member. Of several edges between two members the likeliest counts."""
    known: dict[tuple[Member, Member], float] = {}
    for a, b, probability in edges:
        if a != b and probability >= JOINED:
            pair = (min(a, b), max(a, b))
            known[pair] = max(probability, known.get(pair, 0.0))
    neighbours: dict[Member, dict[Member, float]] = {}
    for (a, b), probability in sorted(known.items()):
        neighbours.setdefault(a, {})[b] = probability
        neighbours.setdefault(b, {})[a] = probability
    seen: set[Member] = set()
    return tuple(_family(root, neighbours, seen) for root in sorted(neighbours) if root not in seen)


def _family(root: Member, neighbours: Mapping[Member, Mapping[Member, float]], seen: set[Member]) -> Family:
    members: list[Member] = []
    bridges = [Edge(min(a, b), max(a, b), neighbours[a][b]) for a, b in _bridges(root, neighbours, members)]
    weak = sorted(edge for edge in bridges if edge.probability < FIRM)
    seen.update(members)
    return Family(_name(root), tuple(sorted(members)), tuple(weak))


def _name(oldest: Member) -> str:
    return f"F{oldest.id}" if oldest.position < 0 else f"T{oldest.position + 1}"


def _bridges(
    root: Member, neighbours: Mapping[Member, Mapping[Member, float]], met: list[Member]
) -> Iterator[tuple[Member, Member]]:
    """Edges without which the group around a member falls apart (Tarjan 1974); all its members are added to `met`.

    Depth first: `low` is the earliest member that can be reached from below without the edge that led there.
    """
    at, low = {root: 0}, {root: 0}
    met.append(root)
    path = [(root, root, iter(neighbours[root]))]
    while path:
        member, parent, rest = path[-1]
        following = next(rest, None)
        if following is None:
            path.pop()
            if member != root:
                low[parent] = min(low[parent], low[member])
                if low[member] > at[parent]:
                    yield parent, member
        elif following not in at:
            at[following] = low[following] = len(at)
            met.append(following)
            path.append((following, member, iter(neighbours[following])))
        elif following != parent:
            low[member] = min(low[member], at[following])
