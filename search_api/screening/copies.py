"""How much of each text stands word for word in one earlier text, by their prints."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

STOCK: Final = 20
"""A print that more texts share than this is stock wording, and proves no copying."""

FEWEST: Final = 5
"""Prints of its own that a text must have to be judged: some 25 characters."""

BLOCK: Final = 2_048

Places = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Copies:
    """For each text the earlier one that holds most of it (-1 for none) and the share (0 to 1) of its prints there."""

    earlier: Places
    shares: npt.NDArray[np.float32]


def printed(terms: str) -> Hashes:
    """The distinct prints of a text, as `indexer.prints` writes them: eight letters each, read as one number."""
    return np.unique(np.frombuffer(terms.replace(" ", "").encode("ascii"), "<u8"))


def copies(prints: list[Hashes]) -> Copies:
    """The most that each text has from one at a smaller place. `prints` are those of each text, distinct."""
    sizes = np.array([len(each) for each in prints], np.int64)
    found = Copies(np.full(len(prints), -1, np.int32), np.zeros(len(prints), np.float32))
    if sizes.any():
        _fill(found, np.concatenate(prints), sizes)
    return found


def _fill(found: Copies, hashes: Hashes, sizes: npt.NDArray[np.int64]) -> None:
    owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    order = np.argsort(hashes, kind="stable")
    holders, first, size = owners[order], *_groups(hashes[order])
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    kept = (size <= STOCK)[place]
    own = np.bincount(owners[kept], minlength=len(sizes))
    del order, size
    ends = np.concatenate(([0], np.cumsum(sizes)))
    for start in range(0, len(sizes), BLOCK):
        stop = min(start + BLOCK, len(sizes))
        mine = np.arange(ends[start], ends[stop])
        mine = mine[kept[mine]]
        before = place[mine] - first[place[mine]]
        rows = np.repeat(owners[mine], before)
        at = np.repeat(first[place[mine]], before) + _counting(before)
        _keep(found, own, rows, holders[at], len(sizes))


def _groups(ordered: Hashes) -> tuple[Places, Places]:
    """For each of the ordered hashes where the equal ones begin, and how many there are."""
    begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))).astype(np.int32)
    sizes = np.diff(begins, append=np.int32(len(ordered)))
    return np.repeat(begins, sizes), np.repeat(sizes, sizes)


def _counting(counts: Places) -> npt.NDArray[np.int64]:
    """0 … c-1 for each of the counts, one behind the other."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)


def _keep(found: Copies, own: npt.NDArray[np.int64], rows: Places, places: Places, count: int) -> None:
    """Keep of the pairs (text, earlier text that has one of its prints) the most frequent of each text."""
    pairs, shared = np.unique(rows.astype(np.int64) * count + places, return_counts=True)
    rows, places = (pairs // count).astype(np.int32), (pairs % count).astype(np.int32)
    order = np.lexsort((places, -shared, rows))
    best = order[np.concatenate(([True], rows[order][1:] != rows[order][:-1]))] if len(order) else order
    best = best[own[rows[best]] >= FEWEST]
    found.earlier[rows[best]] = places[best]
    found.shares[rows[best]] = shared[best] / own[rows[best]]
