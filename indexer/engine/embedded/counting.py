"""Counting documents and their facet values.

Without words everything is in the columns. With words tantivy counts: the fields whose counts see the same filter
are asked for together.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from corpus.achievement import FACET_FIELDS
from indexer.engine.embedded.columns import Mask
from indexer.engine.embedded.questions import scope_query
from indexer.engine.embedded.snapshot import Snapshot
from indexer.engine.protocol import Filter, Scope

MANY: Final = 50_000
"""Different values of a field from which tantivy (limit 65,000) is not asked to count them."""


def count(now: Snapshot, scope: Scope) -> int:
    """How many documents are in the scope."""
    if _has_words(scope):
        return now.count(scope_query(scope))
    mask = now.mask(scope.filter)
    return len(now.columns) if mask is None else int(np.count_nonzero(mask))


def facet_counts(now: Snapshot, fields: Sequence[str], scope: Scope) -> dict[str, dict[str, int]]:
    """For each field its values and how many documents have each, the filter's own choice in that field left out."""
    unknown = [field for field in fields if field not in FACET_FIELDS]
    if unknown:
        raise ValueError(f"没有可统计的字段 {'、'.join(unknown)}；可用：{'、'.join(FACET_FIELDS)}。")
    found: dict[str, dict[str, int]] = {}
    for filter, together in _by_filter(fields, scope.filter):
        found |= _counted(now, together, Scope(filter, scope.words, scope.at_least))
    return {field: found[field] for field in fields}


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


def _counted(now: Snapshot, fields: Sequence[str], scope: Scope) -> dict[str, dict[str, int]]:
    if not _has_words(scope):
        return _from_columns(now, fields, now.mask(scope.filter))
    large = [field for field in fields if len(now.columns.values.get(field, ())) > MANY]
    found = _aggregated(now, [field for field in fields if field not in large], scope)
    if large:
        mask = np.zeros(len(now.columns), bool)
        mask[now.columns.positions(now.ids(scope_query(scope)))] = True
        found |= _from_columns(now, large, mask)
    return found


def _from_columns(now: Snapshot, fields: Sequence[str], mask: Mask | None) -> dict[str, dict[str, int]]:
    return {field: now.columns.counts(field, mask) for field in fields}


def _aggregated(now: Snapshot, fields: Sequence[str], scope: Scope) -> dict[str, dict[str, int]]:
    if not fields:
        return {}
    wanted = {field: {"terms": {"field": field, "size": MANY, "segment_size": MANY}} for field in fields}
    answer: dict[str, Any] = now.searcher.aggregate(scope_query(scope), wanted)
    return {field: {b["key"]: b["doc_count"] for b in answer[field]["buckets"]} for field in fields}


def _has_words(scope: Scope) -> bool:
    return bool(scope.words) and scope.at_least > 0
