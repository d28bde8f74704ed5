"""A knowledge base with the sample data, and the API on it: real parts, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.importing.run import import_file
from corpus.samples import achievement_files
from search_api.app import create_app
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a base that holds the sample data, indexed."""
    settings = Settings(home=tmp_path_factory.mktemp("samples"))
    base = KnowledgeBase(settings)
    for file in achievement_files():
        import_file(base.store, file)
    base.index()
    base.close()
    return settings


@pytest.fixture(scope="session")
def base(sample_settings: Settings) -> Iterator[KnowledgeBase]:
    """The sample base; tests only read it."""
    base = KnowledgeBase(sample_settings)
    yield base
    base.close()


@pytest.fixture(scope="session")
def client(sample_settings: Settings) -> Iterator[TestClient]:
    """A client of the API on the sample base; tests only read through it."""
    with TestClient(create_app(sample_settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def own_client(tmp_path: Path) -> Iterator[TestClient]:
    """A client of the API on an empty base of the test's own."""
    with TestClient(create_app(Settings(home=tmp_path)), raise_server_exceptions=False) as client:
        yield client
