"""The routes, their errors, and the document that describes them."""

from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

API = "/api/v1"

CONTRACT = {
    "/api/v1/search": {"get", "post"},
    "/api/v1/search/export": {"get"},
    "/api/v1/suggest": {"get"},
    "/api/v1/facets": {"get"},
    "/api/v1/achievements/{id}": {"get"},
    "/api/v1/achievements/{id}/similar": {"get"},
    "/api/v1/imports": {"get", "post"},
    "/api/v1/imports/{id}": {"get"},
    "/api/v1/imports/{id}/rejected.xlsx": {"get"},
    "/api/v1/check": {"post"},
    "/api/v1/checks": {"get", "post"},
    "/api/v1/checks/{id}": {"get"},
    "/api/v1/checks/{id}/cancel": {"post"},
    "/api/v1/checks/{id}/events": {"get"},
    "/api/v1/checks/{id}/report.{form}": {"get"},
    "/api/v1/checks/{id}/results": {"get"},
    "/api/v1/checks/{id}/results/{position}": {"get"},
    "/api/v1/candidates": {"get"},
    "/api/v1/candidates/compare": {"get"},
    "/api/v1/candidates/export.xlsx": {"get"},
    "/api/v1/candidates/profiles": {"get"},
    "/api/v1/candidates/profiles/{name}": {"get", "put", "delete"},
    "/api/v1/needs": {"get", "post"},
    "/api/v1/needs/import": {"post"},
    "/api/v1/needs/matches": {"post"},
    "/api/v1/needs/{id}": {"get", "patch"},
    "/api/v1/needs/{id}/matches": {"get"},
    "/api/v1/achievements/{id}/needs": {"get"},
    "/api/v1/deals": {"get", "post"},
    "/api/v1/deals/funnel": {"get"},
    "/api/v1/deals/export.xlsx": {"get"},
    "/api/v1/deals/{id}": {"get", "patch"},
    "/api/v1/statistics": {"get"},
    "/api/v1/synonyms": {"get", "put"},
    "/api/v1/templates": {"get", "post"},
    "/api/v1/templates/{id}": {"put"},
    "/api/v1/index": {"get", "post"},
    "/healthz": {"get"},
    "/readyz": {"get"},
    "/metrics": {"get"},
}


def test_the_routes_are_those_promised(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert {path: set(methods) for path, methods in document["paths"].items()} == CONTRACT


def test_every_route_is_described_and_declares_its_problems(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for route in methods.values():
            assert any("\u4e00" <= character <= "\u9fff" for character in route["summary"]), path
            assert route["description"], path
            problems = {code: answer for code, answer in route["responses"].items() if code >= "400"}
            assert all("application/problem+json" in answer["content"] for answer in problems.values()), path
    assert "Problem" in document["components"]["schemas"]


def test_search_answers_as_json(client: TestClient) -> None:
    by_get = client.get(f"{API}/search", params={"q": "提升机断绳", "filter": ["行业=煤炭"], "size": 3}).json()
    by_post = client.post(f"{API}/search", json={"q": "提升机断绳", "filter": ["行业=煤炭"], "size": 3}).json()
    assert by_get["hits"]
    assert by_get | {"took_ms": 0} == by_post | {"took_ms": 0}


@pytest.mark.parametrize(
    ("path", "params", "words"),
    [
        ("search", {"page": 10**9}, "page 的值“1000000000”不对：应不大于 100000"),
        ("search", {"size": 101}, "size 的值“101”不对：应不大于 100"),
        ("search", {"page": "一"}, "page 的值“一”不对：应为整数"),
        ("search", {"mode": "magic"}, "mode 的值“magic”不对"),
        ("search", {"filter": "colour=red"}, "没有名为“colour”的筛选字段"),
        ("search", {"filter": "year=去年"}, "年度“去年”看不懂"),
        ("search", {"colour": "red"}, "colour 的值“red”不对：没有这一项"),
        ("achievements/abc", {}, "id 的值“abc”不对：应为整数"),
        ("achievements/99999999999999999999", {}, "不大于"),
    ],
)
def test_a_bad_request_is_a_problem_in_chinese(
    client: TestClient, path: str, params: dict[str, str | int], words: str
) -> None:
    response = client.get(f"{API}/{path}", params=params)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert words in problem["detail"]
    assert problem["type"].startswith("urn:innokb:problem:")
    assert problem["instance"] == f"{API}/{path}"


def test_an_unknown_achievement_is_a_404(client: TestClient) -> None:
    response = client.get(f"{API}/achievements/999999")
    assert response.status_code == 404
    assert response.json()["type"] == "urn:innokb:problem:not-found"


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("DELETE", f"{API}/search", 405)])
def test_an_unknown_address_is_a_problem_too(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_json_that_is_none_is_a_problem(client: TestClient) -> None:
    response = client.post(f"{API}/search", content=b"{", headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert "JSON" in response.json()["detail"]


def test_wild_text_in_json_is_answered(client: TestClient) -> None:
    body = '{"q": "\\ud800 提升机 \\u0000", "filter": ["industry=\\ud800"]}'
    response = client.post(f"{API}/search", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 200


def test_a_question_of_100000_characters_is_answered(client: TestClient) -> None:
    response = client.post(f"{API}/search", json={"q": "断绳保护" * 25_000})
    assert response.status_code == 200
    assert "只用了前" in response.json()["notices"][0]


def test_a_body_beyond_all_measure_is_refused(client: TestClient) -> None:
    response = client.post(f"{API}/search", json={"q": "断" * 5_000_000})
    assert response.status_code == 413
    assert response.json()["type"] == "urn:innokb:problem:upload-too-large"


@pytest.mark.parametrize("typed", ["副井提升", "fujingtisheng", "fjts"])
def test_suggestions_by_characters_pinyin_and_initials(client: TestClient, typed: str) -> None:
    titles = client.get(f"{API}/suggest", params={"prefix": typed}).json()["titles"]
    assert titles[0] == "副井提升机断绳防坠抓捕器改进"


def test_facets_alone(client: TestClient) -> None:
    answer = client.get(f"{API}/facets", params={"filter": "year=2024"}).json()
    assert answer["matched"] > 0
    assert {facet["field"] for facet in answer["facets"]} >= {"kind", "year", "industry"}


def test_an_achievement_with_its_history_and_spans(client: TestClient) -> None:
    (hit,) = client.get(f"{API}/search", params={"q": "断绳防坠抓捕器", "size": 1}).json()["hits"]
    answer = client.get(f"{API}/achievements/{hit['id']}", params={"q": "断绳"}).json()
    assert answer["achievement"]["title"] == hit["title"]
    assert answer["history"][0]["action"] == "added"
    span = answer["spans"]["title"][0]
    assert hit["title"][span["start"] : span["end"]] == "断绳"


def test_similar_achievements_share_words_and_leave_itself_out(client: TestClient) -> None:
    (hit,) = client.get(f"{API}/search", params={"q": "断绳防坠抓捕器", "size": 1}).json()["hits"]
    answer = client.get(f"{API}/achievements/{hit['id']}/similar", params={"size": 5}).json()
    assert len(answer["hits"]) == 5
    assert hit["id"] not in [other["id"] for other in answer["hits"]]
    assert answer["hits"][0]["shared_words"]


def test_the_export_holds_all_hits_in_order(client: TestClient) -> None:
    found = client.get(f"{API}/search", params={"q": "提升机", "size": 100}).json()
    response = client.get(f"{API}/search/export", params={"q": "提升机", "confidential": True})
    rows = list(load_workbook(BytesIO(response.content)).worksheets[0].values)
    titles = [row[rows[0].index("成果名称")] for row in rows[1:]]
    assert titles[:100] == [hit["title"] for hit in found["hits"]]
    assert len(titles) == found["total"]


def test_statistics(client: TestClient) -> None:
    answer = client.get(f"{API}/statistics").json()
    kinds = next(facet for facet in answer["facets"] if facet["field"] == "kind")
    assert sum(value["count"] for value in kinds["values"]) == answer["achievements"]
    assert answer["index"]["lag"] == 0


def test_health_and_figures(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["ready"] is True
    figures = client.get("/metrics").text
    assert 'innokb_requests_total{method="GET",route="/healthz",status="200"}' in figures
    assert "innokb_index_lag 0.0" in figures


def test_the_routes_can_be_read_without_a_network(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "GET /api/v1/search" in page
    assert "检索成果" in page
    assert "http" not in page.replace("http-equiv", "")
