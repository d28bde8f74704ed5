"""What the API says when something is not as it should be."""

import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.protocol import Recipe
from search_api.app import create_app
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings

API = "/api/v1"


def problem(client: TestClient, path: str) -> dict[str, Any]:
    response = client.get(path)
    assert response.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = response.json()
    assert said["status"] == response.status_code
    return said


def ready(client: TestClient) -> bool:
    for _ in range(200):
        if client.get("/readyz").status_code == 200:
            return True
        time.sleep(0.05)
    return False


def test_a_store_that_is_away_is_said_and_the_program_lives(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/none")
    with TestClient(create_app(settings)) as client:
        assert client.get("/healthz").status_code == 200
        for path in ("/readyz", f"{API}/search?q=提升机", f"{API}/statistics", f"{API}/imports"):
            response = client.get(path)
            assert (response.status_code, response.headers["retry-after"]) == (503, "5"), path
            assert response.json()["type"] == "urn:innokb:problem:store-unavailable"
        assert "innokb_up 0.0" in client.get("/metrics").text


def test_an_index_made_otherwise_is_refused_until_it_is_rebuilt(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    other = EmbeddedEngine(settings.index_folder, Recipe(1, "other tokenizer", "x", "other encoder", 8))
    with other.writer() as writer:
        writer.commit(0)
    other.close()
    with TestClient(create_app(settings)) as client:
        assert "innokb index --rebuild" in problem(client, "/readyz")["detail"]
        assert problem(client, f"{API}/search?q=提升机")["type"] == "urn:innokb:problem:index-mismatch"
        client.post(f"{API}/index", params={"rebuild": True})
        assert ready(client)


def test_what_nobody_foresaw_tells_nothing_of_the_inside(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path))

    @app.get("/boom")
    def boom() -> None:
        raise RuntimeError("secret-path-and-password")

    with TestClient(app, raise_server_exceptions=False) as client:
        said = problem(client, "/boom")
    assert said["type"] == "urn:innokb:problem:internal"
    assert "secret" not in str(said)


def test_a_cluster_that_is_away_is_named(tmp_path: Path) -> None:
    away = Settings(home=tmp_path, engine="elasticsearch", elasticsearch_url="http://127.0.0.1:1")
    with TestClient(create_app(away)) as client:
        assert "INNOKB_ELASTICSEARCH_URL" in problem(client, "/readyz")["detail"]


def test_an_encoder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, encoder=str(tmp_path / "no-model")))) as client:
        assert "no-model" in problem(client, "/readyz")["detail"]


def test_a_part_that_failed_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.touch()  # a file where the folder should be
    base = KnowledgeBase(Settings(home=home))
    with pytest.raises(Exception, match="home"):
        _ = base.store
    home.unlink()
    assert base.store.count() == 0
    base.close()
