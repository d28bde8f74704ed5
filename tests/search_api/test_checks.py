"""Checks through the API: one submission at once, a table as a job, its results and reports."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.achievement import Achievement
from corpus.importing.run import import_file
from corpus.samples import achievement_files, achievements
from corpus.store import Store
from deploy.elasticsearch import Server
from search_api import checks
from search_api.app import create_app
from search_api.duplicates import running
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings
from tests.engines import own_settings

API = "/api/v1"
PATIENCE_S = 180
SAMPLES = list(achievements())
NEW = Achievement(title="午睡被褥晾晒架", unit="青石幼儿园", summary="把被褥按班级编号，晾晒时用带夹子的绳架。")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, cluster: Server | None) -> Iterator[TestClient]:
    """A client of the API on a base of this module's own with the samples; its tests add checks to it."""
    with own_settings(tmp_path_factory.mktemp("checks"), cluster) as settings:
        fill(settings)
        with TestClient(create_app(settings), raise_server_exceptions=False) as client:
            yield client


def fill(settings: Settings) -> None:
    base = KnowledgeBase(settings)
    for file in achievement_files():
        import_file(base.store, file)
    base.index()
    base.close()


def said(achievement: Achievement, **changes: object) -> dict[str, Any]:
    fields = achievement.model_dump(mode="json", exclude_defaults=True, exclude={"source", "code"})
    return fields | changes


def table(*rows: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def check(client: TestClient, *rows: dict[str, Any], **form: Any) -> dict[str, Any]:
    return finished(client, started(client, *rows, **form))


def started(client: TestClient, *rows: dict[str, Any], **form: Any) -> int:
    response = client.post(f"{API}/checks", files=[("files", ("申报.jsonl", table(*rows)))], data=form)
    assert response.status_code == 202, response.text
    return int(response.json()["id"])


def finished(client: TestClient, number: int) -> dict[str, Any]:
    for _ in range(PATIENCE_S * 20):
        job: dict[str, Any] = client.get(f"{API}/checks/{number}").json()
        if job["status"] not in ("waiting", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"the check did not end: {job}")


def results(client: TestClient, number: int, **asked: Any) -> list[dict[str, Any]]:
    response = client.get(f"{API}/checks/{number}/results", params=asked)
    assert response.status_code == 200, response.text
    rows: list[dict[str, Any]] = response.json()["rows"]
    return rows


def test_a_submission_handed_in_before_is_named_with_its_evidence(filled: TestClient) -> None:
    answer = filled.post(f"{API}/check", json=said(SAMPLES[3])).json()
    best = answer["report"]["matches"][0]
    assert (answer["report"]["level"], best["title"], best["in_batch"]) == ("高度疑似", SAMPLES[3].title, False)
    assert filled.get(f"{API}/achievements/{best['id']}").json()["achievement"]["title"] == SAMPLES[3].title
    assert answer["submission"]["title"] == SAMPLES[3].title
    assert answer["index_revision"] == filled.get(f"{API}/index").json()["revision"]


def test_the_contributions_add_up(filled: TestClient) -> None:
    for match in filled.post(f"{API}/check", json=said(SAMPLES[3])).json()["report"]["matches"]:
        points = [each["contribution"] for each in (*match["evidence"], *match["against"])]
        assert match["base"] + sum(points) == pytest.approx(match["log_odds"], abs=1e-9)


def test_every_passage_stands_in_both_texts(filled: TestClient) -> None:
    answer = filled.post(f"{API}/check", json=said(SAMPLES[3], summary=SAMPLES[5].summary)).json()
    for match in answer["report"]["matches"]:
        other = filled.get(f"{API}/achievements/{match['id']}").json()["achievement"]
        for passage in match["passages"]:
            for side, text in (("submission", answer["submission"]), ("achievement", other)):
                stretch = passage[side]
                assert text[stretch["field"]][stretch["start"] : stretch["end"]] == stretch["text"]


@pytest.mark.parametrize(
    "submission",
    [
        {"title": "皮带机"},
        {"title": "一"},
        {"title": "。"},
        {"title": "长文", "summary": "矿井提升机断绳保护装置的改造，" * 7_000},
        {"title": "\u200b\u200b<b>=cmd()</b>\x00", "summary": "<script>alert(1)</script>"},
    ],
    ids=["one word", "one letter", "no letter", "100,000 characters", "hostile"],
)
def test_any_submission_is_answered(filled: TestClient, submission: dict[str, str]) -> None:
    response = filled.post(f"{API}/check", json=submission)
    assert response.status_code == 200, response.text
    assert response.json()["report"]["conclusion"]


def test_lone_surrogates_are_answered(filled: TestClient) -> None:
    body = '{"title": "断绳\\ud800保护", "extra": {"\\udfff": "\\ud800"}}'
    response = filled.post(f"{API}/check", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 200, response.text


def test_as_many_matches_as_were_asked_for(filled: TestClient) -> None:
    answer = filled.post(f"{API}/check", json=said(SAMPLES[3]), params={"limit": 2}).json()
    assert len(answer["report"]["matches"]) == 2


@pytest.mark.parametrize("submission", [{}, {"title": ""}, {"title": "甲", "colour": "红"}, []])
def test_what_is_no_achievement_is_refused_in_words(filled: TestClient, submission: object) -> None:
    response = filled.post(f"{API}/check", json=submission)
    assert response.status_code == 422
    assert response.json()["detail"]


def test_an_empty_base_finds_nothing(own_client: TestClient) -> None:
    for _ in range(PATIENCE_S * 20):
        if own_client.get(f"{API}/index").json()["ready"]:
            break
        time.sleep(0.05)
    assert own_client.post(f"{API}/check", json={"title": "皮带机"}).json()["report"]["matches"] == []


def test_a_table_is_checked_and_its_results_kept(filled: TestClient) -> None:
    job = check(filled, said(SAMPLES[3]), said(NEW), threshold="0.6")
    assert (job["status"], job["progress"], job["total"], job["threshold"]) == ("done", 2, 2, 0.6)
    assert job["counts"]["高度疑似"] == 1
    assert sum(job["counts"].values()) == 2
    likely, new = results(filled, job["id"])
    assert (likely["position"], likely["best"], likely["place"]) == (0, SAMPLES[3].title, "第 1 行")
    assert (new["position"], new["level"] in ("无关", "相关")) == (1, True)
    answer = filled.get(f"{API}/checks/{job['id']}/results/0").json()
    assert answer["submission"]["title"] == SAMPLES[3].title
    assert answer["report"]["matches"][0]["title"] == SAMPLES[3].title
    assert answer["index_revision"] == job["index_revision"]


def test_nothing_checked_goes_into_the_base(filled: TestClient) -> None:
    before = filled.get(f"{API}/statistics").json()["achievements"]
    check(filled, said(NEW))
    assert filled.get(f"{API}/statistics").json()["achievements"] == before


def test_results_are_narrowed_and_paged(filled: TestClient) -> None:
    job = check(filled, said(SAMPLES[3]), said(SAMPLES[5]), said(NEW))
    assert [row["position"] for row in results(filled, job["id"], q="幼儿园")] == [2]
    assert {row["position"] for row in results(filled, job["id"], level="高度疑似")} == {0, 1}
    pages = [results(filled, job["id"], page=page, size=2) for page in (1, 2)]
    assert sorted(row["position"] for page in pages for row in page) == [0, 1, 2]


def test_submissions_are_compared_with_each_other(filled: TestClient) -> None:
    rows = said(NEW), said(NEW, title="幼儿园被褥晾架", unit="白石幼儿园")
    job = check(filled, *rows)
    answer = filled.get(f"{API}/checks/{job['id']}/results/0").json()["report"]["matches"][0]
    assert (answer["in_batch"], answer["position"], answer["id"]) == (True, 1, None)
    assert [row["family_size"] for row in results(filled, job["id"])] == [2, 2]
    alone = check(filled, *rows, within_batch="false")
    apart = filled.get(f"{API}/checks/{alone['id']}/results/0").json()["report"]["matches"]
    assert not any(match["in_batch"] for match in apart)


def test_rejected_rows_are_told(filled: TestClient) -> None:
    job = check(filled, said(SAMPLES[3]), {"unit": "望石矿"})
    assert (job["rejected_rows"], job["total"]) == (1, 1)
    assert "第 2 行" in job["rejected"][0]["place"]
    (listed,) = (each for each in filled.get(f"{API}/checks").json()["checks"] if each["id"] == job["id"])
    assert (listed["rejected_rows"], listed["rejected"]) == (1, [])


def test_hostile_rows_are_answered_or_told(filled: TestClient) -> None:
    rows = [
        b'{"title": "\\ud800\\udfff"}',
        b'{"title": "a\\u0000b"}',
        b'{"title": "=cmd|\' /C calc\'!A0", "unit": "<script>alert(1)</script>", "people": ["@SUM(1)"]}',
        b'{"title": "\\u202e\\ufeff", "summary": ""}',
    ]
    response = filled.post(f"{API}/checks", files=[("files", ("<b>&.jsonl", b"\n".join(rows)))])
    job = finished(filled, response.json()["id"])
    assert (job["status"], job["rejected_rows"] + job["progress"]) == ("done", len(rows)), job["detail"]
    for form in ("jsonl", "xlsx", "docx"):
        report = filled.get(f"{API}/checks/{job['id']}/report.{form}")
        assert report.status_code == 200
        assert report.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [(b"", "failed", "文件是空的"), ("成果名称,完成单位\n".encode(), "done", "没有可以查重的申报")],
)
def test_a_table_without_rows_ends_in_words(filled: TestClient, content: bytes, status: str, words: str) -> None:
    response = filled.post(f"{API}/checks", files=[("files", ("空.csv", content))])
    job = finished(filled, response.json()["id"])
    assert job["status"] == status
    assert words in "".join([job["detail"] or "", *job["notices"]])


def test_columns_are_mapped_by_hand(filled: TestClient) -> None:
    job = check(filled, {"干了什么": "断绳保护", "在哪": "望石矿"}, mapping=json.dumps({"干了什么": "title"}))
    assert results(filled, job["id"])[0]["title"] == "断绳保护"


def test_a_file_that_is_no_table_fails_in_words(filled: TestClient) -> None:
    response = filled.post(f"{API}/checks", files=[("files", ("坏的.xlsx", b"no workbook"))])
    job = finished(filled, response.json()["id"])
    assert job["status"] == "failed"
    assert "坏的.xlsx" in job["detail"]


@pytest.mark.parametrize(
    ("form", "words"),
    [({"mapping": "{"}, "mapping"), ({"mapping": '{"甲": "colour"}'}, "colour"), ({"threshold": "2"}, "threshold")],
)
def test_a_bad_form_is_refused(filled: TestClient, form: dict[str, str], words: str) -> None:
    response = filled.post(f"{API}/checks", files=[("files", ("a.jsonl", table(said(NEW))))], data=form)
    assert response.status_code == 422
    assert words in response.json()["detail"]


@pytest.mark.parametrize("path", ["", "/results", "/results/0", "/report.jsonl", "/report.docx", "/events"])
def test_an_unknown_check_is_a_404(filled: TestClient, path: str) -> None:
    assert filled.get(f"{API}/checks/7777{path}").status_code == 404


def test_a_check_is_followed_to_its_end(filled: TestClient) -> None:
    number = started(filled, *(said(each) for each in SAMPLES[:20]))
    with filled.stream("GET", f"{API}/checks/{number}/events") as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        events = "".join(response.iter_text()).strip().split("\n\n")
    names = [event.split("\n")[0] for event in events]
    assert set(names[:-1]) == {"event: progress"}
    assert names[-1] == "event: end"
    assert json.loads(events[-1].partition("data: ")[2]) == filled.get(f"{API}/checks/{number}").json()


def test_who_asked_for_what_is_on_record(filled: TestClient, tmp_path: Path) -> None:
    job = check(filled, said(NEW))
    filled.get(f"{API}/checks/{job['id']}/report.jsonl", params={"confidential": "true"})
    store: Store = filled.app.state.base.store  # type: ignore[attr-defined]
    noted = [(entry.action, entry.detail) for entry in store.audit(limit=10_000) if entry.detail.get("id") == job["id"]]
    assert ("checks.report", {"id": job["id"], "form": "jsonl", "confidential": True}) in noted
    assert "checks.create" in [action for action, _ in noted]


def slow_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every answer take a while, so that a test can come between."""
    fast = running.reported

    def slow(position: int, checked: Any) -> Any:
        time.sleep(0.2)
        return fast(position, checked)

    monkeypatch.setattr(running, "reported", slow)
    monkeypatch.setattr(running, "KEEP_EVERY_S", 0.0)


def until_some(client: TestClient, number: int) -> dict[str, Any]:
    for _ in range(PATIENCE_S * 20):
        job: dict[str, Any] = client.get(f"{API}/checks/{number}").json()
        if job["progress"]:
            return job
        time.sleep(0.05)
    raise AssertionError(f"nothing was answered: {job}")


def test_a_cancelled_check_keeps_its_results(filled: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    slow_down(monkeypatch)
    number = started(filled, *(said(each) for each in SAMPLES[:60]))
    until_some(filled, number)
    assert filled.post(f"{API}/checks/{number}/cancel").json()["status"] == "cancelled"
    after = check(filled, said(NEW))
    assert after["status"] == "done"
    job = finished(filled, number)
    assert (job["status"], 0 < job["progress"] < 60) == ("cancelled", True)


def test_a_check_goes_on_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(_env_file=None, home=tmp_path)
    fill(settings)
    with monkeypatch.context() as slowly:
        slow_down(slowly)
        with TestClient(create_app(settings)) as client:
            number = started(client, *(said(each) for each in SAMPLES[:30]))
            until_some(client, number)
    with Store.open(settings.store_url) as store:
        before = list(store.all_results(number))
    assert 0 < len(before) < 30
    with TestClient(create_app(settings)) as client:
        job = finished(client, number)
        assert (job["status"], job["progress"], job["notices"]) == ("done", 30, [])
    with Store.open(settings.store_url) as store:
        after = list(store.all_results(number))
    assert [each.report for each in after[: len(before)]] == [each.report for each in before]
    assert [each.short.position for each in after] == list(range(30))
    assert not list(settings.tables_folder.iterdir())


def test_a_check_starts_anew_where_the_index_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(_env_file=None, home=tmp_path)
    fill(settings)
    slow_down(monkeypatch)
    with TestClient(create_app(settings)) as client:
        number = started(client, *(said(each) for each in SAMPLES[:20]))
        revision = until_some(client, number)["index_revision"]
        more = client.post(f"{API}/imports", files=[("files", ("新.jsonl", table(said(NEW))))])
        assert more.status_code == 202
        job = finished(client, number)
        assert (job["status"], job["progress"]) == ("done", 20)
        assert job["index_revision"] > revision
        assert running.MOVED in job["notices"]


def test_a_check_waits_for_the_index(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, home=tmp_path)
    with TestClient(create_app(settings)) as client:
        client.post(f"{API}/imports", files=[("files", (file.name, file.read_bytes())) for file in achievement_files()])
        job = check(client, said(SAMPLES[3]))
        assert job["status"] == "done"
        assert job["index_revision"] == client.get(f"{API}/index").json()["store_revision"]


def test_without_an_index_the_way_to_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KnowledgeBase, "index", lambda *_, **__: None)
    monkeypatch.setattr(checks, "INDEX_PAUSE_S", 0.01)
    with TestClient(create_app(Settings(_env_file=None, home=tmp_path))) as client:
        response = client.post(f"{API}/check", json=said(NEW))
        assert (response.status_code, response.json()["type"]) == (503, "urn:innokb:problem:index-missing")
        assert "innokb index" in check(client, said(NEW))["detail"]


def test_an_index_that_stays_behind_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(_env_file=None, home=tmp_path)
    fill(settings)
    monkeypatch.setattr(checks, "INDEX_PAUSE_S", 0.01)
    monkeypatch.setattr(KnowledgeBase, "index", lambda *_, **__: None)
    with Store.open(settings.store_url) as store:
        store.delete([1], "张工")
    with TestClient(create_app(settings)) as client:
        response = client.post(f"{API}/check", json=said(NEW))
        assert (response.status_code, response.json()["type"]) == (503, "urn:innokb:problem:index-behind")
        job = check(client, said(NEW))
        assert job["status"] == "failed"
        assert "索引" in job["detail"]
