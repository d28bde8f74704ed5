"""Measures of one ranking, and their means."""

from collections.abc import Mapping, Sequence
from math import log2

DEPTH = 10


def measures(ranked: Sequence[int], gains: Mapping[int, float], *, graded: bool) -> dict[str, float]:
    """nDCG@10 where gains are graded, else R@1, R@10 and MRR@10 of the one right place."""
    if graded:
        return {"nDCG@10": _ndcg(ranked, gains)}
    right = next(iter(gains))
    rank = ranked.index(right) + 1 if right in ranked[:DEPTH] else 0
    return {"R@1": float(rank == 1), "R@10": float(rank > 0), "MRR@10": 1 / rank if rank else 0.0}


def means(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Mean of each measure over the questions."""
    return {name: sum(row[name] for row in rows) / len(rows) for name in rows[0]}


def _ndcg(ranked: Sequence[int], gains: Mapping[int, float]) -> float:
    best = _dcg(sorted(gains.values(), reverse=True))
    return _dcg([gains[place] for place in ranked if place in gains]) / best if best else 0.0


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains[:DEPTH]))
