"""Candidates through the API, on every database."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from tests.search_api.screening.conftest import COPIED

CANDIDATES = "/api/v1/candidates"
PROFILES = f"{CANDIDATES}/profiles"


def asked(client: TestClient, **params: Any) -> dict[str, Any]:
    response = client.get(CANDIDATES, params=params)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def by_code(client: TestClient, **params: Any) -> dict[str, dict[str, Any]]:
    return {each["code"]: each for each in asked(client, **params)["candidates"]}


def indicator(candidate: dict[str, Any], key: str) -> dict[str, Any]:
    return next(each for each in candidate["indicators"] if each["key"] == key)


def test_what_is_ripe_and_useful_comes_first_and_what_says_nothing_has_no_rank(client: TestClient) -> None:
    found = asked(client)
    assert found["total"] == 5
    assert found["candidates"][0]["code"] == "A-1"
    assert [each["code"] for each in found["candidates"] if not each["sufficient"]] == [
        each["code"] for each in found["candidates"][found["sufficient"] :]
    ]
    assert by_code(client)["A-5"]["place"] is None


def test_every_figure_is_traced(client: TestClient) -> None:
    ripe = by_code(client)["A-1"]
    benefit = indicator(ripe, "benefit")
    assert benefit["raw"] == 1_200_000
    [quote] = benefit["trace"]["quotes"]
    assert quote["field"] == "benefit"
    assert "120万元" in quote["sentence"]
    assert ripe["annual_benefit"] == 1_200_000
    assert indicator(ripe, "award")["said"] == "省级一等奖"


def test_contributions_add_up(client: TestClient) -> None:
    for candidate in asked(client)["candidates"]:
        points = sum(round(100 * each["contribution"]) for each in candidate["indicators"])
        assert points == round(100 * (candidate["score"] or 0))


def test_what_is_only_expected_is_not_known(client: TestClient) -> None:
    benefit = indicator(by_code(client)["A-2"], "benefit")
    assert (benefit["raw"], benefit["scaled"], benefit["contribution"]) == (None, None, 0)
    assert "预计" in benefit["trace"]["note"]


def test_novelty_names_what_it_is_lost_to(client: TestClient) -> None:
    found = by_code(client)
    novelty = indicator(found["A-3"], "novelty")
    assert novelty["scaled"] == 0
    assert [each["id"] for each in novelty["trace"]["references"]] == [found["A-1"]["id"]]
    assert indicator(found["A-1"], "novelty")["scaled"] == 1


def test_demand_is_unknown_while_no_need_is_open(client: TestClient) -> None:
    assert {indicator(each, "demand")["scaled"] for each in asked(client)["candidates"]} == {None}


def test_weights_change_the_order(client: TestClient) -> None:
    found = asked(client, weights=["新颖性=1"])
    assert found["candidates"][-1]["code"] == "A-3"
    assert {each["known"] for each in found["candidates"]} == {1.0}


def test_filters_are_those_of_a_search(client: TestClient) -> None:
    assert set(by_code(client, filter=["行业=煤炭", "年度=2023..2024"])) == {"A-2", "A-3"}


def test_marks_of_the_front_line_can_be_asked_for(client: TestClient) -> None:
    assert set(by_code(client, frontline="met")) == {"A-1"}
    assert "A-4" not in by_code(client, frontline="undoubted")


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"weights": ["好处=1"]}, "没有名为“好处”的指标"),
        ({"weights": ["效益=0"]}, "所有权重都是 0"),
        ({"filter": ["颜色=红"]}, "没有名为“颜色”的筛选字段"),
        ({"frontline": "maybe"}, "frontline"),
        ({"page": 0}, "page"),
        ({"minimum": 2}, "minimum"),
    ],
)
def test_what_is_wrong_is_said(client: TestClient, params: dict[str, Any], said: str) -> None:
    response = client.get(CANDIDATES, params=params)
    assert response.status_code == 422
    assert said in response.json()["detail"]


def test_two_side_by_side(client: TestClient) -> None:
    found = by_code(client)
    ids = {"left": found["A-1"]["id"], "right": found["A-3"]["id"]}
    compared = client.get(f"{CANDIDATES}/compare", params=ids).json()
    points = [round(100 * each["points"]) for each in compared["differences"]]
    assert sum(points) == round(100 * compared["points"])
    assert sum(points) == round(100 * compared["left"]["score"]) - round(100 * compared["right"]["score"])
    assert compared["left_before"] is None
    assert compared["right_before"]["id"] == found["A-1"]["id"]
    assert compared["right_before"]["passages"]


@pytest.mark.parametrize(("left", "right", "status"), [(1, 1, 422), (1, 999, 404)])
def test_two_that_cannot_be_compared(client: TestClient, left: int, right: int, status: int) -> None:
    response = client.get(f"{CANDIDATES}/compare", params={"left": left, "right": right})
    assert response.status_code == status


def cells(client: TestClient, **params: Any) -> list[tuple[Any, ...]]:
    response = client.get(f"{CANDIDATES}/export.xlsx", params=params)
    assert response.status_code == 200, response.text
    sheet = openpyxl.load_workbook(BytesIO(response.content))["转化候选汇总表"]
    return list(sheet.iter_rows(values_only=True))


def test_the_summary_table_is_text_and_figures(client: TestClient) -> None:
    header, first, *rest = cells(client)
    assert header[:4] == ("序号", "成果名称", "完成单位", "完成人")
    row = dict(zip(header, first, strict=True))
    assert (row["序号"], row["年效益（万元）"], row["知识产权"], row["奖项"]) == (1, 120, 1, "一等奖")
    assert "=1+1 <b>手动葫芦挂钩</b>" in {each[1] for each in rest}
    assert {each[0] for each in rest} >= {"资料不足"}


def test_what_is_confidential_is_withheld_unless_asked_for(client: TestClient) -> None:
    titles = {each[1] for each in cells(client)}
    assert "（涉密）" in titles
    assert "提升罐笼防坠装置" not in titles
    header, *rows = cells(client)
    assert COPIED not in str(rows)
    [secret] = [dict(zip(header, row, strict=True)) for row in rows if row[1] == "（涉密）"]
    said = {"成果名称": "（涉密）", "编号": "A-3", "库内编号": by_code(client)["A-3"]["id"]}
    assert {name: cell for name, cell in secret.items() if cell is not None} == said
    assert "提升罐笼防坠装置" in {each[1] for each in cells(client, confidential=True)}


def test_profiles_are_kept_chosen_changed_and_deleted(client: TestClient) -> None:
    shipped = [each["name"] for each in client.get(PROFILES).json()["profiles"]]
    assert shipped[0] == "均衡"
    made = client.put(f"{PROFILES}/煤矿用", json={"weights": {"效益": 5, "novelty": 1}, "minimum": 0.2}).json()
    assert (made["version"], made["minimum"]) == (1, 0.2)
    assert asked(client, profile="煤矿用")["profile"]["name"] == "煤矿用"
    changed = client.put(f"{PROFILES}/煤矿用", json={"weights": {"效益": 4}, "version": 1}).json()
    assert changed["version"] == 2
    late = client.put(f"{PROFILES}/煤矿用", json={"weights": {"效益": 9}, "version": 1})
    assert (late.status_code, late.json()["type"]) == (409, "urn:innokb:problem:profile-changed")
    assert client.get(f"{PROFILES}/煤矿用").json()["version"] == 2
    assert client.delete(f"{PROFILES}/煤矿用", params={"version": 2}).status_code == 204
    assert client.get(CANDIDATES, params={"profile": "煤矿用"}).status_code == 404


def test_profiles_that_come_with_the_program_stay(client: TestClient) -> None:
    assert client.put(f"{PROFILES}/均衡", json={"weights": {"效益": 1}}).status_code == 422
    assert client.delete(f"{PROFILES}/均衡", params={"version": 1}).status_code == 422
