"""Deals through the API."""

import json
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from fastapi.testclient import TestClient
from httpx import Response

from corpus.achievement import Achievement
from corpus.store import Entry
from search_api.app import create_app
from search_api.settings import Settings

API = "/api/v1"
TITLES = ("断绳保护装置", "皮带跑偏纠正装置", "气刀刮渣小车")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The API on a base with three achievements, numbered from 1; no index is needed for deals."""
    app = create_app(Settings(_env_file=None, home=tmp_path_factory.mktemp("deals")))
    with TestClient(app, raise_server_exceptions=False) as client:
        made = [Achievement(title=title, unit="北山煤矿", source="测试") for title in TITLES]
        with app.state.base.store.writing("测试员") as writing:
            writing.add([Entry.of(each) for each in made])
        yield client


def step(stage: str, day: str = "2026-03-01", **more: object) -> dict[str, object]:
    return {"stage": stage, "day": day} | more


def begin(client: TestClient, taker: str, *steps: dict[str, object], achievement: int = 1, **more: object) -> Response:
    body = {"achievement_id": achievement, "taker": taker, "steps": steps or [step("match")]}
    return client.post(f"{API}/deals", json=body | more)


def move(client: TestClient, deal: dict[str, object], **change: object) -> Response:
    body = json.dumps({"version": deal["version"]} | change)  # in ASCII, so that half a character may be tried
    return client.patch(f"{API}/deals/{deal['id']}", content=body, headers={"Content-Type": "application/json"})


def test_a_deal_is_begun_moved_on_and_read_again(client: TestClient) -> None:
    begun = begin(client, "清溪煤矿", region="北屏市", handler="张工")
    assert begun.status_code == 201
    moved = move(client, begun.json(), advance=step("intention", number="意向-3", amount="30.5万元"), handler="李工")
    deal = moved.json()
    assert (deal["stage_name"], deal["amount"]) == ("意向", {"yuan": "305000.00", "words": "30.5 万元"})
    assert [(each["stage"], each["who"]) for each in deal["steps"]] == [("match", "张工"), ("intention", "李工")]
    assert (deal["title"], deal["unit"], deal["updated_by"]) == ("断绳保护装置", "北山煤矿", "李工")
    assert client.get(f"{API}/deals/{deal['id']}").json() == deal


def test_corrections_and_ways_back_need_a_reason_and_stay(client: TestClient) -> None:
    deal = begin(client, "丙厂", step("match"), step("intention", amount=300_000)).json()
    corrected = move(client, deal, correct=step("intention", amount="3万", reason="多写一个零")).json()
    refused = move(client, corrected, withdraw={"stage": "match", "reason": " "})
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:innokb:problem:invalid-deal")
    back = move(client, corrected, withdraw={"stage": "match", "reason": "意向书作废"}).json()
    assert (back["stage"], back["amount"]) == ("match", None)
    assert [each["kind"] for each in back["history"]] == ["advance", "advance", "correct", "withdraw"]


def test_who_is_late_is_told_who_changed_what_and_when(client: TestClient) -> None:
    deal = begin(client, "丁厂").json()
    move(client, deal, advance=step("contact"), handler="李工")
    late = move(client, deal, advance=step("intention", amount="30万"), handler="张工")
    assert (late.status_code, late.json()["type"]) == (409, "urn:innokb:problem:deal-changed")
    assert late.headers["content-type"] == "application/problem+json"
    assert "已被 李工 在 20" in late.json()["detail"]
    assert "现在到“对接”" in late.json()["detail"]


def test_the_same_deal_twice_is_asked_back_with_the_number_of_the_first(client: TestClient) -> None:
    first = begin(client, "戊厂").json()
    again = begin(client, "戊 厂")
    assert (again.status_code, again.json()["type"]) == (409, "urn:innokb:problem:deal-twice")
    assert again.json()["existing"] == first["id"]
    assert begin(client, "戊 厂", confirmed=True).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": "-5万"}, "大于零"),
        ({"amount": 0}, "大于零"),
        ({"amount": "30"}, "漏了“万”字"),
        ({"amount": "2万亿"}, "超过一万亿"),
        ({"amount": 1e15}, "金额"),
        ({"amount": "很多"}, "看不懂"),
        ({"amount": [3]}, "看不懂"),
        ({"day": "2999-01-01"}, "还没有到"),
        ({"day": "明天"}, "应为日期"),
        ({"day": "2026-02-01", "stage": "contact"}, "早于上一步“匹配”"),
        ({"stage": "need"}, "不能再走到“需求”"),
        ({"stage": "signed"}, "之一"),
        ({"stage": "closed"}, "写明结果"),
        ({"note": "\ud800"}, "note"),
    ],
)
def test_what_is_wrong_is_asked_back_and_not_kept(client: TestClient, wrong: dict[str, object], said: str) -> None:
    deal = begin(client, "己厂", confirmed=True).json()
    refused = move(client, deal, advance=step("intention") | wrong)
    assert refused.status_code == 422
    assert said in refused.json()["detail"]
    assert client.get(f"{API}/deals/{deal['id']}").json() == deal


def test_one_change_at_a_time(client: TestClient) -> None:
    deal = begin(client, "庚厂").json()
    assert "一次请只写一种改动" in move(client, deal).json()["detail"]
    both = move(client, deal, advance=step("contact"), edit={"taker": "辛厂"})
    assert both.status_code == 422
    assert move(client, deal, edit={"taker": "辛厂", "industry": "钢铁"}).json()["industry"] == "钢铁"


def test_deals_are_listed_and_added_up(client: TestClient) -> None:
    wanted = {"industry": "化工", "region": "澜州市"}
    begin(client, "甲化工", step("intention", "2025-05-01", amount="1.5亿"), achievement=2, **wanted)
    begin(client, "乙化工", step("contract", "2026-05-01", amount="2000.01万"), achievement=3, **wanted)
    listed = client.get(f"{API}/deals", params=wanted | {"size": 1}).json()
    assert (listed["total"], [deal["taker"] for deal in listed["deals"]]) == (2, ["乙化工"])
    assert client.get(f"{API}/deals", params=wanted | {"stage": "intention", "q": "跑偏"}).json()["total"] == 1
    found = client.get(f"{API}/deals/funnel", params=wanted).json()
    assert found["figures"]["conclusion"] == "1 项签订意向 1.5 亿元"
    intention, contract = found["figures"]["stages"][3:5]
    assert (intention["reached"], intention["recorded"]) == (2, 1)
    assert contract["amount"] == {"yuan": "20000100.00", "words": "2,000.01 万元"}
    assert [(group["value"], group["figures"]["conclusion"]) for group in found["years"]] == [
        ("2025", "1 项签订意向 1.5 亿元"),
        ("2026", "0 项签订意向 0 元"),
    ]
    sought = client.get(f"{API}/deals/funnel", params=wanted | {"q": "跑偏"}).json()
    assert [group["value"] for group in sought["years"]] == ["2025"]


def test_a_nul_in_a_question_is_left_out(client: TestClient) -> None:
    begin(client, "丁化工", region="宁川市", industry="制盐", achievement=3)
    asked = {"q": "气刀\0刮渣", "region": "宁\0川市", "industry": "\0制盐"}
    assert client.get(f"{API}/deals", params=asked).json()["total"] == 1
    assert client.get(f"{API}/deals/funnel", params=asked).json()["figures"]["stages"][0]["reached"] == 1


def test_both_conflicts_of_a_change_are_declared(client: TestClient) -> None:
    declared = client.get("/openapi.json").json()["paths"]["/api/v1/deals/{id}"]["patch"]["responses"]["409"]
    assert set(declared["content"]["application/problem+json"]["examples"]) == {"deal-changed", "deal-twice"}


def test_an_ended_deal_comes_back_beside_its_twin_only_when_confirmed(client: TestClient) -> None:
    ended = begin(client, "癸厂", step("match"), step("closed", outcome="abandoned", note="停产")).json()
    twin = begin(client, "癸厂").json()
    back = {"stage": "match", "reason": "又谈了"}
    asked = move(client, ended, withdraw=back)
    assert (asked.status_code, asked.json()["existing"]) == (409, twin["id"])
    assert move(client, ended, withdraw=back, confirmed=True).json()["stage"] == "match"


def test_a_question_that_makes_no_sense_is_refused(client: TestClient) -> None:
    for asked in ({"stage": "signed"}, {"year": "x"}, {"size": 1000}, {"nonsense": 1}):
        assert client.get(f"{API}/deals", params=asked).status_code == 422
    assert client.get(f"{API}/deals/987654").status_code == 404
    assert begin(client, "壬厂", achievement=987654).status_code == 404
    assert begin(client, "壬厂", need_id=5).json()["detail"].startswith("没有编号为 5 的需求")


def test_a_workbook_holds_what_was_asked_for(client: TestClient) -> None:
    begin(client, "丙化工", step("contact"), region="青梧市", confirmed=True)
    answered = client.get(f"{API}/deals/export.xlsx", params={"region": "青梧市", "q": "断绳"})
    assert answered.headers["content-type"].endswith("spreadsheetml.sheet")
    book = openpyxl.load_workbook(BytesIO(answered.content))
    assert [row[3] for row in book["转化台账"].values] == ["需方单位", "丙化工"]
    assert book.sheetnames == ["转化台账", "转化汇总"]
