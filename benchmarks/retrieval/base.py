"""A knowledge base of texts that are not records: an index without a store behind it, asked as a search asks it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from corpus.achievement import FACET_FIELDS, Achievement
from corpus.normalize import clean_text
from indexer import views
from indexer.document import Document
from indexer.engine.protocol import Ranking
from search_api.knowledge_base import KnowledgeBase
from search_api.search.fusion import Fused, fuse
from search_api.search.plan import WINDOW, make_plan
from search_api.search.question import Question
from search_api.search.reranking import DEPTH, rerank
from search_api.search.weights import Weights
from search_api.settings import Settings

QUOTES: Final = str.maketrans(dict.fromkeys('"“”「」『』', " "))
"""In a search, quotation marks demand the phrase between them; in the title of a paper they do not mean that."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What each arm answered within its window, and the whole search."""

    arms: Mapping[str, Ranking]
    hybrid: Fused
    window: int

    def ranked(self, weights: Weights | None = None) -> list[int]:
        """Places of the documents, best first, as a search ranks them, or only fused by other weights."""
        found = fuse(self.arms, weights, self.window) if weights else self.hybrid
        return [id - 1 for id in found.ids.tolist()]


@contextmanager
def indexed(documents: Sequence[Achievement], encoder: str) -> Iterator[KnowledgeBase]:
    """A base whose index holds the documents, their ids being their places from 1."""
    with TemporaryDirectory() as folder:
        base = KnowledgeBase(Settings(home=Path(folder), encoder=encoder))
        vectors = base.encoder.encode([views.passage(views.clean_parts(document)) for document in documents])
        facets = dict.fromkeys((name for name in FACET_FIELDS if name != "year"), "")
        with base.engine.writer(rebuild=True) as writer:
            writer.put(
                [
                    Document(at, views.cut(base.tokenizer, document), vector, facets, None, clean_text(document.title))
                    for at, (document, vector) in enumerate(zip(documents, vectors, strict=True), start=1)
                ]
            )
            writer.commit(1)
        yield base
        base.close()


def ask(
    base: KnowledgeBase, documents: Sequence[Achievement], text: str, window: int = WINDOW, depth: int = DEPTH
) -> Answered:
    """Ask as a search asks, for `window` candidates of each arm, of which `depth` are looked at again."""
    plan = make_plan(base, Question(text.translate(QUOTES)))
    asked = [replace(arm, limit=window) for arm in plan.arms.values()]
    arms = dict(zip(plan.arms, base.engine.rank(asked), strict=True))
    fused = fuse(arms, plan.weights, window)
    return Answered(arms, rerank(fused, plan.sought, lambda ids: {id: documents[id - 1] for id in ids}, depth), window)
