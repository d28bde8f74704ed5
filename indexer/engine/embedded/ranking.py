"""From scores to rankings: by falling score, ties by rising id, cut at a limit."""

import numpy as np
import numpy.typing as npt
from tantivy import Query, Searcher

from indexer.engine.embedded.columns import Mask
from indexer.engine.protocol import Ranking, empty_ranking
from indexer.engine.ranking import MOST, SPARE, cut, rounded, settled


def ranked(searcher: Searcher, query: Query | None, limit: int) -> Ranking:
    """The best `limit` documents by the query's score, ties at the cut included in the comparison."""
    if query is None or limit < 1:
        return empty_ranking()
    fetch = limit + SPARE
    while True:
        ids, scores = _fetched(searcher, query, fetch)
        if settled(scores, fetch, limit):
            return cut(ids, scores, limit)
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
    return cut(ids, scores, limit)


def _fetched(searcher: Searcher, query: Query, limit: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Ids and rounded scores of the first hits, best first."""
    hits = searcher.search(query, limit, count=False).hits
    ids = searcher.fast_field_values("id", [address for _, address in hits])
    return np.array(ids, np.int64), rounded([score for score, _ in hits])
