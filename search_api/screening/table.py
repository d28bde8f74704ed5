"""All achievements with their indicators, as columns in memory: what is ranked again with every change of weights."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from search_api.screening.frontline import MARKS, QUESTIONS, used
from search_api.screening.indicators import INDICATORS, Seen
from search_api.screening.scales import Numbers

UNSAID, MET, DOUBTFUL = range(len(MARKS))

USE: Final = list(QUESTIONS).index("use")


@dataclass(frozen=True, slots=True)
class Table:
    """`raw` and `scaled` have shape (achievements, indicators), `marks` (achievements, questions); by rising id."""

    seen: Seen
    raw: Numbers
    scaled: Numbers
    marks: npt.NDArray[np.int8]

    @classmethod
    def of(cls, seen: Seen) -> Self:
        """Take all indicators."""
        raw = [indicator.raw(seen) for indicator in INDICATORS]
        scaled = [indicator.scale(values) for indicator, values in zip(INDICATORS, raw, strict=True)]
        return cls(seen, np.stack(raw, axis=1), np.stack(scaled, axis=1), _marks(seen))

    @property
    def ids(self) -> npt.NDArray[np.int64]:
        """Achievements, rising."""
        return self.seen.columns.ids

    def rows(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Where achievements stand; those that are not there are left out."""
        if not len(self.ids):
            return np.empty(0, np.int64)
        rows = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        found: npt.NDArray[np.int64] = rows[self.ids[rows] == ids]
        return found


def _marks(seen: Seen) -> npt.NDArray[np.int8]:
    """Marks of all questions; the one for use follows from the facts, the others from the words that were read."""
    marks = np.full((len(seen.places), len(QUESTIONS)), UNSAID, np.int8)
    if seen.measured is not None:
        read = np.vstack((seen.measured.marks, np.zeros((1, 3), np.int8)))[seen.places]
        marks[:, [column for column in range(len(QUESTIONS)) if column != USE]] = read
    applied, stage = seen.columns.facets["applied"], seen.columns.facets["stage"]
    known = [[MARKS.index(used(a, s)) for s in stage.values] for a in applied.values]
    marks[:, USE] = np.array(known, np.int8).reshape(len(applied.values), len(stage.values))[applied.codes, stage.codes]
    return marks
