"""Three nodes on one machine, and one of them lost while people search."""

import time
from collections.abc import Iterator, Sequence
from threading import Event, Thread

import pytest

from deploy.elasticsearch import QUICK, VERSIONS, Server, cluster
from indexer.engine.elasticsearch import Cluster, ElasticsearchEngine
from indexer.engine.elasticsearch.connection import PAUSE_S, READ_S
from indexer.engine.protocol import Engine, Match, Ranking
from tests.contract.documents import RECIPE
from tests.elasticsearch.filling import fill
from tests.elasticsearch.servers import or_without

PEOPLE = 4
LOAD_S = 6.0
QUESTION = Match("words", {"皮带": 1.0, "机": 1.0}, {"title": 2.0, "body": 1.0}, limit=50)


@pytest.fixture(scope="module", params=VERSIONS)
def nodes(request: pytest.FixtureRequest) -> Iterator[Sequence[Server]]:
    with or_without(), cluster(request.param, 3, java=QUICK) as nodes:
        yield nodes


def ask_until(ended: Event, engine: Engine, answers: list[Ranking], seconds: list[float]) -> None:
    while not ended.is_set():
        began = time.monotonic()
        answers += engine.rank([QUESTION])
        seconds.append(time.monotonic() - began)


@pytest.mark.slow
def test_no_search_fails_when_a_node_is_lost(nodes: Sequence[Server]) -> None:
    engine = ElasticsearchEngine(Cluster(tuple(node.url for node in nodes)), "innokb", RECIPE)
    fill(engine, range(1_000), "一", 1)
    assert wait_for(nodes[0], "green")  # a copy of every shard on another node
    [expected] = engine.rank([QUESTION])
    ended, answers, seconds, failures = Event(), list[Ranking](), list[float](), list[Exception]()

    def person() -> None:
        try:
            ask_until(ended, engine, answers, seconds)
        except Exception as error:
            failures.append(error)

    people = [Thread(target=person) for _ in range(PEOPLE)]
    for each in people:
        each.start()
    time.sleep(1)
    lost = holder(nodes, "innokb")
    lost.kill()
    time.sleep(LOAD_S)
    ended.set()
    for each in people:
        each.join()
    assert failures == []
    assert max(seconds) < 2 * READ_S + PAUSE_S  # asked once more after a pause, as `Reader.search` does
    assert all((answer.ids == expected.ids).all() for answer in answers)
    said = [found.detail for found in engine.findings() if not found.well]
    assert len(said) == 1
    assert "黄色" in said[0]
    engine.close()


def wait_for(node: Server, colour: str) -> bool:
    return any(node.answers(colour) for _ in range(60))


def holder(nodes: Sequence[Server], alias: str) -> Server:
    """The node with the first copy of the index."""
    shards = nodes[0].request("GET", f"/_cat/shards/{alias}?format=json").json()
    [number] = [shard["node"].removeprefix("node-") for shard in shards if shard["prirep"] == "p"]
    return nodes[int(number)]
