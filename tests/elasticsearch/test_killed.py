"""A server that is killed, as by a power cut, while it is written or asked; and comes back."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from deploy.elasticsearch import Server
from indexer.engine.elasticsearch import ElasticsearchEngine, bulk, lease
from indexer.engine.elasticsearch.connection import READ_S, Connection
from indexer.errors import IndexUnavailable
from search_api.app import create_app
from tests.elasticsearch.filling import MANY, contents, documents, engine_on, fill
from tests.elasticsearch.samples import samples_on
from tests.elasticsearch.servers import own_prefix

Happen = Callable[[Callable[[], None]], None]

TENTH = 10
"""The bulk request, of some thirty, before which something happens; another one is on its way then."""


@pytest.fixture
def server(lone_server: Server) -> Server:
    return lone_server


@pytest.fixture
def prefix(server: Server) -> Iterator[str]:
    with own_prefix(server) as prefix:
        yield prefix


@pytest.fixture
def engine(server: Server, prefix: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[ElasticsearchEngine]:
    monkeypatch.setattr(bulk, "CHUNK", 50_000)
    engine = engine_on(server, prefix)
    yield engine
    engine.close()


@pytest.fixture
def in_the_middle(monkeypatch: pytest.MonkeyPatch) -> Happen:
    """Lets something happen in the middle of what is sent next."""
    tell = Connection.tell

    def prepare(accident: Callable[[], None]) -> None:
        sent = count(1)

        def telling(connection: Connection, method: str, target: str, body: Any = None, **more: Any) -> Any:
            if "_bulk" in target and next(sent) == TENTH:
                accident()
            return tell(connection, method, target, body, **more)

        monkeypatch.setattr(Connection, "tell", telling)

    return prepare


def restart(server: Server) -> None:
    server.kill()
    server.start()


def as_the_next_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer that could not give its lease back has ended."""
    monkeypatch.setattr(lease, "_runs", lambda _pid: False)


def test_a_commit_goes_on_when_the_server_is_back(
    server: Server, engine: ElasticsearchEngine, in_the_middle: Happen
) -> None:
    fill(engine, range(MANY), "一", 1)
    with engine.writer() as writer:
        writer.put(documents(range(MANY), "二"))
        writer.delete(range(100))
        in_the_middle(partial(restart, server))
        writer.commit(2)
    assert contents(engine) == ([*range(100, MANY)], {"二": MANY - 100})
    assert engine.state().revision == 2


def test_a_commit_that_was_given_up_is_made_again(
    server: Server, engine: ElasticsearchEngine, in_the_middle: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, range(MANY), "一", 1)
    monkeypatch.setattr(bulk, "ATTEMPTS", 2)
    in_the_middle(server.kill)
    with pytest.raises(IndexUnavailable, match="连不上"):
        fill(engine, range(MANY + 50), "二", 2)
    server.start()
    assert engine.state().revision == 1  # so that what lies after it is sent again
    as_the_next_process(monkeypatch)
    fill(engine, range(MANY + 50), "二", 2)
    assert contents(engine) == ([*range(MANY + 50)], {"二": MANY + 50})


def test_a_rebuild_goes_on_when_the_server_is_back(
    server: Server, engine: ElasticsearchEngine, prefix: str, in_the_middle: Happen
) -> None:
    fill(engine, range(100), "一", 1)
    with engine.writer(rebuild=True) as writer:
        in_the_middle(partial(restart, server))
        writer.put(documents(range(MANY), "二"))
        assert contents(engine) == ([*range(100)], {"一": 100})
        writer.commit(2)
    assert contents(engine) == ([*range(MANY)], {"二": MANY})
    assert generations(server, prefix) == 1


def test_a_rebuild_that_was_given_up_leaves_the_index_that_was(
    server: Server, engine: ElasticsearchEngine, prefix: str, in_the_middle: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, range(100), "一", 1)
    monkeypatch.setattr(bulk, "ATTEMPTS", 2)
    in_the_middle(server.kill)
    with pytest.raises(IndexUnavailable, match="连不上"):
        fill(engine, range(MANY), "二", 2, rebuild=True)
    server.start()
    assert contents(engine) == ([*range(100)], {"一": 100})
    as_the_next_process(monkeypatch)
    fill(engine, range(MANY), "二", 2, rebuild=True)
    assert contents(engine) == ([*range(MANY)], {"二": MANY})
    assert generations(server, prefix) == 1


def test_people_are_told_and_found_again(server: Server, prefix: str, tmp_path: Path) -> None:
    with TestClient(create_app(samples_on(server.url, prefix, tmp_path))) as client:
        assert client.get("/api/v1/search?q=提升机").json()["total"]
        server.kill()
        for path in ("/readyz", "/api/v1/search?q=提升机", "/api/v1/facets?q=提升机", "/api/v1/suggest?prefix=提升"):
            began = time.monotonic()
            answer = client.get(path)
            assert time.monotonic() - began < READ_S
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5"), path
            assert "连不上 Elasticsearch" in answer.json()["detail"]
        client.post("/api/v1/index")
        server.start()
        assert client.get("/api/v1/search?q=提升机").json()["total"]
        assert client.get("/readyz").json()["lag"] == 0


def generations(server: Server, prefix: str) -> int:
    return len(server.request("GET", f"/{prefix}-0*?expand_wildcards=all").json())
