"""A cluster that asks who one is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from deploy.elasticsearch import QUICK, VERSIONS, Server, single
from indexer.engine.elasticsearch.connection import Cluster
from search_api.app import create_app
from search_api.settings import Settings
from tests.elasticsearch.servers import or_without
from tests.elasticsearch.test_diagnosis import make_index, wrong

PASSWORD = "correct-horse"

READER = {
    "users": "reader:$2a$10$DhmBcdQl/sqgZlAPIzZ.SeOHFh8kBRK8BitfClI6Az/zkET2gRLF.\n",
    "users_roles": "reader:reader\n",
    "roles.yml": 'reader:\n  cluster: []\n  indices:\n    - names: ["*"]\n      privileges: ["read"]\n',
}
"""An account that may only read (its password: reader-123), as files, for accounts made by requests need more than
the minimal distribution has."""


@pytest.fixture(scope="module", params=VERSIONS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with or_without(), single(request.param, java=QUICK, password=PASSWORD, files=READER) as server:
        make_index(server, "innokb")
        yield server


def account(server: Server, username: str, password: str) -> Cluster:
    return Cluster((server.url,), username=username, password=password)


def test_who_may_do_everything_hears_nothing(server: Server) -> None:
    assert wrong(account(server, "elastic", PASSWORD), "innokb") == {}


def test_a_wrong_password_is_said_once(server: Server) -> None:
    said = wrong(account(server, "elastic", "wrong"), "innokb")
    assert list(said) == ["集群"]
    assert "INNOKB_ELASTICSEARCH_PASSWORD" in said["集群"]


def test_no_account_at_all_is_said(server: Server) -> None:
    assert "INNOKB_ELASTICSEARCH_USERNAME" in wrong(Cluster((server.url,)), "innokb")["集群"]


def test_missing_rights_are_named(server: Server) -> None:
    said = wrong(account(server, "reader", "reader-123"), "innokb")
    assert "缺少权限：manage、monitor、write" in said["集群权限"]
    assert "reader" in said["集群权限"]


def test_people_are_told_of_a_wrong_password(server: Server, tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path,
        engine="elasticsearch",
        elasticsearch_url=server.url,
        elasticsearch_username="elastic",
        elasticsearch_password=SecretStr("wrong"),
    )
    with TestClient(create_app(settings)) as client:
        for path in ("/readyz", "/api/v1/search?q=提升机"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert "INNOKB_ELASTICSEARCH_PASSWORD" in answer.json()["detail"]
            assert "wrong" not in answer.text
