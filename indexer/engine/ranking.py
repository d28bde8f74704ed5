"""From scores to rankings, the same on every engine: by falling score, ties by rising id, cut at a limit."""

from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.engine.protocol import Ranking

STEP: Final = 2.0**-10
"""BM25 scores are rounded to multiples of this.

Engines add a document's terms up in an order that depends on its neighbours in the segment, so the last bits of a
score do too (less than 1e-5). Rounding hides that: equal texts get equal scores, and the order of ids decides.
"""

SPARE: Final = 56
"""So many more hits than asked for are fetched, so that ties at the cut can be told apart by id."""

MOST: Final = 20_000
"""Ties at the cut are followed no further than this many hits; beyond it the engine's own order decides."""


def rounded(scores: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """BM25 scores as multiples of STEP."""
    steps = np.rint(np.asarray(scores, np.float64) / STEP)
    return (steps * STEP).astype(np.float32)


def settled(scores: npt.NDArray[np.float32], fetched: int, limit: int, most: int = MOST) -> bool:
    """Whether scores, best first, of which `fetched` were asked for, tell which the best `limit` are."""
    return len(scores) < fetched or fetched >= most or bool(scores[-1] < scores[limit - 1])


def cut(ids: npt.NDArray[np.int64], scores: npt.NDArray[np.float32], limit: int) -> Ranking:
    """The best so many."""
    order = np.lexsort((ids, -scores))[:limit]
    return Ranking(ids[order], scores[order])
