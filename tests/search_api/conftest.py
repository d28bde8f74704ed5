"""A knowledge base with the sample data, and the API on it: real parts, made once for each engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.importing.run import import_file
from corpus.samples import achievement_files
from deploy.elasticsearch import Server
from search_api.app import create_app
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings
from tests.engines import cluster, own_settings

__all__ = ["cluster"]


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory, cluster: Server | None) -> Iterator[Settings]:
    """Settings of a base that holds the sample data, indexed."""
    with own_settings(tmp_path_factory.mktemp("samples"), cluster) as settings:
        base = KnowledgeBase(settings)
        for file in achievement_files():
            import_file(base.store, file)
        base.index()
        base.close()
        yield settings


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
def own_client(tmp_path: Path, cluster: Server | None) -> Iterator[TestClient]:
    """A client of the API on an empty base of the test's own."""
    with (
        own_settings(tmp_path, cluster) as settings,
        TestClient(create_app(settings), raise_server_exceptions=False) as client,
    ):
        yield client
