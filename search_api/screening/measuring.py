"""What screening knows of all achievements beyond their own facts.

For each achievement: the nearest earlier one, its neighbours, and the marks that its words got.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from corpus.normalize import clean_text
from indexer.prints import print_texts
from search_api.screening.copies import Hashes, copies, printed
from search_api.screening.frontline import MARKS, project, said
from search_api.screening.neighbours import neighbours

if TYPE_CHECKING:
    from corpus.achievement import Achievement
    from search_api.knowledge_base import KnowledgeBase

Progress = Callable[[int, int], None]
Ids = npt.NDArray[np.int64]

VERSION: Final = 1
"""Raised with every change of what is measured or how."""

VECTORS: Final = 4_096
"""Vectors that are asked for at a time."""

UNSAID_YEAR: Final = 9_999
"""Achievements without a year stand behind all others: they are earlier than nothing that says its year."""


def stamp_of(base: "KnowledgeBase") -> str:
    """What is measured now is made from: the way of measuring, the index's revision, and what made the vectors there.

    Raises IndexMissing, IndexUnavailable.
    """
    state = base.engine.state()
    return f"{VERSION} {state.revision} {state.recipe.encoder}"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found, by rising id; places are places among `ids`, -1 for none.

    `copied` is the earlier achievement that holds the largest share of each one's wording, `nearest` the earlier one
    nearest in meaning; `near` (achievements, NEIGHBOURS) are neighbours of any year. `marks` (achievements, 3) are
    places in `MARKS` for workers, problem and project.
    """

    ids: Ids
    copied: npt.NDArray[np.int32]
    shares: npt.NDArray[np.float32]
    nearest: npt.NDArray[np.int32]
    cosines: npt.NDArray[np.float32]
    near: npt.NDArray[np.int32]
    near_cosines: npt.NDArray[np.float32]
    marks: npt.NDArray[np.int8]

    def places(self, ids: Ids) -> npt.NDArray[np.int64]:
        """Where each id stands, -1 where it was not there."""
        if not len(self.ids):
            return np.full(len(ids), -1)
        places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[places] == ids, places, -1)


def measure(base: "KnowledgeBase", progress: Progress = lambda _done, _total: None) -> Measured:
    """Look at all achievements of the base, 124,000 in about two minutes. What `progress` raises breaks it off."""
    read = _Read.all(base, progress)
    order = np.lexsort((read.ids, read.years))
    copied = copies([read.prints[row] for row in order])
    progress(len(read.ids), len(read.ids))
    near = neighbours(_vectors(base, read.ids[order]), lambda: progress(len(read.ids), len(read.ids)))
    back = np.argsort(order)
    number = np.append(order, -1).astype(np.int32)  # place among the ordered → place among the ids; -1 stays
    return Measured(
        ids=read.ids,
        copied=number[copied.earlier][back],
        shares=copied.shares[back],
        nearest=number[near.earlier][back],
        cosines=near.earlier_cosines[back],
        near=number[near.near][back],
        near_cosines=near.cosines[back],
        marks=read.marks,
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read of the records, by rising id."""

    ids: Ids
    years: npt.NDArray[np.int64]
    prints: list[Hashes]
    marks: npt.NDArray[np.int8]

    @classmethod
    def all(cls, base: "KnowledgeBase", progress: Progress) -> "_Read":
        total = base.store.count()
        ids: list[int] = []
        years: list[int] = []
        prints: list[Hashes] = []
        marks: list[tuple[int, ...]] = []
        for batch in base.store.all():
            ids += [record.id for record in batch]
            years += [record.achievement.year or UNSAID_YEAR for record in batch]
            prints += map(printed, print_texts([clean_text(record.achievement.body) for record in batch]))
            marks += [_marks(record.achievement) for record in batch]
            progress(len(ids), total)
        found = np.array(marks, np.int8).reshape(-1, 3)
        return cls(np.array(ids, np.int64), np.array(years, np.int64), prints, found)


def _marks(achievement: "Achievement") -> tuple[int, ...]:
    return tuple(MARKS.index(finding.mark) for finding in (*said(achievement), project(achievement)))


def _vectors(base: "KnowledgeBase", ids: Ids) -> npt.NDArray[np.float32]:
    vectors = np.zeros((len(ids), base.engine.state().recipe.dimensions), np.float32)
    for start in range(0, len(ids), VECTORS):
        vectors[start : start + VECTORS] = base.engine.vectors(ids[start : start + VECTORS].tolist())
    return vectors
