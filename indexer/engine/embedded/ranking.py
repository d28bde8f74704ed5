"""From scores to rankings: by falling score, ties by rising id, cut at a limit."""

from typing import Final

import numpy as np
import numpy.typing as npt
from tantivy import Query, Searcher

from indexer.engine.embedded.columns import Mask
from indexer.engine.protocol import Ranking, empty_ranking

STEP: Final = 2.0**-10
"""BM25 scores are rounded to multiples of this.

tantivy adds a document's terms up in an order that depends on its neighbours in the segment, so the last bits of a
score do too (less than 1e-5). Rounding hides that: equal texts get equal scores, and the order of ids decides.
"""

SPARE: Final = 56
"""So many more hits than asked for are fetched, so that ties at the cut can be told apart by id."""

MOST: Final = 20_000
"""Ties at the cut are followed no further than this many hits; beyond it the engine's own order decides."""


def ranked(searcher: Searcher, query: Query | None, limit: int) -> Ranking:
    """The best `limit` documents by the query's score, ties at the cut included in the comparison."""
    if query is None or limit < 1:
        return empty_ranking()
    fetch = limit + SPARE
    while True:
        ids, scores = _fetched(searcher, query, fetch)
        whole = len(ids) < fetch or fetch >= MOST
        if whole or scores[-1] < scores[limit - 1]:
            return _cut(ids, scores, limit)
        fetch = min(fetch * 4, MOST)


def best(ids: npt.NDArray[np.int64], scores: npt.NDArray[np.float32], mask: Mask | None, limit: int) -> Ranking:
    """The best `limit` of the masked documents; `ids` rise and `scores` belong to them."""
    if mask is not None:
        ids, scores = ids[mask], scores[mask]
    if limit < 1 or not len(ids):
        return empty_ranking()
    if limit < len(ids):
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        kept = np.flatnonzero(scores >= least)
        ids, scores = ids[kept], scores[kept]
    return _cut(ids, scores, limit)


def _fetched(searcher: Searcher, query: Query, limit: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Ids and rounded scores of the first hits, best first."""
    hits = searcher.search(query, limit, count=False).hits
    ids = searcher.fast_field_values("id", [address for _, address in hits])
    scores = np.rint(np.array([score for score, _ in hits], np.float64) / STEP) * STEP
    return np.array(ids, np.int64), scores.astype(np.float32)


def _cut(ids: npt.NDArray[np.int64], scores: npt.NDArray[np.float32], limit: int) -> Ranking:
    order = np.lexsort((ids, -scores))[:limit]
    return Ranking(ids[order], scores[order])
