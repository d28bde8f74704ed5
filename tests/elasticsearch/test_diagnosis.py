"""What is said of a cluster on which not all is well."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from deploy.elasticsearch import Server
from indexer.engine.elasticsearch.connection import READ_S, Cluster, Connection
from indexer.engine.elasticsearch.diagnosis import diagnose
from indexer.engine.elasticsearch.schema import mapping
from indexer.engine.protocol import Recipe
from tests.elasticsearch.certificate import own_certificate
from tests.elasticsearch.proxy import proxy

RECIPE = Recipe(1, "tokenizer", "dictionary", "encoder", 8)
MAPPING = {**mapping(8, 100), "_meta": {"recipe": asdict(RECIPE)}}


@pytest.fixture
def server(elasticsearch_server: Server) -> Server:
    return elasticsearch_server


@pytest.fixture
def index(server: Server, elasticsearch_prefix: str) -> str:
    """An index as it should be; gives its prefix."""
    make_index(server, elasticsearch_prefix)
    return elasticsearch_prefix


def make_index(server: Server, prefix: str) -> None:
    body = {"mappings": MAPPING, "settings": {"number_of_replicas": 0}, "aliases": {prefix: {}}}
    server.request("PUT", f"/{prefix}-1", body).raise_for_status()


def wrong(cluster: Cluster | Server, prefix: str) -> dict[str, str]:
    """What is not well: the name of the part, and the words."""
    connection = Connection(Cluster((cluster.url,)) if isinstance(cluster, Server) else cluster)
    try:
        return {found.name: found.detail for found in diagnose(connection, prefix, RECIPE) if not found.well}
    finally:
        connection.close()


def test_nothing_is_said_where_all_is_well(server: Server, index: str) -> None:
    assert wrong(server, index) == {}


def test_nothing_is_said_before_there_is_an_index(server: Server, elasticsearch_prefix: str) -> None:
    assert wrong(server, elasticsearch_prefix) == {}


def test_copies_without_a_node_are_yellow(server: Server, index: str) -> None:
    server.request("PUT", f"/{index}/_settings", {"number_of_replicas": 1}).raise_for_status()
    said = wrong(server, index)
    assert list(said) == ["集群健康"]
    assert "黄色：1 个副本" in said["集群健康"]
    assert "检索照常" in said["集群健康"]


def test_a_shard_without_a_node_is_red(server: Server, elasticsearch_prefix: str) -> None:
    nowhere = {"routing.allocation.require._name": "nobody", "number_of_replicas": 0}
    body = {"mappings": MAPPING, "settings": nowhere, "aliases": {elasticsearch_prefix: {}}}
    server.request("PUT", f"/{elasticsearch_prefix}-1?wait_for_active_shards=0&timeout=1s", body).raise_for_status()
    said = wrong(server, elasticsearch_prefix)["集群健康"]
    assert "红色：1 个主分片" in said
    assert "innokb index --rebuild" in said


def test_the_flood_stage_is_said(server: Server, index: str) -> None:
    server.request("PUT", f"/{index}/_settings", {"index.blocks.read_only_allow_delete": True}).raise_for_status()
    said = wrong(server, index)
    assert list(said) == ["集群磁盘"]
    assert "只读" in said["集群磁盘"]
    assert "磁盘空间" in said["集群磁盘"]


def test_an_index_that_somebody_closed_for_writing_is_said(server: Server, index: str) -> None:
    server.request("PUT", f"/{index}/_settings", {"index.blocks.write": True}).raise_for_status()
    assert "index.blocks.write" in wrong(server, index)["集群磁盘"]


def test_a_template_that_changes_our_mapping_is_said(server: Server, elasticsearch_prefix: str) -> None:
    strange = {"mappings": {"properties": {"strange": {"type": "keyword"}}, "_routing": {"required": True}}}
    template = {"index_patterns": [f"{elasticsearch_prefix}*"], "priority": 900, "template": strange}
    server.request("PUT", f"/_index_template/{elasticsearch_prefix}", template).raise_for_status()
    try:
        make_index(server, elasticsearch_prefix)
        said = wrong(server, elasticsearch_prefix)
    finally:
        server.request("DELETE", f"/_index_template/{elasticsearch_prefix}").raise_for_status()
    assert list(said) == ["集群映射"]
    assert "_routing、strange" in said["集群映射"]
    assert "index template" in said["集群映射"]


def test_a_field_of_another_type_is_said(server: Server, elasticsearch_prefix: str) -> None:
    properties = {**MAPPING["properties"], "id": {"type": "keyword"}}
    body = {"mappings": {**MAPPING, "properties": properties}, "aliases": {elasticsearch_prefix: {}}}
    server.request("PUT", f"/{elasticsearch_prefix}-1", body).raise_for_status()
    assert "不同：id，" in wrong(server, elasticsearch_prefix)["集群映射"]


def test_an_index_in_place_of_our_alias_is_said(server: Server, elasticsearch_prefix: str) -> None:
    server.request("PUT", f"/{elasticsearch_prefix}", {}).raise_for_status()
    assert "不是本库建的别名" in wrong(server, elasticsearch_prefix)["集群映射"]


def test_a_server_that_is_away_is_said() -> None:
    said = wrong(Cluster(("http://127.0.0.1:1",)), "x")
    assert list(said) == ["集群"]
    assert "连不上" in said["集群"]
    assert "INNOKB_ELASTICSEARCH_URL" in said["集群"]


def test_a_slow_server_does_not_keep_us(server: Server, index: str) -> None:
    with proxy(server.port, delay=2) as line:
        began = time.monotonic()
        wrong(Cluster((f"http://127.0.0.1:{line.port}",)), index)
        assert time.monotonic() - began < READ_S + 2.5


def test_a_certificate_that_is_not_trusted_is_said(server: Server, index: str, tmp_path: Path) -> None:
    certificate, shown = own_certificate(tmp_path)
    with proxy(server.port, tls=shown) as line:
        url = f"https://127.0.0.1:{line.port}"
        said = wrong(Cluster((url,)), index)
        assert "INNOKB_ELASTICSEARCH_CA_CERTS" in said["集群"]
        assert wrong(Cluster((url,), ca_certs=str(certificate)), index) == {}


def test_a_version_that_is_too_old_is_said() -> None:
    with answering({"nodes": {"a": {"version": "9.2.0"}, "b": {"version": "8.11.4"}}}) as url:
        said = wrong(Cluster((url,)), "x")["集群"]
    assert "8.11.4、9.2.0" in said
    assert "8.19" in said


@contextmanager
def answering(body: object) -> Iterator[str]:
    """A server that answers everything with the same; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = json.dumps(body).encode()
            self.send_response(200 if "_nodes" in self.path else 404)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()
