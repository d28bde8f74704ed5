"""The engines that have to keep the contract: one fixture, one parameter for each."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from indexer.document import Document
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.protocol import Engine, Recipe
from tests.contract.documents import RECIPE

OpenEngine = Callable[[Recipe], Engine]
"""Opens the engine under test once more, as another process would, on the same index."""


def open_embedded(folder: Path) -> OpenEngine:
    return lambda recipe: EmbeddedEngine(folder, recipe)


@pytest.fixture(params=[open_embedded], ids=["embedded"])
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenEngine]:
    opened: list[Engine] = []
    make = request.param(tmp_path / "index")

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
