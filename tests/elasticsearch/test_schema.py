"""What is sent of a document, and with which settings an index is made."""

import json
from dataclasses import replace

from deploy.elasticsearch import Server
from indexer.engine.elasticsearch import Cluster, ElasticsearchEngine, schema
from indexer.engine.elasticsearch.versions import numbers
from tests.contract.conftest import fill
from tests.contract.documents import RECIPE, document


def test_half_a_character_is_sent_as_a_question_mark() -> None:
    good = document(1, "皮带 机")
    [broken, whole] = schema.sources([replace(good, terms={**good.terms, ("words", "title"): "皮带 \ud800机"}), good])
    assert json.loads(broken)["words_title"] == "皮带 ?机"
    assert json.loads(whole)["words_title"] == "皮带 机"
    assert json.loads(broken).keys() == json.loads(whole).keys()


def test_versions_count_by_their_first_two_numbers() -> None:
    assert numbers("8.19.6") < schema.WHOLE_SINCE <= numbers("9.2.0-SNAPSHOT") < numbers("10.0.0")


def test_documents_are_not_read_again_where_the_cluster_can_be_told_so(
    elasticsearch_server: Server, elasticsearch_prefix: str
) -> None:
    engine = ElasticsearchEngine(Cluster((elasticsearch_server.url,)), elasticsearch_prefix, RECIPE)
    fill(engine, [document(1, "皮带 机")])
    engine.close()
    [made] = elasticsearch_server.request("GET", f"/{elasticsearch_prefix}-000001/_settings").json().values()
    known = numbers(elasticsearch_server.version) >= schema.WHOLE_SINCE
    assert ("exclude_source_vectors" in made["settings"]["index"].get("mapping", {})) == known
