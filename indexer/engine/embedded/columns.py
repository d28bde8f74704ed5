"""The live rows of the log as columns in memory, by rising id: what filters, counts, vectors and pages are made of."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.document import NUMBER_FIELDS
from indexer.engine.embedded.log import RECORD, Extent, Records, read_values
from indexer.engine.embedded.vectors import inverse
from indexer.engine.fields import VALUE_FACETS, known_numbers
from indexer.engine.protocol import Filter, Order
from indexer.engine.vectors import Codes

Mask = npt.NDArray[np.bool_]
"""Which of the live documents are meant, shape (documents,), by rising id."""

Places = npt.NDArray[np.int64]
"""The same as a list: where the documents stand, shape (documents meant,)."""

SEVERAL: Final = 8
"""Values that are looked for one by one; more are looked for together."""


@dataclass(frozen=True)
class Columns:
    """Everything about the live documents but their terms. All arrays run over documents by rising id."""

    ids: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]
    years: npt.NDArray[np.int16]
    facets: npt.NDArray[np.uint32]
    numbers: npt.NDArray[np.float64]
    keys: Records
    codes: Codes
    lengths: npt.NDArray[np.float32]
    texts: npt.NDArray[np.uint8]
    values: dict[str, dict[str, int]]
    _orders: dict[Order, Places] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, extent: Extent, dimensions: int) -> "Columns":
        """Read a log. Raises OSError or ValueError where a file is missing or too short."""
        records = _mapped(folder / "rows", extent.rows * RECORD.itemsize).view(RECORD)
        live = live_rows(records)
        kept = records[live]
        return cls(
            ids=kept["id"].copy(),
            rows=live,
            years=kept["year"].copy(),
            facets=np.ascontiguousarray(kept["facets"].T),
            numbers=np.ascontiguousarray(kept["numbers"].T),
            keys=kept[["text", "title_bytes", "pinyin_bytes", "title", "pinyin", "initials"]],
            codes=_mapped(folder / "vectors", extent.rows * dimensions).view(np.int8).reshape(-1, dimensions),
            lengths=records["length"].copy(),
            texts=_mapped(folder / "texts", extent.texts),
            values=read_values(folder / "values", extent.values),
        )

    def __len__(self) -> int:
        return len(self.ids)

    def positions(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Where each id stands among the live ones, -1 where it does not."""
        if not len(self):
            return np.full(len(ids), -1)
        places = np.minimum(np.searchsorted(self.ids, ids), len(self) - 1)
        return np.where(self.ids[places] == ids, places, -1)

    def mask(self, filter: Filter) -> Mask | None:
        """The documents that pass the filter's values, years and numbers; None where it has none of these. Phrases are
        left out."""
        conditions = [self._among(name, allowed) for name, allowed in filter.values.items()]
        for name, (low, high) in {"year": filter.years, **filter.numbers}.items():
            if low is not None:
                conditions.append(self.figures(name) >= low)
            if high is not None:
                conditions.append(self.figures(name) <= high)
        return np.logical_and.reduce(conditions) if conditions else None

    def figures(self, name: str) -> npt.NDArray[np.float64]:
        """One of the protocol's `ORDER_FIELDS` for every document, NaN where it is unsaid. Raises ValueError."""
        return self._dated if name == "year" else self.numbers[_row(name)]

    def coded(self, facet: str) -> npt.NDArray[np.uint32]:
        """The value of a facet of free text in every document, as its place in `named`."""
        column: npt.NDArray[np.uint32] = self.facets[_place(facet)]
        return column

    def ordered(self, order: Order) -> Places:
        """Places of all documents in an order, which is remembered."""
        if order not in self._orders:
            figures = self.figures(order.field)
            self._orders[order] = np.argsort(-figures if order.falling else figures, kind="stable")
        return self._orders[order]

    def counts(self, facet: str, places: Places | None) -> tuple[Places, npt.NDArray[np.int64]]:
        """The values, as places in `named`, that the documents at the places have, and how many have each."""
        column = self.years if facet == "year" else self.coded(facet)
        found = column if places is None else column[places]
        if len(self.named[facet]) > len(found):
            codes, counts = np.unique(found, return_counts=True)
            return codes.astype(np.int64), counts
        by_code = np.bincount(found)
        codes = np.flatnonzero(by_code)
        return codes, by_code[codes]

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """The values of every facet by their code."""
        years = ["", *map(str, range(1, int(self.years.max(initial=0)) + 1))]
        return {"year": years} | {facet: list(codes) for facet, codes in self.values.items()}

    @cached_property
    def unsaid(self) -> dict[str, int]:
        """The code of "" in every facet, -1 where every document says something."""
        return {"year": 0} | {facet: codes.get("", -1) for facet, codes in self.values.items()}

    @cached_property
    def inverse_lengths(self) -> npt.NDArray[np.float64]:
        """1 / length of the vector of every row of the log, dead ones included."""
        return inverse(self.lengths)

    def of_documents(self, by_row: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Numbers that belong to rows of the log as numbers of the live documents."""
        return by_row if self._as_written else by_row[self.rows]

    @cached_property
    def _as_written(self) -> bool:
        """Whether the log holds every document once, by rising id."""
        return bool(np.array_equal(self.rows, np.arange(len(self.lengths))))

    @cached_property
    def _dated(self) -> npt.NDArray[np.float64]:
        return np.where(self.years > 0, self.years, np.nan)

    def _among(self, facet: str, allowed: tuple[str, ...]) -> Mask:
        codes = [self.values[facet][value] for value in allowed if value in self.values[facet]]
        column = self.coded(facet)
        if len(codes) > SEVERAL:
            return np.isin(column, np.array(codes, np.uint32))
        mask = np.zeros(len(self), bool)
        for code in codes:
            mask |= column == code
        return mask


def live_rows(records: Records) -> npt.NDArray[np.int64]:
    """Row numbers of the live documents by rising id: of each id the last row, unless that buries it."""
    order = np.argsort(records["id"], kind="stable")
    ids = records["id"][order]
    last = np.ones(len(ids), bool)
    last[:-1] = ids[1:] != ids[:-1]
    newest = order[last]
    live: npt.NDArray[np.int64] = newest[records["live"][newest]]
    return live


def _place(facet: str) -> int:
    return VALUE_FACETS.index(facet)


def _row(number: str) -> int:
    known_numbers((number,))
    return NUMBER_FIELDS.index(number)


def _mapped(path: Path, size: int) -> npt.NDArray[np.uint8]:
    """The first `size` bytes of a file, mapped into memory."""
    if not size:
        return np.empty(0, np.uint8)
    return np.asarray(np.memmap(path, np.uint8, "r", shape=(size,)))
