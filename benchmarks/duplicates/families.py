"""Families of planted repeats: `python -m benchmarks.duplicates.families --data … [--part tune]`.

Of sources that nothing else is like, families of 2 to 6 are planted: the first of them stands in the history or, half
of the time, in the table; the others, each changed in a way of its own, stand in the table among unrelated submissions.
Measured by B³ (Bagga and Baldwin 1998): for each submission, how much of the family found for it is its true one
(precision) and how much of its true one was found (recall), in the mean.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.duplicates.ours import library
from benchmarks.duplicates.parts import Benchmark, Part
from benchmarks.duplicates.planting import ALONE
from benchmarks.duplicates.split import PARTS
from benchmarks.duplicates.texts import LONG, SEED
from benchmarks.duplicates.truth import Record
from benchmarks.held_out import HeldOut
from corpus.achievement import Achievement
from search_api.duplicates.batch import check_batch
from search_api.duplicates.families import Edge, Member, families

WAYS: Final = (
    "verbatim",
    "renamed",
    "other people",
    "numbers",
    "reformatted",
    "inserted",
    "synonyms",
    "shuffled",
    "combined",
)
SIZES: Final = (2, 3, 4, 5, 6)
FAMILIES: Final = 60
UNRELATED: Final = 200

Group = frozenset[Member]


@dataclass(frozen=True, slots=True)
class Planted:
    """A history, a table, and the true family of each member that has one."""

    history: tuple[Record, ...]
    table: tuple[Achievement, ...]
    truth: Mapping[Member, Group]


def plant(part: Part) -> Planted:
    """Families of a part, the same for a seed."""
    random = Random(f"{SEED} families {part.name}")
    used = {source for planted in part.planted for source in planted.sources}
    long = [record for record in part.history if record.id in used and len(record.achievement.summary) >= LONG]
    chosen = random.sample(long, min(FAMILIES, len(long)))
    fresh = {record.id for record in chosen[::2]}
    kept = [record for record in part.history if record.id not in fresh]
    history = tuple(Record(id, record.achievement) for id, record in enumerate(kept, 1))
    ids = {record.id: id for id, record in enumerate(kept, 1)}
    table: list[Achievement] = list(part.unrelated[:UNRELATED])
    truth: dict[Member, Group] = {}
    for at, record in enumerate(chosen):
        members = [Member.of_base(ids[record.id])] if record.id in ids else []
        for text in _told(record, SIZES[at % len(SIZES)], record.id in ids, random):
            members.append(Member.of_table(len(table)))
            table.append(text)
        truth.update(dict.fromkeys(members, frozenset(members)))
    return Planted(history, tuple(table), truth)


def _told(record: Record, size: int, known: bool, random: Random) -> Iterator[Achievement]:
    """The members of a family that are handed in, the original among them where the base does not know it."""
    if not known:
        yield record.achievement
    for way in random.sample(WAYS, size - 1):
        yield ALONE[way](record, random).submission


def found(planted: Planted) -> dict[Member, Group]:
    """The family of each submission that is given one."""
    with library(planted.history) as known:
        edges = [
            Edge(
                Member.of_table(at),
                Member.of_base(match.verdict.id) if match.position is None else Member.of_table(match.position),
                match.verdict.probability,
            )
            for at, checked in enumerate(check_batch(known, planted.table, within_batch=True))
            for match in checked.matches
        ]
    groups = [frozenset(family.members) for family in families(edges)]
    return {member: group for group in groups for member in group}


def b_cubed(said: Mapping[Member, Group], truth: Mapping[Member, Group], of: Sequence[Member]) -> tuple[float, float]:
    """Precision and recall over members; who is in no family is alone."""
    pairs = [(said.get(each, frozenset({each})), truth.get(each, frozenset({each}))) for each in of]
    precision = sum(len(ours & true) / len(ours) for ours, true in pairs) / len(pairs)
    recall = sum(len(ours & true) / len(true) for ours, true in pairs) / len(pairs)
    return precision, recall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of real texts")
    parser.add_argument("--part", choices=PARTS, default="tune")
    options = parser.parse_args()
    planted = plant(Benchmark.read(HeldOut(options.data)).part(options.part))
    said = found(planted)
    everybody = [Member.of_table(at) for at in range(len(planted.table))]
    for name, of in (("all submissions", everybody), ("members of families", sorted(planted.truth))):
        precision, recall = b_cubed(said, planted.truth, of)
        score = 2 * precision * recall / (precision + recall)
        print(f"{options.part}, {name} ({len(of):,}): B³ {score:.3f}, precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
