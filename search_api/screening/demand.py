"""Which open needs each achievement answers, counted over all of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answered:
    """Pairs of an achievement and an open need that it answers, by rising achievement; of `needs` that are open."""

    achievements: Ids
    needs: Ids
    open: int

    def counts(self, ids: Ids) -> npt.NDArray[np.float64]:
        """How many needs each achievement answers; NaN where no need is open, as then nothing was asked."""
        if not self.open:
            return np.full(len(ids), np.nan)
        first, last = (np.searchsorted(self.achievements, ids, side) for side in ("left", "right"))
        return (last - first).astype(np.float64)

    def of(self, id: int) -> tuple[int, ...]:
        """The needs that one achievement answers."""
        return tuple(self.needs[self.achievements == id].tolist())


NOBODY = Answered(np.empty(0, np.int64), np.empty(0, np.int64), 0)


def answered(_base: "KnowledgeBase") -> Answered:
    """All pairs as they are now."""
    return NOBODY
