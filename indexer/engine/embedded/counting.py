"""Counting documents and their facet values: what is in a scope is listed once and counted in the columns."""

import heapq
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from indexer.document import FACETS
from indexer.engine.embedded.columns import Columns, Places
from indexer.engine.embedded.snapshot import Snapshot
from indexer.engine.protocol import Counted, Filter, Scope


def count(now: Snapshot, scope: Scope) -> int:
    """How many documents are in the scope."""
    places = _places(now, scope)
    return len(now.columns) if places is None else len(places)


def facet_counts(now: Snapshot, fields: Sequence[str], scope: Scope, most: int | None = None) -> dict[str, Counted]:
    """For each field its values and how many documents have each, the filter's own choice in that field left out."""
    unknown = [field for field in fields if field not in FACETS]
    if unknown:
        raise ValueError(f"没有可统计的字段 {'、'.join(unknown)}；可用：{'、'.join(FACETS)}。")
    found: dict[str, Counted] = {}
    for filter, together in _by_filter(fields, scope.filter):
        places = _places(now, Scope(filter, scope.words, scope.at_least))
        found |= {field: _counted(now.columns, field, places, most) for field in together}
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
    filter = replace(scope.filter, values={**scope.filter.values, field: (value,)})
    return replace(scope, filter=filter)


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


def _places(now: Snapshot, scope: Scope) -> Places | None:
    """Where the documents of the scope stand; None where it is everything."""
    mask = now.mask(scope.filter)
    if scope.words and scope.at_least > 0:
        holding = now.with_words(scope.words, scope.at_least)
        mask = holding if mask is None else mask & holding
    return None if mask is None else np.flatnonzero(mask)


def _counted(columns: Columns, field: str, places: Places | None, most: int | None) -> Counted:
    codes, counts = columns.counts(field, places)
    distinct = len(codes) - bool((codes == columns.unsaid[field]).any())
    return Counted(_leading(columns.named[field], codes, counts, most), distinct)


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
