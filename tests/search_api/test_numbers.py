"""Searching by what achievements state in figures: benefits, use, stage."""

from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from corpus.achievement import Achievement
from corpus.facts import facts_of
from indexer.figures import fact_facets, numbers_of
from search_api.answers import Hit, SearchAnswer
from search_api.errors import BadQuestion
from search_api.knowledge_base import KnowledgeBase
from search_api.search import Question, count, search

LIKELY = ["年效益≥100万元 且 应用:已应用", "年效益>=100万 应用:已应用"]


def ask(base: KnowledgeBase, text: str = "", *filters: str, sort: str = "relevance", size: int = 100) -> SearchAnswer:
    return search(base, Question.asked(text, filters=filters, sort=sort, size=size))


def stated(base: KnowledgeBase, hit: Hit) -> dict[str, object]:
    facts = facts_of(base.store.get(hit.id).achievement)
    return {**numbers_of(facts), **fact_facets(facts)}


@pytest.mark.parametrize("text", LIKELY)
def test_a_benefit_and_its_use_are_asked_for_in_the_text(base: KnowledgeBase, text: str) -> None:
    answer = ask(base, text)
    assert answer.total == answer.matched == len(answer.hits) > 0
    for hit in answer.hits:
        said = stated(base, hit)
        assert said["annual_benefit"] >= 1_000_000  # type: ignore[operator]
        assert said["applied"] == "yes"
    assert ask(base, "", "年效益=100万..", "应用=已应用").hits == answer.hits


def test_a_text_is_narrowed_by_numbers_too(base: KnowledgeBase) -> None:
    free, narrowed = ask(base, "装置"), ask(base, "装置", "annual_benefit=1..")
    assert 0 < narrowed.total < free.total
    assert all(hit.facts.annual_benefit for hit in narrowed.hits)


@pytest.mark.parametrize(("sort", "text"), [("annual_benefit", ""), ("annual_benefit", "装置"), ("year", "装置")])
def test_a_list_goes_by_a_number_with_the_unsaid_last(base: KnowledgeBase, sort: str, text: str) -> None:
    answer = ask(base, text, sort=sort)
    said = [hit.year if sort == "year" else hit.facts.annual_benefit for hit in answer.hits]
    known = [number for number in said if number is not None]
    assert known == sorted(known, reverse=True) == said[: len(known)]
    assert len(set(known)) > 2
    pages = [search(base, Question.asked(text, sort=sort, size=7, page=page)) for page in (1, 2, 3)]
    assert [hit.id for page in pages for hit in page.hits] == [hit.id for hit in answer.hits][:21]


def test_an_order_leaves_the_list_as_it_is(base: KnowledgeBase) -> None:
    by_relevance, by_benefit = ask(base, "提升机"), ask(base, "提升机", sort="annual_benefit")
    assert by_relevance.total == by_benefit.total
    assert by_relevance.matched == by_benefit.matched


def test_hits_say_in_short_what_is_stated(base: KnowledgeBase) -> None:
    for hit in ask(base, "装置").hits:
        said = stated(base, hit)
        assert hit.facts.annual_benefit == said["annual_benefit"]
        assert hit.facts.applied == (said["applied"] or "unstated")
        assert hit.facts.stage == (said["stage"] or "unstated")


def test_use_and_stage_are_counted_by_their_names(base: KnowledgeBase) -> None:
    facets = {facet.field: facet for facet in count(base, Question()).facets}
    assert facets["applied"].name == "应用情况"
    assert {"已应用", "未说明"} <= {value.name for value in facets["applied"].values}
    applied = next(value for value in facets["applied"].values if value.value == "yes")
    assert ask(base, "", "applied=yes").total == applied.count
    assert ask(base, "应用:已应用").total == applied.count


def test_the_text_and_the_filter_must_both_hold(base: KnowledgeBase) -> None:
    assert ask(base, "年效益<100万", "annual_benefit=100万..").total == 0
    assert ask(base, "应用:未应用", "applied=yes").total == 0


def test_a_bad_number_is_a_problem_in_words(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"filter": "年效益=很多"})
    assert answer.status_code == 422
    assert "年效益“很多”看不懂" in answer.json()["detail"]
    for endless in ("≥1" + "亿" * 60, "≥" + "9" * 400, ">" + "万" * 480):
        assert client.get("/api/v1/search", params={"filter": f"年效益{endless}"}).status_code == 422
        assert client.get("/api/v1/search", params={"q": f"年效益{endless}"}).status_code == 200
    assert client.get("/api/v1/search", params={"sort": "price"}).status_code == 422
    with pytest.raises(BadQuestion, match="设想"):
        Question.asked("", filters=["stage=胡说"])


def test_an_achievement_comes_with_its_facts_and_their_places(client: TestClient, base: KnowledgeBase) -> None:
    id = ask(base, LIKELY[0]).hits[0].id
    answer = client.get(f"/api/v1/achievements/{id}").json()
    record = Achievement.model_validate(answer["achievement"])
    assert answer["facts"]["benefits"]
    for benefit in answer["facts"]["benefits"]:
        assert getattr(record, benefit["field"])[benefit["start"] : benefit["end"]] == benefit["span"]
    assert all("from" in change for change in answer["facts"]["changes"])
    assert answer["facts"]["applied"] == "yes"


def test_a_workbook_has_the_figures_too(client: TestClient, base: KnowledgeBase) -> None:
    answer = client.get("/api/v1/search/export", params={"filter": "年效益=100万..", "sort": "annual_benefit"})
    [sheet] = load_workbook(BytesIO(answer.content), read_only=True).worksheets
    headers, *rows = sheet.iter_rows(values_only=True)
    benefits = [row[headers.index("年效益（元）")] for row in rows]
    assert benefits == [hit.facts.annual_benefit for hit in ask(base, "", "年效益=100万..", sort="annual_benefit").hits]
    assert {row[headers.index("应用情况")] for row in rows} <= {"已应用", "计划应用", "未应用", "未说明"}
