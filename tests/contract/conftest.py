"""The engines that have to keep the contract, each in turn."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.elasticsearch import Server
from indexer.document import Document
from indexer.engine.elasticsearch import Cluster, ElasticsearchEngine
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.protocol import Engine, Recipe
from tests.contract.documents import RECIPE
from tests.elasticsearch.servers import own_prefix
from tests.engines import cluster

__all__ = ["cluster"]

OpenEngine = Callable[[Recipe], Engine]
"""Opens the engine under test once more, as another process would, on the same index."""


@pytest.fixture
def open_engine(cluster: Server | None, tmp_path: Path) -> Iterator[OpenEngine]:
    opened: list[Engine] = []
    with _elasticsearch(cluster) if cluster else _embedded(tmp_path) as make:

        def remember(recipe: Recipe = RECIPE) -> Engine:
            opened.append(make(recipe))
            return opened[-1]

        yield remember
        for engine in opened:
            engine.close()


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine(RECIPE)


def fill(engine: Engine, documents: Sequence[Document], revision: int = 1) -> None:
    """Write documents in one commit."""
    with engine.writer() as writer:
        writer.put(documents)
        writer.commit(revision)


@contextmanager
def _embedded(folder: Path) -> Iterator[OpenEngine]:
    yield lambda recipe: EmbeddedEngine(folder / "index", recipe)


@contextmanager
def _elasticsearch(server: Server) -> Iterator[OpenEngine]:
    with own_prefix(server) as prefix:
        yield lambda recipe: ElasticsearchEngine(Cluster((server.url,)), prefix, recipe)
