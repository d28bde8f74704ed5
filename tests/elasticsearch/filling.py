"""Documents in bulk, and what an index holds of them."""

from collections.abc import Iterable, Sequence

from deploy.elasticsearch import Server
from indexer.document import Document
from indexer.engine.elasticsearch import Cluster, ElasticsearchEngine
from indexer.engine.protocol import EVERYTHING, Engine, Scope
from tests.contract.documents import RECIPE, document, encode

MANY = 1_500
BODY = " ".join(["皮带 输送 机 纠偏 装置"] * 20)


def engine_on(server: Server, prefix: str) -> ElasticsearchEngine:
    return ElasticsearchEngine(Cluster((server.url,)), prefix, RECIPE)


def documents(ids: Iterable[int], award: str) -> list[Document]:
    [vector] = encode(["皮带 机"])
    return [document(id, f"皮带 机 {id}", BODY, vector=vector, award=award) for id in ids]


def fill(engine: Engine, ids: Sequence[int], award: str, revision: int, *, rebuild: bool = False) -> None:
    with engine.writer(rebuild=rebuild) as writer:
        writer.put(documents(ids, award))
        writer.commit(revision)


def contents(engine: Engine) -> tuple[list[int], dict[str, int]]:
    """The ids that the index holds, rising, each as often as it is there; and how many documents have each award."""
    counted = engine.facets(["award"], Scope())["award"].values
    return sorted(engine.browse(EVERYTHING, 0, 2 * MANY)), dict(counted)
