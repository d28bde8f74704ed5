"""What documents say, as columns: fetched page by page along their ids, so that a commit meanwhile repeats nothing."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.engine.elasticsearch.questions import Query, scope_query
from indexer.engine.elasticsearch.reading import BARE, Reader
from indexer.engine.fields import known_columns
from indexer.engine.protocol import ORDER_FIELDS, Coded, Columns, Filter, Scope

PAGE: Final = 10_000
"""Documents fetched in one search, some 2 MB."""

RETURNED: Final = "hits.hits.fields"

Said = dict[str, list[Any]]
"""The columns of one document; a name is missing where nothing is said."""


def columns(reader: Reader, names: Sequence[str], filter: Filter) -> Columns:
    """What all documents under the filter say."""
    known_columns(names)
    documents = list(_every(reader, names, scope_query(Scope(filter))))
    return _columns(names, [said["id"][0] for said in documents], documents)


def columns_of(reader: Reader, names: Sequence[str], ids: Sequence[int]) -> Columns:
    """What the documents of these ids say, in their order."""
    known_columns(names)
    found = _every(reader, names, {"terms": {"id": sorted(set(ids))}}) if ids else ()
    by_id = {said["id"][0]: said for said in found}
    return _columns(names, ids, [by_id.get(id, {}) for id in ids])


def _columns(names: Sequence[str], ids: Sequence[int], documents: Sequence[Said]) -> Columns:
    return Columns(
        np.array(ids, np.int64),
        {name: _numbers(name, documents) for name in names if name in ORDER_FIELDS},
        {name: _coded(name, documents) for name in names if name not in ORDER_FIELDS},
    )


def column_of(name: str) -> str:
    """The column that holds one of `ORDER_FIELDS`, or the values of a facet."""
    return "year_number" if name == "year" else name


def _every(reader: Reader, names: Sequence[str], query: Query) -> Iterator[Said]:
    """The columns of all documents that match, by rising id."""
    wanted = ["id", *(column_of(name) for name in names)]
    search = {**BARE, "query": query, "docvalue_fields": wanted, "sort": [{"id": "asc"}], "size": PAGE}
    after: dict[str, Any] = {}
    while True:
        found = reader.one({**search, **after}, RETURNED)
        page = [hit["fields"] for hit in found.get("hits", {}).get("hits", [])]
        yield from page
        if len(page) < PAGE:
            return
        after = {"search_after": page[-1]["id"]}


def _numbers(name: str, documents: Sequence[Said]) -> npt.NDArray[np.float64]:
    column = column_of(name)
    return np.array([said[column][0] if column in said else np.nan for said in documents], np.float64)


def _coded(name: str, documents: Sequence[Said]) -> Coded:
    values, codes = np.unique(
        np.array([said[name][0] if name in said else "" for said in documents], np.str_), return_inverse=True
    )
    return Coded(codes.astype(np.int64), tuple(values.tolist()))
