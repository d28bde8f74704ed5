"""Counting what a search could be narrowed to."""

from math import ceil
from typing import Final

from indexer.document import FACETS
from indexer.engine.protocol import Counted, Engine, Filter, Scope
from search_api.answers import Facet, FacetValue
from search_api.search.fields import display_name, value_name

MOST_VALUES: Final = 30
"""Values shown of one facet; chosen ones are shown besides."""

ALL_WORDS: Final = 2
"""Up to so many words, an achievement must hold all of them to be counted."""

WORD_SHARE: Final = 0.6
"""Share of the words of a longer question that a counted achievement holds."""


def scope_of(filter: Filter, words: tuple[tuple[str, ...], ...]) -> Scope:
    """The achievements that are counted as matching a question; each word comes with its alternatives."""
    at_least = len(words) if len(words) <= ALL_WORDS else ceil(WORD_SHARE * len(words))
    return Scope(filter, words, at_least)


def facets_of(engine: Engine, scope: Scope, *, most: int = MOST_VALUES) -> tuple[Facet, ...]:
    """The facets of a scope, each counted as if its own choice were not made."""
    counted = engine.facets(FACETS, scope, most=most)
    return tuple(_facet(field, counted[field], scope.filter) for field in FACETS)


def matched(engine: Engine, scope: Scope, facets: tuple[Facet, ...]) -> int:
    """How many achievements are in the scope; a facet that is shown whole and not narrowed tells without counting."""
    for facet in facets:
        narrowed = facet.field in scope.filter.values or facet.field == "year"
        if not narrowed and sum(value.value != "" for value in facet.values) == facet.distinct < MOST_VALUES:
            return sum(value.count for value in facet.values)
    return engine.count(scope)


def _facet(field: str, counted: Counted, filter: Filter) -> Facet:
    ordered = sorted(counted.values.items(), key=lambda item: (-item[1], item[0]))
    if field == "year":
        ordered.sort(key=lambda item: item[0], reverse=True)
    values = [
        FacetValue(value=value, name=value_name(field, value), count=count, chosen=_is_chosen(field, value, filter))
        for value, count in ordered
    ]
    return Facet(field=field, name=display_name(field), distinct=counted.distinct, values=tuple(values))


def _is_chosen(field: str, value: str, filter: Filter) -> bool:
    if field != "year":
        return value in filter.values.get(field, ())
    first, last = filter.years
    if (first is None and last is None) or not value:
        return False
    return (first is None or first <= int(value)) and (last is None or int(value) <= last)
