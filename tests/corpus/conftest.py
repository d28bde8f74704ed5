"""An empty store for every test, on each database that is supported."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from corpus.store import Store
from corpus.store.schema import metadata
from tests.postgres import PostgresServer, postgres_server

__all__ = ["postgres_server"]

EMPTY = f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY"
COUNTERS = "INSERT INTO counters VALUES ('revision', 0), ('achievement', 0)"


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A PostgreSQL database with the tables of a store."""
    with postgres_server.database() as url:
        Store.open(url).close()
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store' / 'innokb.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    with psycopg.connect(url) as connection:  # emptying takes a tenth of the time of making a new one
        connection.execute(EMPTY.encode())
        connection.execute(COUNTERS)
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with Store.open(store_url) as store:
        yield store
