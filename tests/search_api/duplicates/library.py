"""A library of a few achievements that were written for the samples, indexed in a folder of its own."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.achievement import Achievement
from search_api.duplicates.library import Library


@contextmanager
def library_of(achievements: Sequence[Achievement], home: Path) -> Iterator[Library]:
    """The ids are the places from 1."""
    from corpus.achievement import FACET_FIELDS
    from corpus.normalize import clean_text
    from indexer import views
    from indexer.document import Document
    from search_api.knowledge_base import KnowledgeBase
    from search_api.settings import Settings

    base = KnowledgeBase(Settings(home=home))
    facets = dict.fromkeys((name for name in FACET_FIELDS if name != "year"), "")
    vectors = base.encoder.encode([views.passage(views.clean_parts(each)) for each in achievements])
    with base.engine.writer(rebuild=True) as writer:
        writer.put(
            [
                Document(id, views.cut(base.tokenizer, each), vector, facets, None, clean_text(each.title))
                for id, (each, vector) in enumerate(zip(achievements, vectors, strict=True), start=1)
            ]
        )
        writer.commit(1)

    def read(ids: Sequence[int]) -> Mapping[int, Achievement]:
        return {id: achievements[id - 1] for id in ids}

    yield Library(base.engine, base.tokenizer, base.encoder, read)
    base.close()
