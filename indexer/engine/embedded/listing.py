"""Documents without any question: pages of them in an order, and what they say, as columns."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.engine.embedded.columns import Columns, Places
from indexer.engine.embedded.snapshot import Snapshot
from indexer.engine.fields import known_columns
from indexer.engine.protocol import ORDER_FIELDS, Coded, Filter, Order
from indexer.engine.protocol import Columns as Said


def browse(now: Snapshot, filter: Filter, offset: int, limit: int, order: Order) -> list[int]:
    """Ids of documents under the filter, in an order."""
    places, mask = now.columns.ordered(order), now.mask(filter)
    if mask is not None:
        places = places[mask[places]]
    ids: list[int] = now.columns.ids[places[offset : offset + limit]].tolist()
    return ids


def columns(now: Snapshot, names: Sequence[str], filter: Filter) -> Said:
    """What all documents under the filter say."""
    mask = now.mask(filter)
    places = np.arange(len(now.columns)) if mask is None else np.flatnonzero(mask)
    return _said(now.columns, names, now.columns.ids[places], places)


def columns_of(now: Snapshot, names: Sequence[str], ids: Sequence[int]) -> Said:
    """What the documents of these ids say, in their order."""
    wanted = np.asarray(ids, np.int64)
    return _said(now.columns, names, wanted, now.columns.positions(wanted))


def _said(columns: Columns, names: Sequence[str], ids: npt.NDArray[np.int64], places: Places) -> Said:
    """What is said at the places; at place -1 nothing is."""
    known_columns(names)
    return Said(
        ids,
        {name: _taken(columns.figures(name), places, np.nan) for name in names if name in ORDER_FIELDS},
        {name: _coded(columns, name, places) for name in names if name not in ORDER_FIELDS},
    )


def _coded(columns: Columns, facet: str, places: Places) -> Coded:
    values = columns.named[facet]
    unsaid = columns.unsaid[facet] if "" in columns.values[facet] else len(values)
    return Coded(_taken(columns.coded(facet), places, unsaid).astype(np.int64), (*values, ""))


def _taken(column: npt.NDArray[Any], places: Places, unsaid: float) -> npt.NDArray[Any]:
    if not len(column):
        return np.full(len(places), unsaid)
    return np.where(places >= 0, column[places], unsaid)
