"""The servers that the other tests run on."""

from deploy.elasticsearch import Server


def test_a_server_of_each_version_answers(elasticsearch_server: Server) -> None:
    nodes = elasticsearch_server.request("GET", "/_nodes/_local/version").json()["nodes"]
    assert [node["version"] for node in nodes.values()] == [elasticsearch_server.version]


def test_a_prefix_is_left_empty(elasticsearch_server: Server, elasticsearch_prefix: str) -> None:
    assert elasticsearch_server.request("PUT", f"/{elasticsearch_prefix}-1").status_code == 200
