"""Needs through the API: told, found again, answered, and the way back."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.importing.run import import_file
from corpus.need import Need
from deploy.elasticsearch import Server
from search_api.knowledge_base import KnowledgeBase
from search_api.matching.open_needs import OpenNeedsReader
from tests.engines import own_settings

API = "/api/v1"
SWITCH = {
    "title": "刀闸触指弹簧拆装工具",
    "content": "检修隔离开关拆弹簧费时且崩飞伤手。要求更换时间不超过15分钟，适用110kV，更换时间缩短80%以上。",
    "unit": "岳临供电公司",
}


@pytest.fixture
def matched(client: TestClient) -> dict[str, object]:
    answered = client.post(f"{API}/needs/matches", json=SWITCH)
    assert answered.status_code == 200
    told: dict[str, object] = answered.json()
    return told


def test_a_need_finds_what_answers_it_with_the_reasons(matched: dict[str, object]) -> None:
    first = matched["hits"][:2]  # type: ignore[index]
    best = next(hit for hit in first if hit["title"] == "变电站刀闸触头弹簧安全取装手钳")
    assert [each["text"] for each in matched["demands"]] == [  # type: ignore[index,union-attr]
        "更换时间 ≤ 15分钟",
        "适用 110千伏",
        "更换时间降低 ≥ 80%",
    ]
    assert [each["verdict"] for each in best["checks"]] == ["met", "met", "missed"]
    assert {each["kind"] for each in best["reasons"]} >= {"demand", "words", "ripeness", "protection"}
    assert "刀闸" in next(each["text"] for each in best["reasons"] if each["kind"] == "words")
    assert best["ripe"]["patents"] == ["ZL201720113067.5"]


def test_where_answers_end_is_said(client: TestClient, matched: dict[str, object]) -> None:
    assert [hit["likely"] for hit in matched["hits"]] == [True] * 2 + [False] * 8  # type: ignore[attr-defined]
    strange = client.post(f"{API}/needs/matches", json={"content": "会议室投影仪时好时坏"}).json()
    assert not any(hit["likely"] for hit in strange["hits"])


def test_every_sentence_shown_stands_where_it_is_said_to(client: TestClient, matched: dict[str, object]) -> None:
    for hit in matched["hits"]:  # type: ignore[attr-defined]
        told = client.get(f"{API}/achievements/{hit['id']}").json()["achievement"]
        for check in hit["checks"]:
            if check["verdict"] != "unsaid":
                assert told[check["field"]][check["start"] : check["end"]] == check["sentence"]
                assert check["span"] in check["sentence"]


def test_the_first_hits_do_not_depend_on_how_many_are_asked_for(client: TestClient) -> None:
    few, many = (client.post(f"{API}/needs/matches", json=SWITCH | {"size": size}).json() for size in (5, 150))
    assert [hit["id"] for hit in few["hits"]] == [hit["id"] for hit in many["hits"][:5]]
    assert few["total"] == many["total"]
    assert [hit["ripe"] is None for hit in many["hits"]] == [at >= 100 for at in range(len(many["hits"]))]


def test_everything_can_be_ranked(client: TestClient, base: KnowledgeBase) -> None:
    told = client.post(f"{API}/needs/matches", json=SWITCH | {"size": 10_000}).json()
    assert len(told["hits"]) == base.store.count()
    scores = [hit["score"] for hit in told["hits"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("text", ["皮带 纵向 撕裂", "皮带机经常纵向撕裂，损失很大，希望及时停机。" * 1_000])
def test_three_words_and_twenty_thousand_characters_are_needs_alike(client: TestClient, text: str) -> None:
    told = client.post(f"{API}/needs/matches", json={"content": text[:20_000]})
    assert told.status_code == 200
    assert told.json()["hits"][0]["title"] == "带式输送机纵向撕裂钢丝弦监测保护装置"


def test_what_asks_for_nothing_is_said_to_be_so(client: TestClient) -> None:
    for body in ({}, {"title": " ", "content": "\n。；\n"}):
        answered = client.post(f"{API}/needs/matches", json=body)
        assert answered.status_code == 422
        assert "要解决什么问题" in answered.json()["detail"]
    told = client.post(f"{API}/needs/matches", json={"content": "？…"}).json()
    assert told.get("hits", []) == [] or told["notices"]


def test_what_is_too_long_is_refused_with_the_limit(client: TestClient) -> None:
    answered = client.post(f"{API}/needs/matches", json={"content": "长" * 20_001})
    assert answered.status_code == 422
    assert "最多 20000 个字符" in answered.json()["detail"]


def test_contradictory_demands_are_told(client: TestClient) -> None:
    told = client.post(
        f"{API}/needs/matches", json={"content": "检测时间不超过5分钟；另要求检测时间不少于10分钟"}
    ).json()
    assert [each["against"] for each in told["demands"]] == [[1], [0]]
    assert "互相矛盾" in told["notices"][0]


def test_hostile_text_is_only_text(client: TestClient) -> None:
    told = client.post(f"{API}/needs/matches", json={"title": "<script>alert(1)</script>", "content": '"-短语 字段:值'})
    assert told.status_code == 200
    assert told.json()["title"] == "<script>alert(1)</script>"


def test_a_need_is_told_once_listed_and_closed(own_client: TestClient) -> None:
    added = own_client.post(f"{API}/needs", json=SWITCH)
    assert added.status_code == 201
    id = added.json()["id"]
    assert own_client.post(f"{API}/needs", json=SWITCH).json()["id"] == id
    assert own_client.get(f"{API}/needs").json()["counts"] == {"open": 1, "matched": 0, "closed": 0}
    assert own_client.patch(f"{API}/needs/{id}", json={"status": "matched"}).json()["need"]["status"] == "matched"
    assert own_client.get(f"{API}/needs", params={"status": "open"}).json()["needs"] == []
    told = own_client.get(f"{API}/needs/{id}").json()
    assert [each["action"] for each in told["history"]] == ["status", "added"]


def test_a_need_without_a_title_is_called_by_its_first_clause(own_client: TestClient) -> None:
    added = own_client.post(f"{API}/needs", json={"content": "窑尾漏风严重；希望改进。"}).json()
    assert added["need"]["title"] == "窑尾漏风严重"


def test_unknown_needs_and_states_are_refused(own_client: TestClient) -> None:
    assert own_client.get(f"{API}/needs/7").status_code == 404
    assert own_client.get(f"{API}/needs/7/matches").status_code == 404
    assert own_client.patch(f"{API}/needs/7", json={"status": "closed"}).status_code == 404
    assert own_client.patch(f"{API}/needs/7", json={"status": "也许"}).status_code == 422


def test_a_table_of_needs_is_imported_and_an_achievement_knows_who_needs_it(
    own_client: TestClient, tmp_path: Path
) -> None:
    rows = [SWITCH, {"title": "食堂菜品留样登记", "content": "希望有电子台账", "unit": "景河学校"}]
    table = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    sent = {"file": ("../需求.jsonl", table)}
    assert own_client.post(f"{API}/needs/import", files=sent, data={"dry_run": "true"}).json()["added"] == 2
    assert own_client.get(f"{API}/needs").json()["needs"] == []
    assert own_client.post(f"{API}/needs/import", files=sent).json()["added"] == 2
    assert own_client.post(f"{API}/needs/import", files=sent).json()["unchanged"] == 2
    bad = own_client.post(f"{API}/needs/import", files={"file": ("a.csv", "甲,乙\n1,2\n".encode())})
    assert bad.status_code == 422
    assert "需求名称" in bad.json()["detail"]
    assert list((tmp_path / "uploads").iterdir()) == []


def test_a_table_of_needs_that_cannot_be_kept_is_said_to_be_so(own_client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("在文件夹该在的地方")
    sent = {"file": ("需求.csv", "需求名称,需求单位\n除尘,景河陶瓷厂\n".encode())}
    answered = own_client.post(f"{API}/needs/import", files=sent)
    assert answered.status_code == 503
    assert answered.json()["type"].endswith("upload-not-kept")
    assert own_client.get(f"{API}/needs").json()["needs"] == []


def test_what_is_rare_in_a_need_follows_the_index(tmp_path: Path, cluster: Server | None) -> None:
    table = tmp_path / "成果.csv"
    with own_settings(tmp_path, cluster) as settings:
        base = KnowledgeBase(settings)
        base.store.add_need(Need(title="除尘风机"), "李工")
        reader = OpenNeedsReader(base)

        def read(*titles: str) -> float:
            table.write_text("\n".join(["成果名称", *titles]), encoding="utf-8")
            import_file(base.store, table)
            base.index()
            assert reader.read() is reader.read()
            return reader.read().rarities[0]["除尘"]

        assert read("除尘装置", "皮带托架") > read("除尘装置", "皮带托架", "除尘管道", "除尘水箱")
        base.close()
