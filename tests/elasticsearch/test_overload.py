"""A server that is asked for more than it can take."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from deploy.elasticsearch import Server
from indexer.engine.elasticsearch import ElasticsearchEngine, bulk
from tests.elasticsearch.filling import contents, engine_on, fill
from tests.elasticsearch.servers import own_prefix

WRITERS = 6
EACH = 300


@pytest.fixture
def engines(lone_server: Server) -> Iterator[list[ElasticsearchEngine]]:
    """As many bases as there are writers, on one cluster."""
    with ExitStack() as prefixes:
        engines = [engine_on(lone_server, prefixes.enter_context(own_prefix(lone_server))) for _ in range(WRITERS)]
        yield engines
        for engine in engines:
            engine.close()


def turned_away(server: Server) -> int:
    """How many requests to write the server refused with status 429."""
    nodes = server.request("GET", "/_nodes/stats/thread_pool").json()["nodes"]
    return sum(node["thread_pool"]["write"]["rejected"] for node in nodes.values())


def test_what_was_turned_away_is_sent_again(
    lone_server: Server, engines: list[ElasticsearchEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 20_000)
    before = turned_away(lone_server)
    with ThreadPoolExecutor(WRITERS) as people:
        for done in [people.submit(fill, engine, range(EACH), "一", 1) for engine in engines]:
            done.result()
    assert turned_away(lone_server) > before
    assert [contents(engine) for engine in engines] == [([*range(EACH)], {"一": EACH})] * WRITERS
