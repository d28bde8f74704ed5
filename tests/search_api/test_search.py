"""What people see of a search on the sample data."""

import pytest

from search_api.answers import SearchAnswer
from search_api.errors import BadQuestion
from search_api.knowledge_base import KnowledgeBase
from search_api.search import Question, count, search

QUESTION = "矿井提升机断绳保护"


def ask(
    base: KnowledgeBase, text: str, *filters: str, mode: str = "hybrid", page: int = 1, size: int = 10
) -> SearchAnswer:
    return search(base, Question.asked(text, mode=mode, filters=filters, page=page, size=size))


def ids(answer: SearchAnswer) -> list[int]:
    return [hit.id for hit in answer.hits]


@pytest.mark.parametrize("mode", ["hybrid", "words", "vector"])
def test_what_was_asked_for_comes_first(base: KnowledgeBase, mode: str) -> None:
    answer = ask(base, "副井提升机断绳防坠抓捕器", mode=mode)
    assert "断绳防坠抓捕器" in answer.hits[0].title


def test_modes_ask_their_own_arms(base: KnowledgeBase) -> None:
    assert all(set(hit.arms) <= {"words", "bigrams", "characters"} for hit in ask(base, QUESTION, mode="words").hits)
    assert all(set(hit.arms) == {"vector"} for hit in ask(base, QUESTION, mode="vector").hits)


def test_a_hit_says_why_it_was_found(base: KnowledgeBase) -> None:
    arms = ask(base, QUESTION).hits[0].arms
    assert arms["words"].rank == 1
    assert "提升机" in arms["words"].matched
    assert "断绳" in arms["bigrams"].matched


def test_titles_and_snippets_are_marked_in_the_raw_text(base: KnowledgeBase) -> None:
    hit = ask(base, "提升机断绳防坠 锯齿楔块").hits[0]
    record = base.store.get(hit.id).achievement
    assert [hit.title[span.start : span.end] for span in hit.title_spans] == ["提升机断绳防坠"]
    for snippet in hit.snippets:
        raw = getattr(record, snippet.field)
        assert raw[snippet.start : snippet.start + len(snippet.text)] == snippet.text
        assert snippet.spans


@pytest.mark.parametrize("size", [1, 3, 7])
def test_pages_cut_one_list(base: KnowledgeBase, size: int) -> None:
    whole = ask(base, QUESTION, size=100)
    pages = [ask(base, QUESTION, page=page, size=size) for page in range(1, 5)]
    assert [id for page in pages for id in ids(page)] == ids(whole)[: 4 * size]
    assert {page.total for page in pages} == {whole.total}


@pytest.mark.parametrize("filters", [(), ("year=2024..2025",), ("kind=小发明", "region=岳临市")])
def test_browsing_goes_exactly_through_all(base: KnowledgeBase, filters: tuple[str, ...]) -> None:
    first = ask(base, "", *filters, size=7)
    pages = [ask(base, "", *filters, page=page, size=7) for page in range(1, -(-first.total // 7) + 1)]
    found = [hit for page in pages for hit in page.hits]
    assert len({hit.id for hit in found}) == len(found) == first.total == first.matched
    assert [(-(hit.year or 0), hit.id) for hit in found] == sorted((-(hit.year or 0), hit.id) for hit in found)


def test_a_page_beyond_the_end_is_empty_and_says_so(base: KnowledgeBase) -> None:
    answer = ask(base, QUESTION, page=99_999)
    assert answer.hits == ()
    assert "没有第 99999 页" in answer.notices[0]


def test_a_phrase_must_stand_as_it_is(base: KnowledgeBase) -> None:
    answer = ask(base, "“提升机断绳”")
    assert answer.hits
    for hit in answer.hits:
        achievement = base.store.get(hit.id).achievement
        assert "提升机断绳" in achievement.title + achievement.body


def test_excluded_words_stand_nowhere(base: KnowledgeBase) -> None:
    with_all, without = ask(base, "提升机", size=100), ask(base, "提升机 -断绳", size=100)
    assert without.total < with_all.total or not with_all.total
    for hit in without.hits:
        achievement = base.store.get(hit.id).achievement
        assert "断绳" not in achievement.title + achievement.body


def test_only_an_exclusion_browses_what_is_left(base: KnowledgeBase) -> None:
    answer = ask(base, "-提升机", size=100)
    assert 0 < answer.total < base.store.count()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("行业:煤", lambda hit: "煤" in hit.industry),
        ("类别:小发明", lambda hit: hit.kind == "小发明"),
        ("单位:岳临煤业", lambda hit: "岳临煤业" in hit.unit),
        ("完成人:钟离明", lambda hit: "钟离明" in hit.people),
        ("年度:2023-2024", lambda hit: hit.year in (2023, 2024)),
        ("名称:抓捕器", lambda hit: "抓捕器" in hit.title),
        ("编号:LJ2026-001", lambda hit: hit.code == "LJ2026-001"),
    ],
)
def test_fields_in_a_question_narrow_it(base: KnowledgeBase, text: str, fits) -> None:  # type: ignore[no-untyped-def]
    answer = ask(base, text, size=100)
    assert answer.hits
    assert all(fits(hit) for hit in answer.hits)


def test_a_filter_names_a_value_or_a_part_of_it(base: KnowledgeBase) -> None:
    assert all(hit.industry == "煤炭" for hit in ask(base, "", "industry=煤炭", size=100).hits)
    assert all("煤业" in hit.unit for hit in ask(base, "", "unit=岳临煤业", size=100).hits)


def test_a_filter_for_the_unsaid(base: KnowledgeBase) -> None:
    answer = ask(base, "", "award=", size=100)
    assert answer.hits
    assert all(hit.award == "" for hit in answer.hits)


def test_a_field_value_that_nobody_has_is_said(base: KnowledgeBase) -> None:
    answer = ask(base, "行业:占星术 提升机")
    assert answer.total == 0
    assert "占星术" in answer.notices[0]


def test_years_that_exclude_each_other_find_nothing(base: KnowledgeBase) -> None:
    assert ask(base, "年度:2023 提升机", "year=2025").total == 0


def test_facets_count_as_if_their_own_choice_were_not_made(base: KnowledgeBase) -> None:
    everything = {facet.field: facet for facet in count(base, Question()).facets}
    narrowed = {facet.field: facet for facet in count(base, Question.asked("", filters=["kind=小发明"])).facets}
    kinds = {value.value: value.count for value in everything["kind"].values}
    assert {value.value: value.count for value in narrowed["kind"].values} == kinds
    assert [value.value for value in narrowed["kind"].values if value.chosen] == ["小发明"]
    assert sum(value.count for value in narrowed["level"].values) == kinds["小发明"]


@pytest.mark.parametrize("filters", [(), ("kind=小发明",), ("year=2024",), ("region=岳临市", "award=一等奖")])
def test_what_matches_is_counted_by_the_engine_alike(base: KnowledgeBase, filters: tuple[str, ...]) -> None:
    answer = ask(base, "提升机 装置", *filters)
    assert answer.matched == count(base, Question.asked("提升机 装置", filters=filters)).matched


def test_years_are_listed_newest_first(base: KnowledgeBase) -> None:
    years = next(facet for facet in count(base, Question()).facets if facet.field == "year")
    assert [value.value for value in years.values] == sorted((v.value for v in years.values), reverse=True)


def test_synonyms_find_what_is_called_otherwise(base: KnowledgeBase) -> None:
    answer = ask(base, "皮带机", mode="words")
    assert "带式输送机" in answer.synonyms["皮带机"]
    assert any("带式输送机" in hit.title for hit in answer.hits)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("提生机断绳", "提升机断绳"),
        ("tishengji", "提升机"),
        ("TISHENGJI 断绳", "提升机 断绳"),
        ("采美机拖缆", "采煤机拖缆"),
    ],
)
def test_a_typing_error_is_guessed_by_sound(base: KnowledgeBase, typed: str, meant: str) -> None:
    assert ask(base, typed).did_you_mean == meant


@pytest.mark.parametrize("text", ["提升机断绳", "PLC", "", "效率", "hello world", "量子纠缠"])
def test_what_is_written_right_gets_no_guess(base: KnowledgeBase, text: str) -> None:
    assert ask(base, text).did_you_mean is None


@pytest.mark.parametrize(
    "text", ["！？。，", "\x00\x00", "\ud800", " \u200b", '"', "“”", "-", "年度:", "a" * 100_000, "断" * 100_000, "😀"]
)
@pytest.mark.parametrize("mode", ["hybrid", "words", "vector"])
def test_any_question_is_answered(base: KnowledgeBase, text: str, mode: str) -> None:
    answer = ask(base, text, mode=mode)
    assert answer.total >= len(answer.hits)


def test_a_question_of_punctuation_finds_nothing_and_says_why(base: KnowledgeBase) -> None:
    answer = ask(base, "！？。，")
    assert (answer.total, answer.hits) == (0, ())
    assert "没有可检索的文字" in answer.notices[0]


def test_a_page_too_large_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(BadQuestion, match="101"):
        ask(base, QUESTION, size=101)
