"""Counting documents, their facet values, and how many hold a term."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from indexer.document import FACETS, View
from indexer.engine.elasticsearch.questions import scope_query
from indexer.engine.elasticsearch.reading import Answer, Reader, Search
from indexer.engine.fields import FIELDS, storable, text_field
from indexer.engine.protocol import Counted, Frequencies, Scope

MANY: Final = 60_000
"""Values of one field that the cluster counts in one go (its own limit is 65,536). Of more, `distinct` is estimated."""

PRECISE: Final = 40_000
"""The most precise estimate of distinct values that the cluster has: within 1 % or so."""

PAGE: Final = 10_000
"""Values fetched at a time where all of a field are wanted."""

TERMS: Final = 2_000
"""Terms that are counted in one search; all of one question, and far fewer buckets than the cluster allows (65,536)."""

LISTED: Final = "aggregations"
NUMBERS: Final = "aggregations.*.count,aggregations.*.value,aggregations.*.sum_other_doc_count"
"""What is sent back: whole lists of values, or only how many there are."""


def count(reader: Reader, scope: Scope) -> int:
    """How many documents are in the scope."""
    found = reader.one({"query": scope_query(scope), "size": 0, "track_total_hits": True}, "hits.total.value")
    documents: int = found["hits"]["total"]["value"]
    return documents


def frequencies(reader: Reader, terms: Mapping[View, Collection[str]]) -> Frequencies:
    """In how many documents each term of each view stands, as the sum over the fields."""
    asked = [(view, term) for view, some in terms.items() for term in some]
    searches = [_standing(asked[start : start + TERMS]) for start in range(0, len(asked), TERMS)]
    found = reader.search(searches, "aggregations") if searches else []
    counts = [bucket["doc_count"] for answer in found for bucket in answer["aggregations"]["terms"]["buckets"]]
    sums = (sum(counts[start : start + len(FIELDS)]) for start in range(0, len(counts), len(FIELDS)))
    known: Frequencies = {view: {} for view in terms}
    for (view, term), documents in zip(asked, sums, strict=True):
        known[view][term] = documents
    return known


def _standing(asked: Sequence[tuple[View, str]]) -> Search:
    """Counts the documents of each field that hold each term."""
    filters = [{"term": {text_field(view, field): storable(term)}} for view, term in asked for field in FIELDS]
    return {"size": 0, "aggs": {"terms": {"filters": {"filters": filters}}}}


def facet_counts(reader: Reader, fields: Sequence[str], scope: Scope, most: int | None) -> dict[str, Counted]:
    """For each field its values and how many documents have each, the filter's own choice in that field left out."""
    unknown = [field for field in fields if field not in FACETS]
    if unknown:
        raise ValueError(f"没有可统计的字段 {'、'.join(unknown)}；可用：{'、'.join(FACETS)}。")
    if most is None:
        return {field: _all(reader, field, _open(scope, field)) for field in fields}
    return _leading(reader, fields, scope, most)


def _all(reader: Reader, field: str, scope: Scope) -> Counted:
    """Every value, page by page."""
    values: dict[str, int] = {}
    sources = {"sources": [{field: {"terms": {"field": field}}}], "size": PAGE}
    after: dict[str, Any] = {}
    while True:
        aggregation = {"values": {"composite": {**sources, **after}}}
        found = reader.one({"query": scope_query(scope), "size": 0, "aggs": aggregation}, "aggregations")
        page = found["aggregations"]["values"]
        values |= {bucket["key"][field]: bucket["doc_count"] for bucket in page["buckets"]}
        if len(page["buckets"]) < PAGE:
            return Counted(values, len(values) - ("" in values))
        after = {"after": page["after_key"]}


def _leading(reader: Reader, fields: Sequence[str], scope: Scope, most: int) -> dict[str, Counted]:
    """The values of most documents, and the filter's choice."""
    chosen = {field: [storable(value) for value in scope.filter.values.get(field, ())] for field in fields}
    found = _asked(reader, scope, {field: _terms(field, most, chosen[field]) for field in fields}, LISTED)
    inexact = [field for field in fields if found[field]["leading"]["doc_count_error_upper_bound"]]
    of_each = {field: _terms(field, most, chosen[field], shard_size=MANY) for field in inexact}
    found |= _asked(reader, scope, of_each, LISTED)
    more = [field for field in fields if found[field]["leading"]["sum_other_doc_count"]]
    distinct = _distinct(reader, scope, more)
    return {field: _counted(found[field], distinct.get(field)) for field in fields}


def _counted(found: Answer, distinct: int | None) -> Counted:
    buckets = [*found["leading"]["buckets"], *found.get("chosen", {}).get("buckets", [])]
    values = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return Counted(values, len(values) - ("" in values) if distinct is None else distinct)


def _distinct(reader: Reader, scope: Scope, fields: Sequence[str]) -> dict[str, int]:
    """How many values of each field there are besides ""; estimated, which takes as long again, only of too many."""
    counted = _asked(reader, scope, {field: _said(field) for field in fields}, NUMBERS)
    beyond = [field for field in fields if counted[field]["said"]["sum_other_doc_count"]]
    estimated = _asked(reader, scope, {field: _estimate(field) for field in beyond}, NUMBERS)
    exact: dict[str, int] = {field: counted[field]["counted"]["count"] for field in fields}
    return exact | {field: estimated[field]["estimated"]["value"] for field in beyond}


def _terms(field: str, most: int, chosen: Sequence[str], **exactness: int) -> Search:
    leading = {"field": field, "size": most, "order": [{"_count": "desc"}, {"_key": "asc"}], **exactness}
    named = {"field": field, "size": len(chosen), "include": chosen}
    return {"leading": {"terms": leading}} | ({"chosen": {"terms": named}} if chosen else {})


def _said(field: str) -> Search:
    """Counts the values besides "", in their own order, in which the cluster reads them fastest."""
    return {
        "said": {"terms": {"field": field, "size": MANY, "exclude": [""], "order": {"_key": "asc"}}},
        "counted": {"stats_bucket": {"buckets_path": f"{field} said>_count"}},
    }


def _estimate(field: str) -> Search:
    return {"estimated": {"cardinality": {"field": field, "precision_threshold": PRECISE}}}


def _asked(reader: Reader, scope: Scope, aggregations: dict[str, Search], returned: str) -> dict[str, Answer]:
    """What each field's aggregations, by their names, found; fields whose counts see the same filter go together."""
    groups: list[tuple[Scope, list[str]]] = []
    for field in aggregations:
        seen = _open(scope, field)
        together = next((fields for other, fields in groups if other == seen), None)
        if together is None:
            groups.append((seen, [field]))
        else:
            together.append(field)
    searches = [_named(seen, {field: aggregations[field] for field in fields}) for seen, fields in groups]
    found: dict[str, Answer] = {field: {} for field in aggregations}
    for answer in reader.search(searches, returned):
        for name, result in answer["aggregations"].items():
            field, _, part = name.partition(" ")
            found[field][part] = result
    return found


def _named(scope: Scope, aggregations: dict[str, Search]) -> Search:
    named = {f"{field} {part}": asked for field, parts in aggregations.items() for part, asked in parts.items()}
    return {"query": scope_query(scope), "size": 0, "aggs": named}


def _open(scope: Scope, field: str) -> Scope:
    """The scope with a field's own choice left out."""
    return Scope(scope.filter.without(field), scope.words, scope.at_least)
