"""What tantivy keeps of a document: one text field per view and field, one raw field per facet, numbers, and the
state."""

from functools import cache
from typing import Final

import tantivy

from indexer.document import FACETS, NUMBER_FIELDS, Document
from indexer.engine.fields import FIELDS, PHRASE_VIEWS, VALUE_FACETS, VIEWS, storable, text_field

STATE_ID: Final = -1
"""Id of the one document that is no achievement: it holds the state of the index in `state`."""


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
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year_number", indexed=True, fast=True)
    for name in NUMBER_FIELDS:
        builder.add_float_field(name, fast=True)
    return builder.build()


def to_tantivy(document: Document) -> tantivy.Document:
    """One achievement as tantivy takes it. The vector and the title for suggestions are not tantivy's."""
    values: dict[str, str | float] = {text_field(*key): text for key, text in document.terms.items() if text}
    values |= {name: document.facets.get(name, "") for name in VALUE_FACETS}
    values |= {"id": document.id, "year": "" if document.year is None else str(document.year)}
    values |= {name: float(number) for name, number in document.numbers.items() if number is not None}
    if document.year is not None:
        values["year_number"] = document.year
    try:
        return tantivy.Document.from_dict(values, schema())
    except UnicodeEncodeError:
        storable_values = {key: storable(v) if isinstance(v, str) else v for key, v in values.items()}
        return tantivy.Document.from_dict(storable_values, schema())


def state_document(state: str) -> tantivy.Document:
    """The document that holds the state of the index as JSON."""
    return tantivy.Document.from_dict({"id": STATE_ID, "state": state}, schema())
