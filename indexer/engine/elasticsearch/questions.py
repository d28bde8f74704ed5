"""Questions of the protocol, said in Elasticsearch's query language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from indexer.document import Field
from indexer.engine.elasticsearch.schema import VECTOR
from indexer.engine.fields import FIELDS, PHRASE_VIEWS, VALUE_FACETS, known_numbers, storable, text_field
from indexer.engine.protocol import Filter, Match, Nearest, Phrase, Range, Scope
from indexer.engine.vectors import quantise

Query = dict[str, Any]

NOTHING: Final[Query] = {"match_none": {}}
EVERYTHING: Final[Query] = {"match_all": {}}

CANDIDATES: Final = 1_000
"""How many neighbours a graph looks at, at least, for however few of them.

Of 40,000 vectors of 512, most of them nearly the same as others, it found .96 of the nearest 200 by 1,000 candidates
(.88 by 256) and .997 of the nearest ten.
"""

OVERSAMPLE: Final = 1.2
"""So many times the neighbours wanted are found by the cluster's own rounding of vectors, to seven bits, and then put
in order by whole ones. Of the nearest 200 of 124,000 that found .9993, the rounding alone .975; chosen with
`python -m benchmarks.cluster_vectors`."""

WIDEST: Final = 10_000
"""Most neighbours that the cluster looks for at once."""


def match_query(match: Match) -> Query | None:
    """The weighted sum of BM25 over all terms and fields; None when nothing can match."""
    weighted = [
        {"term": {text_field(match.view, field): {"value": storable(term), "boost": weight * by_field}}}
        for term, weight in match.terms.items()
        for field, by_field in match.fields.items()
        if term and weight * by_field > 0
    ]
    if not weighted:
        return None
    return {"bool": {"should": weighted, "minimum_should_match": 1, **conditions(match.filter)}}


def nearest_query(question: Nearest, fetch: int) -> Query | None:
    """The nearest so many; None for a vector without direction."""
    [codes], _ = quantise(np.asarray(question.vector, np.float32)[None])
    if not codes.any():
        return None
    wanted = min(fetch, WIDEST)
    candidates = max(wanted, CANDIDATES)
    asked = {"field": VECTOR, "query_vector": codes.tolist(), "k": wanted, "num_candidates": candidates}
    asked["rescore_vector"] = {"oversample": OVERSAMPLE}
    under = conditions(question.filter)
    return {"knn": {**asked, "filter": {"bool": under}} if under else asked}


def scope_query(scope: Scope) -> Query:
    """The documents of a scope, without scores."""
    words = tuple(dict.fromkeys(scope.words))
    query: Query = dict(conditions(scope.filter))
    if words and scope.at_least > 0:
        if scope.at_least > len(words):
            return NOTHING
        query["should"] = [any_of(_places(word)) for word in words]
        query["minimum_should_match"] = scope.at_least
    return {"bool": query} if query else EVERYTHING


def phrase_query(phrase: Phrase) -> Query:
    """The documents that hold the phrase in one of its fields, whether or not it is `excluded`."""
    terms = [storable(term) for term in phrase.terms]
    if not terms or not phrase.fields:
        return NOTHING
    names = [text_field(phrase.view, field) for field in phrase.fields]
    if len(terms) == 1:
        return any_of({"term": {name: terms[0]}} for name in names)
    if phrase.view not in PHRASE_VIEWS:
        raise ValueError(f"视图 {phrase.view} 不记录词的位置，只能查单个词，不能查 {len(terms)} 个词的短语。")
    return any_of({"match_phrase": {name: " ".join(terms)}} for name in names)


def any_of(queries: Iterable[Query]) -> Query:
    """The documents that match at least one."""
    alternatives = list(queries)
    if len(alternatives) == 1:
        return alternatives[0]
    return {"bool": {"should": alternatives, "minimum_should_match": 1}} if alternatives else NOTHING


def conditions(filter: Filter) -> dict[str, list[Query]]:
    """The filter as parts of a boolean query; they add nothing to scores."""
    must = [*_values(filter.values), *_range("year_number", filter.years), *_numbers(filter.numbers)]
    must += [phrase_query(phrase) for phrase in filter.phrases if not phrase.excluded]
    must_not = [phrase_query(phrase) for phrase in filter.phrases if phrase.excluded]
    return {name: queries for name, queries in (("filter", must), ("must_not", must_not)) if queries}


def _values(values: Mapping[str, tuple[str, ...]]) -> Iterable[Query]:
    for name, allowed in values.items():
        if name not in VALUE_FACETS:
            raise ValueError(f"没有可筛选的字段 {name!r}；可用：{'、'.join(VALUE_FACETS)}。")
        yield {"terms": {name: [storable(value) for value in allowed]}}


def _numbers(numbers: Mapping[str, Range]) -> Iterable[Query]:
    known_numbers(numbers)
    for name, ends in numbers.items():
        yield from _range(name, ends)


def _range(name: str, ends: Range) -> Iterable[Query]:
    bounds = {side: end for side, end in zip(("gte", "lte"), ends, strict=True) if end is not None}
    if bounds:
        yield {"range": {name: bounds}}


def _places(terms: Sequence[str], fields: Sequence[Field] = FIELDS) -> Iterable[Query]:
    """Where one of the words stands in one of the fields."""
    wanted = [storable(term) for term in terms]
    return ({"terms": {text_field("words", field): wanted}} for field in fields)
