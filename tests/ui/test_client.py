"""The client tells problems from silence, and sends what was asked."""

import json
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.ui.conftest import Prepared
from ui.asking import Asked
from ui.client import ApiClient, ApiProblem, ApiUnreachable, CheckRequest, ImportRequest, ResultsAsked, Upload

INDEX = {"ready": True, "detail": None, "documents": 3, "lag": 0, "encoder": "e", "engine": "e", "indexing": False}
IMPORT = {
    "id": 7, "status": "waiting", "dry_run": True, "progress": 0, "names": ["表.xlsx"], "files": [], "detail": None,
    "created_at": "2026-01-02T03:04:05Z", "finished_at": None,
}  # fmt: skip

CHECK = {
    "id": 5, "status": "waiting", "names": ["申报.xlsx"], "progress": 0, "total": None, "counts": {}, "types": {},
    "families": 0, "expected_false_alarms": None, "threshold": 0.8, "within_batch": False, "index_revision": None,
    "run_id": "r", "rejected_rows": 0, "rejected": [], "notices": [], "detail": None,
    "created_at": "2026-01-02T03:04:05Z", "finished_at": None,
}  # fmt: skip


@pytest.fixture
def client(server: Prepared) -> Iterator[ApiClient]:
    client = ApiClient(server.url)
    yield client
    client.close()


def test_an_answer_is_a_typed_value_and_unknown_keys_do_no_harm(server: Prepared, client: ApiClient) -> None:
    server.answer("GET", "/index", INDEX | {"something new": 1})
    assert client.index().documents == 3


def test_a_problem_speaks_with_its_own_words(server: Prepared, client: ApiClient) -> None:
    problem = {
        "type": "urn:innokb:problem:index-missing",
        "title": "还没有索引",
        "status": 503,
        "detail": "还没有索引。",
    }
    server.answer("POST", "/search", problem, 503)
    with pytest.raises(ApiProblem, match="还没有索引。") as caught:
        client.search(Asked())
    assert (caught.value.status, caught.value.kind) == (503, "index-missing")


def test_an_error_without_a_reason_is_a_problem_too(server: Prepared, client: ApiClient) -> None:
    server.answer("GET", "/index", b"<html>Bad Gateway</html>", 502)
    with pytest.raises(ApiProblem, match="502"):
        client.index()


def test_an_answer_of_another_version_is_said_so(server: Prepared, client: ApiClient) -> None:
    server.answer("GET", "/index", {"ready": True})
    with pytest.raises(ApiUnreachable, match="版本"):
        client.index()


def test_silence_names_the_address() -> None:
    with pytest.raises(ApiUnreachable, match=r"http://127\.0\.0\.1:9：API 没有启动"):
        ApiClient("http://127.0.0.1:9/").index()


def test_an_impossible_address_is_silence() -> None:
    with pytest.raises(ApiUnreachable):
        ApiClient("http://127.0.0.1:99999").index()


def test_a_proxy_of_the_office_is_not_asked(
    server: Prepared, client: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.answer("GET", "/index", INDEX)
    fresh = ApiClient(server.url)
    assert fresh.index().ready
    fresh.close()


def test_a_search_sends_the_whole_question(server: Prepared, client: ApiClient) -> None:
    with pytest.raises(ApiProblem):
        client.search(Asked("断绳", "words", ("industry=煤炭", "industry="), "trl", 2, 20))
    sent = json.loads(server.seen[0][2])
    filters = ["industry=煤炭", "industry="]
    assert sent == {"q": "断绳", "mode": "words", "filter": filters, "sort": "trl", "page": 2, "size": 20}


def test_an_export_asks_the_same_question(server: Prepared, client: ApiClient) -> None:
    server.answer("GET", "/search/export", b"PK workbook")
    assert client.export(Asked("断绳", filters=("level=市级", "kind=小发明"), sort="year", page=3)) == b"PK workbook"
    sent = parse_qs(urlsplit(server.seen[0][1]).query)
    filters = ["level=市级", "kind=小发明"]
    assert sent == {"q": ["断绳"], "mode": ["hybrid"], "filter": filters, "sort": ["year"], "confidential": ["false"]}


def test_an_import_sends_files_and_only_what_was_said(server: Prepared, client: ApiClient) -> None:
    server.answer("POST", "/imports", IMPORT, 202)
    request = ImportRequest(year=2025, mapping={"五小名字": "title"}, dry_run=True)
    assert client.start_import([Upload("表.xlsx", BytesIO(b"cells"))], request).id == 7
    body = server.seen[0][2]
    for part in ("表.xlsx".encode(), b"cells", b'name="year"', '{"五小名字": "title"}'.encode(), b'name="dry_run"'):
        assert part in body
    assert b'name="source"' not in body


def test_a_check_sends_files_and_how_they_are_to_be_checked(server: Prepared, client: ApiClient) -> None:
    server.answer("POST", "/checks", CHECK, 202)
    request = CheckRequest(source="某市", mapping={"五小名字": "title"}, within_batch=False, threshold=0.8)
    assert client.start_check([Upload("申报.xlsx", BytesIO(b"cells"))], request).id == 5
    body = server.seen[0][2]
    for part in ("申报.xlsx".encode(), b"cells", b'name="within_batch"', b"false", b'name="threshold"', b"0.8"):
        assert part in body
    assert b'name="year"' not in body


def test_results_are_asked_for_with_only_what_was_said(server: Prepared, client: ApiClient) -> None:
    server.answer("GET", "/checks/5/results", {"total": 0, "rows": []})
    assert client.check_results(5, ResultsAsked(level="疑似", page=2)).total == 0
    assert parse_qs(urlsplit(server.seen[0][1]).query) == {"level": ["疑似"], "page": ["2"], "size": ["50"]}


def test_what_is_confidential_is_asked_for_in_so_many_words(server: Prepared, client: ApiClient) -> None:
    server.answer("GET", "/checks/5/report.docx", b"PK document")
    assert client.check_report(5, "docx") == b"PK document"
    client.check_report(5, "docx", confidential=True)
    asked = [parse_qs(urlsplit(path).query)["confidential"] for _, path, _ in server.seen]
    assert asked == [["false"], ["true"]]


def test_a_submission_is_checked_as_it_was_typed(server: Prepared, client: ApiClient) -> None:
    with pytest.raises(ApiProblem):
        client.check({"title": "断绳保护", "people": ["张工"]}, limit=3)
    method, path, body = server.seen[0]
    assert (method, path.endswith("/check?limit=3")) == ("POST", True)
    assert json.loads(body) == {"title": "断绳保护", "people": ["张工"]}
