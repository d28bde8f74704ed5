"""What Elasticsearch keeps of a document: the same fields as the embedded engine, and the same vectors.

Nothing is kept as a source: everything that is asked back is a column (doc values). Texts come cut, so the
`whitespace` analyzer is all that is needed.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from pydantic_core import PydanticSerializationError, to_json

from indexer.document import FACETS, NUMBER_FIELDS, Document
from indexer.engine.fields import FIELDS, PHRASE_VIEWS, VALUE_FACETS, VIEWS, spelled, storable, text_field
from indexer.engine.ranking import MOST
from indexer.engine.vectors import quantise

VECTOR: Final = "vector"
CODES: Final = "codes"

TEXTS: Final = tuple(text_field(view, field) for view in VIEWS for field in FIELDS)

SILENCE: Final = "\ufffe"
"""The one term of a text that is empty, which nobody can ask for.

Without a term a document would not be counted by BM25, which sees each field on its own; the embedded engine counts it.
"""

EXACT: Final = 300_000
"""Up to so many expected documents every vector is compared; beyond, a graph (HNSW) finds most of the nearest.

At 124,000 vectors of 512 the graph took eight times as long to build, and it lost up to half of the nearest where many
texts are nearly the same.
"""

WHOLE: Final = {"mapping.exclude_source_vectors": False}
"""Setting that spares the cluster to read every document once more and take its vector out of the source, which is not
kept anyway: a twentieth of the work of writing."""

WHOLE_SINCE: Final = (9, 2)

MERGING: Final = "merge.policy.segments_per_tier"
"""Setting that puts merges off while a generation is written; all segments are merged once, before it is published."""

PER_SHARD: Final = 10_000_000
"""Expected documents for which one more shard is made: some 50 GB of ours."""


def mapping(dimensions: int, documents: int) -> dict[str, Any]:
    """The mapping of an index that is expected to hold so many documents."""
    fields: dict[str, Any] = {name: _text(name.partition("_")[0]) for name in TEXTS}
    fields |= {name: {"type": "keyword"} for name in FACETS}
    fields |= {name: {"type": "double"} for name in NUMBER_FIELDS}
    fields |= {name: {"type": "keyword", "doc_values": False} for name in ("title", "pinyin", "initials")}
    fields |= {
        "id": {"type": "long"},
        "year_number": {"type": "integer"},
        "suggestion": {"type": "keyword", "index": False},
        "title_bytes": {"type": "integer", "index": False},
        CODES: {"type": "binary", "doc_values": True},
        VECTOR: vectors(dimensions, graph=documents > EXACT),
    }
    return {"dynamic": "strict", "_source": {"enabled": False}, "properties": fields}


def vectors(dimensions: int, *, graph: bool) -> dict[str, Any]:
    """How vectors are kept: compared one by one, or by a graph. An index can change from the first to the second.

    Whole numbers as floats, and beside them the cluster's rounding to seven bits, which it compares faster than
    bytes: 17 ms of its processor for a question to 124,000 of 512, request and answer included, instead of 27
    (`python -m benchmarks.cluster_vectors`); 2 KB more of the disk for each.
    """
    return {
        "type": "dense_vector",
        "element_type": "float",
        "dims": dimensions,
        "index": True,
        "similarity": "cosine",
        "index_options": {"type": "int8_hnsw" if graph else "int8_flat"},
    }


def settings(documents: int, version: tuple[int, ...]) -> dict[str, Any]:
    """Settings of an index for so many documents, while it is written for the first time, on that version or later.

    Readers see what an explicit refresh shows them.
    """
    return (WHOLE if version >= WHOLE_SINCE else {}) | {
        "number_of_shards": 1 + documents // PER_SHARD,
        "number_of_replicas": 0,
        "auto_expand_replicas": False,
        "refresh_interval": "-1",
        "max_result_window": MOST,
        MERGING: 100,
        "default_pipeline": "_none",
        "final_pipeline": "_none",
    }


def sources(documents: Sequence[Document]) -> Iterator[bytes]:
    """Achievements as lines of a bulk request."""
    if not documents:
        return
    codes, lengths = quantise(np.stack([document.vector for document in documents]))
    for document, code, length in zip(documents, codes, lengths, strict=True):
        # a vector without length has no direction; the cluster refuses it
        fields = _fields(document) | (_vector(code) if length else {})
        try:
            yield to_json(fields)  # in a third of the time of the standard library
        except PydanticSerializationError:  # a lone surrogate
            yield storable(json.dumps(fields, ensure_ascii=False)).encode()


def _vector(code: npt.NDArray[np.int8]) -> dict[str, Any]:
    return {VECTOR: code.tolist(), CODES: b64encode(code.tobytes()).decode()}


def _fields(document: Document) -> dict[str, Any]:
    """Everything but the vector."""
    title, pinyin, initials = spelled(document)
    shown = storable(document.suggestion)
    fields: dict[str, Any] = dict.fromkeys(TEXTS, SILENCE)
    fields |= {text_field(*key): text for key, text in document.terms.items() if text}
    fields |= {name: document.facets.get(name, "") for name in VALUE_FACETS}
    fields |= {name: number for name, number in document.numbers.items() if number is not None}
    fields |= {"id": document.id, "year": "" if document.year is None else str(document.year)}
    fields |= {"title": title, "pinyin": pinyin, "initials": initials}
    fields |= {"suggestion": shown, "title_bytes": len(shown.encode())}
    if document.year is not None:
        fields["year_number"] = document.year
    return fields


def _text(view: str) -> dict[str, Any]:
    options = "positions" if view in PHRASE_VIEWS else "freqs"
    return {"type": "text", "analyzer": "whitespace", "index_options": options}
