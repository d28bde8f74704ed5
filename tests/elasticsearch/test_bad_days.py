"""A cluster that others use too, and change; and one that is slow."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from deploy.elasticsearch import Server
from indexer.engine.elasticsearch import ElasticsearchEngine
from indexer.engine.elasticsearch.connection import MOST_READS
from indexer.errors import IndexMissing, IndexUnavailable
from search_api.app import create_app
from tests.elasticsearch.filling import contents, documents, engine_on, fill
from tests.elasticsearch.proxy import proxy
from tests.elasticsearch.samples import samples_on

PEOPLE = 3 * MOST_READS

SEARCH = "/api/v1/search?q=提升机"


@pytest.fixture
def server(elasticsearch_server: Server) -> Server:
    return elasticsearch_server


@pytest.fixture
def prefix(elasticsearch_prefix: str) -> str:
    return elasticsearch_prefix


@pytest.fixture
def engine(server: Server, prefix: str) -> Iterator[ElasticsearchEngine]:
    engine = engine_on(server, prefix)
    yield engine
    engine.close()


@pytest.fixture
def hostile_template(server: Server, prefix: str) -> Iterator[None]:
    """A template that claims every index: other copies, a pipeline that is not there, more fields, an alias."""
    template = {
        "settings": {"number_of_replicas": 2, "default_pipeline": "nowhere", "refresh_interval": "1h"},
        "mappings": {"dynamic": True, "properties": {"id": {"type": "keyword"}, "strange": {"type": "text"}}},
        "aliases": {f"{prefix}-of-others": {}},
    }
    body = {"index_patterns": [f"{prefix}*"], "priority": 900, "template": template}
    server.request("PUT", f"/_index_template/{prefix}", body).raise_for_status()
    yield
    server.request("DELETE", f"/_index_template/{prefix}").raise_for_status()


def index_names(server: Server, prefix: str) -> list[str]:
    return sorted(server.request("GET", f"/{prefix}*?expand_wildcards=all").json())


def test_an_index_that_somebody_deleted_is_said_and_made_again(server: Server, prefix: str, tmp_path: Path) -> None:
    with TestClient(create_app(samples_on(server.url, prefix, tmp_path))) as client:
        found = client.get(SEARCH).json()["hits"]
        server.request("DELETE", f"/{prefix}-000001").raise_for_status()
        answer = client.get(SEARCH)
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:innokb:problem:index-missing")
        assert "innokb index" in client.get("/readyz").json()["detail"]
        client.post("/api/v1/index")
        wait_until(lambda: client.get("/readyz").status_code == 200)
        assert client.get(SEARCH).json()["hits"] == found


def test_an_index_deleted_while_it_is_written_does_not_come_back_as_something_else(
    server: Server, engine: ElasticsearchEngine, prefix: str
) -> None:
    fill(engine, range(10), "一", 1)
    with engine.writer() as writer:
        writer.put(documents(range(10), "二"))
        server.request("DELETE", f"/{prefix}-000001").raise_for_status()
        with pytest.raises(IndexUnavailable):
            writer.commit(2)
    assert index_names(server, prefix) == [f"{prefix}-writer"]
    with pytest.raises(IndexMissing):
        engine.state()
    fill(engine, range(10), "二", 2)
    assert contents(engine) == ([*range(10)], {"二": 10})


@pytest.mark.usefixtures("hostile_template")
def test_a_template_of_the_cluster_does_no_harm(server: Server, engine: ElasticsearchEngine, prefix: str) -> None:
    fill(engine, range(10), "一", 1)
    fill(engine, range(5), "二", 2)
    assert contents(engine) == ([*range(10)], {"一": 5, "二": 5})
    said = [found.detail for found in engine.findings() if not found.well]
    assert len(said) == 1
    assert "strange" in said[0]


def test_a_slow_server_does_not_take_all_threads(server: Server, prefix: str, tmp_path: Path) -> None:
    with proxy(server.port) as line:
        settings = samples_on(f"http://127.0.0.1:{line.port}", prefix, tmp_path)
        with TestClient(create_app(settings)) as client, ThreadPoolExecutor(PEOPLE) as people:
            assert client.get(SEARCH).status_code == 200
            line.delay = 2
            searches = [people.submit(timed, client, SEARCH) for _ in range(PEOPLE)]
            time.sleep(1)
            others = [timed(client, path) for path in ("/healthz", "/api/v1/imports", "/api/v1/achievements/1")]
            answers = [search.result() for search in searches]
            line.delay = 0
            assert client.get(SEARCH).status_code == 200
    assert [answer.status_code for answer, _ in others] == [200, 200, 200]
    assert max(seconds for _, seconds in others) < 1
    told = [problem(answer) for answer, _ in answers if answer.status_code != 200]
    assert len(told) >= PEOPLE - MOST_READS
    assert {said["type"] for said in told} == {"urn:innokb:problem:index-unavailable"}


def timed(client: TestClient, path: str) -> tuple[httpx.Response, float]:
    began = time.monotonic()
    answer: Any = client.get(path)
    return answer, time.monotonic() - began


def problem(answer: httpx.Response) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    said: dict[str, Any] = answer.json()
    return said


def wait_until(done: Callable[[], bool]) -> None:
    for _ in range(200):
        if done():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to that")
