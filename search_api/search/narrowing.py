"""From what a person asked to the engine's filter: phrases, exclusions, fields and years."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from corpus.normalize import clean_text
from indexer import views
from indexer.document import FACT_FACETS, Field
from indexer.engine.protocol import Engine, Filter, Phrase, Range, Scope
from search_api.search.fields import PHRASE_FIELDS, display_name
from search_api.search.numbers import overlap
from search_api.search.question import Parsed, Question

PARTS: Final[Mapping[str, tuple[Field, ...]]] = {"title": ("title",)}
"""Where the words of a phrase field stand in a document; all others are names."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filter of a search, and what a person should know of how it was understood."""

    filter: Filter
    notices: tuple[str, ...] = ()


def narrow(engine: Engine, question: Question, parsed: Parsed) -> Narrowed:
    """Everything that an achievement must fulfil to be found."""
    phrases = [phrase for text in parsed.phrases if (phrase := _phrase(text))]
    phrases += [phrase for text in parsed.excluded if (phrase := _phrase(text, excluded=True))]
    values: dict[str, tuple[str, ...]] = {}
    notices: list[str] = []
    for field, wanted in parsed.fields.items():
        if field in PHRASE_FIELDS:
            phrases += _phrases_in(field, wanted)
        elif field in FACT_FACETS:
            values[field] = wanted
        else:
            values[field] = _containing(engine, field, wanted, notices)
    for field, wanted in question.filters.items():
        chosen = _chosen(engine, field, wanted, notices)
        if chosen is None:
            phrases += _phrases_in(field, wanted)
        else:
            values[field] = _both(values.get(field), chosen)
    years = overlap(question.years, parsed.years)
    return Narrowed(Filter(values, years, tuple(phrases), _numbers(question, parsed)), tuple(notices))


def _numbers(question: Question, parsed: Parsed) -> dict[str, Range]:
    """The ranges of numbers; where both name one number, both must hold."""
    numbers = dict(question.numbers)
    for name, said in parsed.numbers.items():
        numbers[name] = overlap(numbers.get(name, (None, None)), said)
    return numbers


def _phrase(
    text: str, fields: tuple[Field, ...] = ("title", "body", "names"), *, excluded: bool = False
) -> Phrase | None:
    terms = tuple(views.characters(clean_text(text)))
    return Phrase("characters", terms, fields, excluded) if terms else None


def _phrases_in(field: str, texts: Iterable[str]) -> list[Phrase]:
    parts = PARTS.get(field, ("names",))
    return [phrase for text in texts if (phrase := _phrase(text, parts))]


def _chosen(engine: Engine, field: str, wanted: tuple[str, ...], notices: list[str]) -> tuple[str, ...] | None:
    """The values meant by a filter: those named exactly, else those that contain the words; None for words in names."""
    if field in PHRASE_FIELDS and field != "unit":
        return None
    if field in FACT_FACETS:
        return wanted
    wanted = tuple(map(clean_text, wanted))
    if engine.count(Scope(Filter({field: wanted}))):
        return wanted
    return None if field == "unit" else _containing(engine, field, wanted, notices)


def _containing(engine: Engine, field: str, wanted: Iterable[str], notices: list[str]) -> tuple[str, ...]:
    """All values of a field that contain one of the words; the words themselves where there is none."""
    values = engine.facets((field,), Scope())[field].values
    found: dict[str, None] = {}
    for text in wanted:
        part = clean_text(text).casefold()
        fitting = [value for value in values if part in value.casefold()]
        if not fitting:
            notices.append(f"没有{display_name(field)}含“{text}”的成果。")
        found |= dict.fromkeys(fitting or [text])
    return tuple(found)


def _both(first: tuple[str, ...] | None, second: tuple[str, ...]) -> tuple[str, ...]:
    """Values that fulfil two choices; where none does, a choice that nothing fulfils."""
    if first is None:
        return second
    return tuple(value for value in first if value in second) or ("\n",)
