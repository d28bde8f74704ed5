"""Fusing the arms of a search into one ranking."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.engine.protocol import Ranking
from search_api.search.weights import Weights


@dataclass(frozen=True, slots=True)
class Place:
    """Where an arm saw a document: its rank (from 1) and the arm's own score."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Fused:
    """One ranking out of several: ids by falling score, ties by rising id; both arrays have shape (hits,).

    `rankings` are those of the arms that counted, by name.
    """

    ids: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]
    rankings: Mapping[str, Ranking]

    def seen_by(self, id: int) -> dict[str, Place]:
        """Which arms saw a document, and where."""
        places = {}
        for name, ranking in self.rankings.items():
            at = np.flatnonzero(ranking.ids == id)
            if at.size:
                places[name] = Place(int(at[0]) + 1, float(ranking.scores[at[0]]))
        return places


def fuse(arms: Mapping[str, Ranking], weights: Weights) -> Fused:
    """Weighted sum of each arm's scores, scaled to 0…1 between its floor and its best.

    A document that an arm did not see within its window gets that arm's floor, so one that several arms saw comes
    before one that a single arm saw at the same height. Arms without a weight neither count nor add documents.
    """
    counted = {name: ranking for name, ranking in arms.items() if weights.arms.get(name, 0) > 0 and len(ranking.ids)}
    if not counted:
        return Fused(np.empty(0, np.int64), np.empty(0, np.float64), {})
    ids = np.unique(np.concatenate([ranking.ids for ranking in counted.values()]))
    scores = np.zeros(len(ids))
    for name, ranking in counted.items():
        scores[np.searchsorted(ids, ranking.ids)] += weights.arms[name] * _scaled(ranking.scores)
    order = np.lexsort((ids, -scores))
    return Fused(ids[order], scores[order], counted)


def _scaled(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Scores as shares of the way from the window's last score, the floor, to its first."""
    exact = scores.astype(np.float64)
    floor, best = exact.min(), exact.max()
    return (exact - floor) / (best - floor) if best > floor else np.ones(len(exact))
