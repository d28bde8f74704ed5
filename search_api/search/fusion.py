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


def fuse(arms: Mapping[str, Ranking], weights: Weights, window: int) -> Fused:
    """Weighted sum of each arm's scores, scaled to 0…1 between its floor and its best.

    `window` is how many documents each arm was asked for. One that an arm did not see gets that arm's floor: the last
    score of a full window, else 0, as nothing else was found. So a document that several arms saw comes before one
    that a single arm saw at the same height. Arms without a weight neither count nor add documents.
    """
    counted = {
        name: ranking for name, ranking in sorted(arms.items()) if weights.arms.get(name, 0) > 0 and len(ranking.ids)
    }
    if not counted:
        return Fused(np.empty(0, np.int64), np.empty(0, np.float64), {})
    ids = np.unique(np.concatenate([ranking.ids for ranking in counted.values()]))
    scores = np.zeros(len(ids))
    for name, ranking in counted.items():
        scores[np.searchsorted(ids, ranking.ids)] += weights.arms[name] * _scaled(ranking.scores, window)
    order = np.lexsort((ids, -scores))
    return Fused(ids[order], scores[order], counted)


def _scaled(scores: npt.NDArray[np.float32], window: int) -> npt.NDArray[np.float64]:
    """Scores as shares of the way from the floor to the best."""
    exact = scores.astype(np.float64)
    last, best = exact.min(), exact.max()
    floor = last if len(exact) >= window else min(last, 0.0)
    return (exact - floor) / (best - floor) if best > floor else np.ones(len(exact))
