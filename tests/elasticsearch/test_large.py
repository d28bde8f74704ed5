"""What only large indexes meet, with the limits made small: pages far down, many values, several shards."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from deploy.elasticsearch import Server
from indexer.engine.elasticsearch import Cluster, ElasticsearchEngine, counting, generations, listing, schema
from indexer.engine.protocol import Counted, Filter, Match, Nearest, Phrase, Scope
from tests.contract.conftest import fill
from tests.contract.documents import RECIPE, document, encode

DOCUMENTS = [
    document(
        id,
        f"皮带 机{id % 7} 词{id % 11}",
        f"词{id % 3} 皮带 " * (id % 4),
        year=2015 + id % 6 if id % 5 else None,
        region=f"地{id * id % 13}",
        unit=f"厂{id % 37}",
    )
    for id in range(1, 120)
]


def newest_first() -> list[int]:
    return [each.id for each in sorted(DOCUMENTS, key=lambda each: (-(each.year or 0), each.id))]


def engine_on(server: Server, prefix: str, expected: int = 0) -> ElasticsearchEngine:
    return ElasticsearchEngine(Cluster((server.url,)), prefix, RECIPE, lambda: expected)


@pytest.fixture
def engine(elasticsearch_server: Server, elasticsearch_prefix: str) -> Iterator[ElasticsearchEngine]:
    engine = engine_on(elasticsearch_server, elasticsearch_prefix)
    fill(engine, DOCUMENTS)
    yield engine
    engine.close()


@pytest.fixture
def on_shards(
    elasticsearch_server: Server, elasticsearch_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ElasticsearchEngine]:
    """The same documents on five shards."""
    monkeypatch.setattr(schema, "PER_SHARD", 30)
    engine = engine_on(elasticsearch_server, f"{elasticsearch_prefix}-five", expected=len(DOCUMENTS) + 1)
    fill(engine, DOCUMENTS)
    settings = elasticsearch_server.request("GET", f"/{elasticsearch_prefix}-five-000001/_settings").json()
    assert settings[f"{elasticsearch_prefix}-five-000001"]["settings"]["index"]["number_of_shards"] == "5"
    yield engine
    engine.close()


def test_the_server_can_forget_what_was_sent_while_a_generation_grows(
    elasticsearch_server: Server, elasticsearch_prefix: str
) -> None:
    """It can from a flush on, so nothing is left in the log behind the last one."""
    engine = engine_on(elasticsearch_server, elasticsearch_prefix)
    with engine.writer(rebuild=True) as writer:
        writer.put(DOCUMENTS)
        writer.commit(1, publish=False)
        stats = elasticsearch_server.request("GET", f"/{elasticsearch_prefix}-000001/_stats/translog").json()
        assert stats["_all"]["primaries"]["translog"]["uncommitted_operations"] == 0
    engine.close()


def test_pages_far_down_go_through_all_documents_once(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST", 20)
    monkeypatch.setattr(listing, "STEP", 9)
    pages = [engine.browse(Filter(), offset, 7) for offset in range(0, 126, 7)]
    assert [id for page in pages for id in page] == newest_first()
    assert engine.browse(Filter(), 0, 500) == newest_first()
    assert engine.browse(Filter(), 500, 5) == []


def test_many_values_are_counted_page_by_page(engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine.facets(["unit", "year"], Scope())
    monkeypatch.setattr(counting, "PAGE", 5)
    assert engine.facets(["unit", "year"], Scope()) == whole
    assert whole["unit"].distinct == 37


def test_of_more_values_than_are_counted_the_number_is_estimated(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = engine.facets(["unit"], Scope(), most=3)["unit"]
    monkeypatch.setattr(counting, "MANY", 10)
    estimated = engine.facets(["unit"], Scope(), most=3)["unit"]
    assert estimated.values == exact.values
    assert estimated.distinct == pytest.approx(exact.distinct, abs=1)


def test_several_shards_answer_like_one(engine: ElasticsearchEngine, on_shards: ElasticsearchEngine) -> None:
    scope = Scope(Filter({"region": ("地1", "地3")}), (("词1",), ("皮带",)), 1)
    terms = ["皮带", "词1", "机3", "没有"]
    assert engine.count(scope) == on_shards.count(scope)
    assert engine.facets(["region", "unit", "year"], scope, most=2) == on_shards.facets(
        ["region", "unit", "year"], scope, most=2
    )
    assert engine.frequencies({"words": terms}) == on_shards.frequencies({"words": terms})
    assert engine.browse(Filter(), 30, 40) == on_shards.browse(Filter(), 30, 40)
    assert engine.suggest("皮", 9) == on_shards.suggest("皮", 9)
    phrase = Phrase("words", ("皮带", "机3"))
    assert engine.find(phrase, 10) == on_shards.find(phrase, 10)
    assert engine.vectors([7, 9]).tobytes() == on_shards.vectors([7, 9]).tobytes()


def test_scores_do_not_depend_on_shards(engine: ElasticsearchEngine, on_shards: ElasticsearchEngine) -> None:
    fields = {"title": 2.0, "body": 1.0}
    questions: list[Match | Nearest] = [Match("words", {"词1": 1.0, "机3": 2.0}, fields, limit=30)]
    questions.append(Nearest(encode(["皮带 词4"])[0], limit=30))
    for one, five in zip(engine.rank(questions), on_shards.rank(questions), strict=True):
        assert one.ids.tolist() == five.ids.tolist()
        assert one.scores.tolist() == five.scores.tolist()


def test_leading_values_are_exact_where_each_shard_leads_with_others(on_shards: ElasticsearchEngine) -> None:
    units = [f"厂{each.id % 37}" for each in DOCUMENTS]
    leading = sorted(set(units), key=lambda unit: (-units.count(unit), unit))[:5]
    expected = Counted({unit: units.count(unit) for unit in leading}, 37)
    assert on_shards.facets(["unit"], Scope(), most=5)["unit"] == expected


@pytest.mark.parametrize("expected", [0, len(DOCUMENTS)])
def test_a_graph_finds_most_of_the_nearest(
    engine: ElasticsearchEngine,
    elasticsearch_server: Server,
    elasticsearch_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
    expected: int,
) -> None:
    """Also in an index that was made for few documents and has grown."""
    for room in (schema, generations):
        monkeypatch.setattr(room, "EXACT", 50)
    by_graph = engine_on(elasticsearch_server, f"{elasticsearch_prefix}-graph", expected)
    fill(by_graph, DOCUMENTS[:60])
    fill(by_graph, DOCUMENTS[60:], revision=2)
    mapped = elasticsearch_server.request("GET", f"/{elasticsearch_prefix}-graph/_mapping").json()
    [index] = mapped.values()
    assert index["mappings"]["properties"]["vector"]["index_options"]["type"] == "int8_hnsw"
    questions = [Nearest(encode([f"皮带 词{n} 机{n}"])[0], limit=10) for n in range(10)]
    pairs = zip(engine.rank(questions), by_graph.rank(questions), strict=True)
    assert sum(len({*one.ids.tolist()} & {*other.ids.tolist()}) for one, other in pairs) >= 90
    by_graph.close()


def test_searching_goes_on_while_generations_are_replaced(
    engine: ElasticsearchEngine, elasticsearch_server: Server, elasticsearch_prefix: str
) -> None:
    reader, ended = engine_on(elasticsearch_server, elasticsearch_prefix), Event()

    def search() -> int:
        asked = 0
        while not ended.is_set():
            [found] = reader.rank([Match("words", {"皮带": 1.0}, {"title": 1.0}, limit=1000)])
            assert len(found.ids) == reader.count(Scope()) == len(DOCUMENTS)
            asked += 1
        return asked

    with ThreadPoolExecutor(3) as threads:
        searching = [threads.submit(search) for _ in range(3)]
        try:
            for revision in range(2, 7):
                with engine.writer(rebuild=True) as writer:
                    writer.put(DOCUMENTS)
                    writer.commit(revision)
        finally:
            ended.set()
        assert all(each.result() > 5 for each in searching)
    reader.close()
