"""Questions of the protocol, said in tantivy's query language."""

from collections.abc import Iterable, Mapping, Sequence

from tantivy import FieldType, Occur, Query

from indexer.document import Field, View
from indexer.engine.embedded.schema import schema
from indexer.engine.fields import FIELDS, PHRASE_VIEWS, VALUE_FACETS, known_numbers, storable, text_field
from indexer.engine.protocol import Filter, Match, Phrase, Range, Scope

Clause = tuple[Occur, Query]


def match_query(match: Match) -> Query | None:
    """The weighted sum of BM25 over all terms and fields; None when nothing can match."""
    weighted = [
        (Occur.Should, Query.boost_query(_term(match.view, field, term), weight * field_weight))
        for term, weight in match.terms.items()
        for field, field_weight in match.fields.items()
        if term and weight * field_weight > 0
    ]
    if not weighted:
        return None
    return _under(match.filter, Query.boolean_query(weighted))


def scope_query(scope: Scope) -> Query:
    """The documents of a scope, without scores; the state document is never among them."""
    words = tuple(dict.fromkeys(scope.words))
    if not words or scope.at_least <= 0:
        return _under(scope.filter, _everything())
    if scope.at_least > len(words):
        return Query.empty_query()
    per_word = [_any(_places("words", alternatives)) for alternatives in words]
    if scope.at_least == len(words):  # the same as at least so many, found sooner
        return _under(scope.filter, Query.boolean_query([(Occur.Must, query) for query in per_word]))
    some = [(Occur.Should, query) for query in per_word]
    return _under(scope.filter, Query.boolean_query(some, minimum_number_should_match=scope.at_least))


def phrase_query(phrase: Phrase) -> Query:
    """The documents that hold the phrase in one of its fields, whether or not it is `excluded`."""
    terms = [storable(term) for term in phrase.terms]
    if not terms or not phrase.fields:
        return Query.empty_query()
    if len(terms) == 1:
        return _any(_places(phrase.view, terms, phrase.fields))
    if phrase.view not in PHRASE_VIEWS:
        raise ValueError(f"视图 {phrase.view} 不记录词的位置，只能查单个词，不能查 {len(terms)} 个词的短语。")
    names = (text_field(phrase.view, field) for field in phrase.fields)
    return _any(Query.phrase_query(schema(), name, list(terms)) for name in names)


def _under(filter: Filter, query: Query) -> Query:
    """The query's documents that pass the filter; their scores are untouched."""
    clauses = [*_value_clauses(filter.values), *_year_clauses(filter.years), *_number_clauses(filter.numbers)]
    clauses += _phrase_clauses(filter.phrases)
    if not clauses:
        return query
    return Query.boolean_query([(Occur.Must, query), *clauses])


def _value_clauses(values: Mapping[str, tuple[str, ...]]) -> Iterable[Clause]:
    for name, allowed in values.items():
        if name not in VALUE_FACETS:
            raise ValueError(f"没有可筛选的字段 {name!r}；可用：{'、'.join(VALUE_FACETS)}。")
        yield _silent(_any(Query.term_query(schema(), name, storable(value), "basic") for value in allowed))


def _year_clauses(years: tuple[int | None, int | None]) -> Iterable[Clause]:
    low, high = years
    if low is not None or high is not None:
        yield _silent(Query.range_query(schema(), "year_number", FieldType.Integer, low, high))


def _number_clauses(numbers: Mapping[str, Range]) -> Iterable[Clause]:
    known_numbers(numbers)
    for name, (low, high) in numbers.items():
        if low is not None or high is not None:
            yield _silent(Query.range_query(schema(), name, FieldType.Float, low, high))


def _phrase_clauses(phrases: Sequence[Phrase]) -> Iterable[Clause]:
    for phrase in phrases:
        query = phrase_query(phrase)
        yield (Occur.MustNot, query) if phrase.excluded else _silent(query)


def _silent(query: Query) -> Clause:
    """A condition that adds nothing to the score."""
    return Occur.Must, Query.const_score_query(query, 0.0)


def _everything() -> Query:
    return Query.range_query(schema(), "id", FieldType.Integer, 0, None)


def _places(view: View, terms: Iterable[str], fields: Sequence[Field] = FIELDS) -> Iterable[Query]:
    return (_term(view, field, term, "basic") for term in terms for field in fields)


def _any(queries: Iterable[Query]) -> Query:
    alternatives = [(Occur.Should, query) for query in queries]
    return Query.boolean_query(alternatives) if alternatives else Query.empty_query()


def _term(view: View, field: Field, term: str, option: str = "freq") -> Query:
    return Query.term_query(schema(), text_field(view, field), storable(term), option)
