"""Counting documents and their facet values.

What can be listed cheaply is counted in the columns. Where the words of a scope stand in too many documents tantivy
counts: the fields whose counts see the same filter are asked for together.
"""

import heapq
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from corpus.achievement import FACET_FIELDS
from indexer.engine.embedded.columns import Columns, Places
from indexer.engine.embedded.questions import scope_query
from indexer.engine.embedded.snapshot import Snapshot
from indexer.engine.protocol import Counted, Filter, Scope

MANY: Final = 50_000
"""Different values of a field from which tantivy (limit 65,000) is not asked to count them."""


def count(now: Snapshot, scope: Scope) -> int:
    """How many documents are in the scope."""
    listed, places = _places(now, scope)
    if not listed:
        return now.count(scope_query(scope))
    return len(now.columns) if places is None else len(places)


def facet_counts(now: Snapshot, fields: Sequence[str], scope: Scope, most: int | None = None) -> dict[str, Counted]:
    """For each field its values and how many documents have each, the filter's own choice in that field left out."""
    unknown = [field for field in fields if field not in FACET_FIELDS]
    if unknown:
        raise ValueError(f"没有可统计的字段 {'、'.join(unknown)}；可用：{'、'.join(FACET_FIELDS)}。")
    found: dict[str, Counted] = {}
    for filter, together in _by_filter(fields, scope.filter):
        found |= _counted(now, together, Scope(filter, scope.words, scope.at_least), most)
    return {field: _with_choice(now, found[field], field, scope) for field in fields}


def _with_choice(now: Snapshot, counted: Counted, field: str, scope: Scope) -> Counted:
    """The counts, with those of the filter's choice where they are not among the leading ones."""
    missing = [value for value in scope.filter.values.get(field, ()) if value not in counted.values]
    if not missing:
        return counted
    also = {value: documents for value in missing if (documents := count(now, _of_value(scope, field, value)))}
    return Counted({**counted.values, **also}, counted.distinct)


def _of_value(scope: Scope, field: str, value: str) -> Scope:
    """The scope with one value of a field in place of its choice there."""
    filter = Filter({**scope.filter.values, field: (value,)}, scope.filter.years, scope.filter.phrases)
    return Scope(filter, scope.words, scope.at_least)


def _by_filter(fields: Sequence[str], filter: Filter) -> list[tuple[Filter, list[str]]]:
    """Fields grouped by the filter that their counts see."""
    groups: list[tuple[Filter, list[str]]] = []
    for field in fields:
        seen = filter.without(field)
        for other, together in groups:
            if other == seen:
                together.append(field)
                break
        else:
            groups.append((seen, [field]))
    return groups


def _counted(now: Snapshot, fields: Sequence[str], scope: Scope, most: int | None) -> dict[str, Counted]:
    listed, places = _places(now, scope)
    if listed:
        return _from_columns(now, fields, places, most)
    large = [field for field in fields if len(now.columns.values.get(field, ())) > MANY]
    found = _aggregated(now, [field for field in fields if field not in large], scope, most)
    if large:
        found |= _from_columns(now, large, now.columns.positions(now.ids(scope_query(scope))), most)
    return found


def _places(now: Snapshot, scope: Scope) -> tuple[bool, Places | None]:
    """Whether the scope is few enough to be listed, and where its documents stand (None: everywhere)."""
    mask = now.mask(scope.filter)
    if scope.words and scope.at_least > 0:
        holding = now.with_words(scope.words, scope.at_least)
        if holding is None:
            return False, None
        mask = holding if mask is None else mask & holding
    return True, None if mask is None else np.flatnonzero(mask)


def _from_columns(now: Snapshot, fields: Sequence[str], places: Places | None, most: int | None) -> dict[str, Counted]:
    return {field: _from_column(now.columns, field, places, most) for field in fields}


def _from_column(columns: Columns, field: str, places: Places | None, most: int | None) -> Counted:
    codes, counts = columns.counts(field, places)
    distinct = len(codes) - bool((codes == columns.unsaid[field]).any())
    return Counted(_leading(columns.named[field], codes, counts, most), distinct)


def _aggregated(now: Snapshot, fields: Sequence[str], scope: Scope, most: int | None) -> dict[str, Counted]:
    if not fields:
        return {}
    wanted = {field: {"terms": {"field": field, "size": MANY, "segment_size": MANY}} for field in fields}
    answer: dict[str, Any] = now.searcher.aggregate(scope_query(scope), wanted)
    return {field: _from_buckets(answer[field]["buckets"], most) for field in fields}


def _from_buckets(buckets: Sequence[dict[str, Any]], most: int | None) -> Counted:
    values = [bucket["key"] for bucket in buckets]
    counts = np.array([bucket["doc_count"] for bucket in buckets], np.int64)
    return Counted(_leading(values, np.arange(len(values)), counts, most), len(values) - ("" in values))


def _leading(named: Sequence[str], codes: Places, counts: npt.NDArray[np.int64], most: int | None) -> dict[str, int]:
    """How many documents have each value (`codes` are its places in `named`): of all values, or of those that most
    documents have, of equals the lesser ones."""
    if most is not None and len(codes) > most:
        least = np.partition(counts, -most)[-most]
        above, equal = np.flatnonzero(counts > least), np.flatnonzero(counts == least)
        lesser = heapq.nsmallest(most - len(above), equal.tolist(), key=lambda place: named[int(codes[place])])
        places = np.array([*above, *lesser], np.int64)
        codes, counts = codes[places], counts[places]
    return {named[code]: count for code, count in zip(codes.tolist(), counts.tolist(), strict=True)}
