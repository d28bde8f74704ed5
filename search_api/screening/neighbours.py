"""The nearest neighbours of every text, and the nearest earlier one, by cosine: all against all, exactly.

Texts stand in the order of their age. Every pair is multiplied once: a block of texts with all that stand behind it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]
Pairs = tuple[Places, Places, Floats]
"""A text, another, and their cosine."""

NEIGHBOURS: Final = 20
"""Neighbours of a text that are kept."""

SAMPLE: Final = 4_096
"""Texts by which the cosine is guessed above which a text has its neighbours."""

MARGIN: Final = 3
"""How many times as many texts as are kept should be above it."""

LEAST_RANK: Final = 4
"""A guess by fewer of the sample is too uncertain: a text in 300 would be left with fewer neighbours."""

LEAST: Final = 0.05
"""Cosine below which nothing is a neighbour; texts that have no vector would otherwise have all others."""

MOST_WAITING: Final = 2_000_000
"""Pairs of one block that wait to be sorted out, where thousands of texts are the same."""

BLOCK: Final = 1_024
CHUNK: Final = 4 * BLOCK
"""Texts that are multiplied with how many others at a time: 16 MB of products."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Neighbours by place, nearest first; -1 where there is none, with cosine 0.

    `near` and `cosines` have shape (texts, NEIGHBOURS), `earlier` and `earlier_cosines` (texts,): the nearest of those
    at a smaller place. Few texts have fewer neighbours than there are texts; the nearest earlier one is always found.
    """

    near: Places
    cosines: Floats
    earlier: Places
    earlier_cosines: Floats


def neighbours(vectors: Floats, go_on: Callable[[], None] = lambda: None) -> Neighbours:
    """The neighbours of unit vectors (texts, dimensions), oldest first; a row of zeros has cosine 0 with everything.

    `go_on` is called again and again; what it raises breaks the work off.
    """
    count = len(vectors)
    found = Neighbours(
        np.full((count, NEIGHBOURS), -1, np.int32), np.zeros((count, NEIGHBOURS), np.float32),
        np.full(count, -1, np.int32), np.full(count, -np.inf, np.float32),
    )  # fmt: skip
    floor = _floor(vectors)
    waiting: defaultdict[int, list[Pairs]] = defaultdict(list)
    for start in range(0, count, BLOCK):
        for begin in range(start, count, CHUNK):
            go_on()
            _look(found, vectors, floor, waiting, start, begin)
        _keep_near(found, start, waiting.pop(start, []))
    found.earlier_cosines[found.earlier < 0] = 0
    return found


def _floor(vectors: Floats) -> Floats:
    """For each text a cosine that some `MARGIN` × `NEIGHBOURS` others reach, guessed from a sample; shape (texts,)."""
    count = len(vectors)
    places = np.unique(np.linspace(0, max(count - 1, 0), min(SAMPLE, count)).astype(np.int64))
    rank = max(LEAST_RANK, -(-MARGIN * NEIGHBOURS * len(places) // max(count, 1))) + 1  # a text may be in the sample
    floor = np.full(count, LEAST, np.float32)
    if rank < len(places):
        some = np.ascontiguousarray(vectors[places].T)
        for start in range(0, count, BLOCK):
            dots = vectors[start : start + BLOCK] @ some
            floor[start : start + BLOCK] = np.partition(dots, len(places) - rank, axis=1)[:, len(places) - rank]
    return np.maximum(floor, np.float32(LEAST))


def _look(
    found: Neighbours, vectors: Floats, floor: Floats, waiting: defaultdict[int, list[Pairs]], start: int, begin: int
) -> None:
    """Multiply the block from `start` with the chunk from `begin`, which stands behind it or begins with it."""
    block, chunk = vectors[start : start + BLOCK], vectors[begin : begin + CHUNK]
    dots = chunk @ block.T
    if begin == start:
        dots[: len(block)][np.triu_indices(len(block))] = -np.inf  # itself, and what stands behind
    width = len(block)
    best = dots.argmax(axis=1)
    nearest = dots[np.arange(len(dots)), best]
    later = slice(begin, begin + len(chunk))
    nearer = nearest > found.earlier_cosines[later]
    found.earlier[later] = np.where(nearer, best + start, found.earlier[later])
    found.earlier_cosines[later] = np.where(nearer, nearest, found.earlier_cosines[later])
    flat = np.flatnonzero(dots >= floor[start : start + width])
    _wait(waiting[start], _pairs(flat % width + start, flat // width + begin, dots, flat))
    for at in range(0, len(chunk), BLOCK):
        part = dots[at : at + BLOCK]
        flat = np.flatnonzero(part >= floor[begin + at : begin + at + len(part), None])
        _wait(waiting[begin + at], _pairs(flat // width + begin + at, flat % width + start, part, flat))


def _pairs(
    texts: npt.NDArray[np.int64], others: npt.NDArray[np.int64], dots: Floats, flat: npt.NDArray[np.int64]
) -> Pairs:
    return texts.astype(np.int32), others.astype(np.int32), dots.reshape(-1)[flat]


def _wait(pairs: list[Pairs], more: Pairs) -> None:
    pairs.append(more)
    if sum(len(texts) for texts, _, _ in pairs) > MOST_WAITING:
        texts, others, cosines, _ = _best(pairs)
        pairs[:] = [(texts, others, cosines)]


def _best(pairs: list[Pairs]) -> tuple[Places, Places, Floats, npt.NDArray[np.int64]]:
    """Of each text the best of its pairs with their rank (from 0); of equals the earlier one."""
    texts, others, cosines = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    cosines = cosines.round(4)  # beyond that they may depend on how the work was cut up
    order = np.lexsort((others, -cosines, texts))
    texts, others, cosines = texts[order], others[order], cosines[order]
    rank = np.arange(len(texts)) - np.searchsorted(texts, texts)
    kept = rank < NEIGHBOURS
    return texts[kept], others[kept], cosines[kept], rank[kept]


def _keep_near(found: Neighbours, start: int, pairs: list[Pairs]) -> None:
    texts, others, cosines, rank = _best(pairs)
    found.near[texts, rank] = others
    found.cosines[texts, rank] = cosines
    mine = slice(start, start + BLOCK)
    found.earlier_cosines[mine] = found.earlier_cosines[mine].round(4)
