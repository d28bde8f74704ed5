"""The same words at every door: `innokb doctor`, `/readyz`, and what the overview shows."""

import json
from pathlib import Path

from click.testing import CliRunner
from fastapi.testclient import TestClient

from deploy.elasticsearch import Server
from search_api.app import create_app
from search_api.settings import Settings
from tests.elasticsearch.samples import samples_on
from ui.cli.commands import innokb


def doctor(settings: Settings) -> tuple[int, dict[str, str]]:
    """The exit status, and what is not well."""
    environment = {
        "INNOKB_HOME": str(settings.home),
        "INNOKB_ENGINE": settings.engine,
        "INNOKB_ELASTICSEARCH_URL": settings.elasticsearch_url,
        "INNOKB_INDEX_PREFIX": settings.index_prefix,
    }
    ran = CliRunner().invoke(innokb, ["doctor", "--json"], env=environment)
    return ran.exit_code, {
        check["name"]: check["detail"] for check in json.loads(ran.output)["checks"] if not check["ok"]
    }


def test_all_doors_are_content(elasticsearch_server: Server, elasticsearch_prefix: str, tmp_path: Path) -> None:
    settings = samples_on(elasticsearch_server.url, elasticsearch_prefix, tmp_path)
    with TestClient(create_app(settings)) as client:
        assert client.get("/readyz").json()["detail"] is None
    assert doctor(settings) == (0, {})


def test_all_doors_say_that_nothing_can_be_written(
    elasticsearch_server: Server, elasticsearch_prefix: str, tmp_path: Path
) -> None:
    settings = samples_on(elasticsearch_server.url, elasticsearch_prefix, tmp_path)
    full = {"index.blocks.read_only_allow_delete": True}
    elasticsearch_server.request("PUT", f"/{elasticsearch_prefix}/_settings", full).raise_for_status()
    status, wrong = doctor(settings)
    assert status == 1
    [words] = wrong.values()
    assert "磁盘" in words
    with TestClient(create_app(settings)) as client:
        ready, overview = client.get("/readyz"), client.get("/api/v1/statistics").json()["index"]
    assert ready.status_code == 200  # it can still be searched
    assert ready.json()["detail"] == overview["detail"] == words


def test_a_cluster_that_is_away_is_said_by_doctor(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, engine="elasticsearch", elasticsearch_url="http://127.0.0.1:1")
    status, wrong = doctor(settings)
    assert status == 1
    assert "连不上 Elasticsearch" in wrong["集群"]
