"""What tantivy keeps of a document: one text field per view and field, one raw field per facet, and the state."""

from functools import cache
from typing import Final, get_args

import tantivy

from corpus.achievement import FACET_FIELDS
from indexer.document import Document, Field, View

VIEWS: Final[tuple[View, ...]] = get_args(View)
FIELDS: Final[tuple[Field, ...]] = get_args(Field)

PHRASE_VIEWS: Final = frozenset({"words", "characters", "pinyin"})
"""Views that remember where a term stands; only these can be asked for phrases of more than one term."""

STATE_ID: Final = -1
"""Id of the one document that is no achievement: it holds the state of the index in `state`."""

VALUE_FACETS: Final = tuple(name for name in FACET_FIELDS if name != "year")
"""Facets of free text; `year` is kept as text for counting and as a number for ranges."""


def text_field(view: str, field: str) -> str:
    """Name of the tantivy field that holds one field's terms of one view."""
    return f"{view}_{field}"


@cache
def schema() -> tantivy.Schema:
    """The tantivy schema, the same for every index of this version."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_text_field("state", stored=True, tokenizer_name="raw", index_option="basic")
    for view in VIEWS:
        option = "position" if view in PHRASE_VIEWS else "freq"
        for field in FIELDS:
            builder.add_text_field(text_field(view, field), tokenizer_name="whitespace", index_option=option)
    for name in FACET_FIELDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year_number", indexed=True, fast=True)
    return builder.build()


def to_tantivy(document: Document) -> tantivy.Document:
    """One achievement as tantivy takes it. The vector and the title for suggestions are not tantivy's."""
    values: dict[str, str | int] = {text_field(*key): text for key, text in document.terms.items() if text}
    values |= {name: document.facets.get(name, "") for name in VALUE_FACETS}
    values |= {"id": document.id, "year": "" if document.year is None else str(document.year)}
    if document.year is not None:
        values["year_number"] = document.year
    try:
        return tantivy.Document.from_dict(values, schema())
    except UnicodeEncodeError:
        storable_values = {key: storable(v) if isinstance(v, str) else v for key, v in values.items()}
        return tantivy.Document.from_dict(storable_values, schema())


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: a lone surrogate becomes a question mark, in documents and questions alike."""
    return text.encode("utf-8", "replace").decode("utf-8")


def state_document(state: str) -> tantivy.Document:
    """The document that holds the state of the index as JSON."""
    return tantivy.Document.from_dict({"id": STATE_ID, "state": state}, schema())
