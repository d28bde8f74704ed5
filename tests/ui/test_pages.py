"""What pages make of answers: hits, history, rejected rows, the state of the index, and trouble."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

import ui
from tests.ui.conftest import Prepared
from tests.ui.test_text import Tags
from ui.answers import Arm, Facet, FacetValue, Hit, IndexAnswer, Rejected, Snippet, Span, Version
from ui.figures import yuan
from ui.views.parts.changes import history_html
from ui.views.parts.facets import value_name
from ui.views.parts.hits import hit_html, whole_words
from ui.views.parts.import_result import rejected_html
from ui.views.parts.index_state import what_is_wrong

NOTHING = {
    **dict.fromkeys(("annual_benefit", "total_benefit", "expected_benefit", "trl")),
    **dict.fromkeys(("applied", "stage"), "unstated"),
}
"""The facts of a hit that states none."""

HARM = "<img src=x onerror=alert(1)>"
APP = Path(ui.__file__).with_name("app.py")


@pytest.fixture
def app(server: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The site before the prepared API."""
    monkeypatch.setenv("INNOKB_API_URL", server.url)
    streamlit.cache_resource.clear()
    streamlit.cache_data.clear()
    yield AppTest.from_file(str(APP), default_timeout=30)
    streamlit.cache_resource.clear()
    streamlit.cache_data.clear()


def hit(**fields: object) -> Hit:
    empty = dict.fromkeys(("code", "source", "title", "unit", "region", "industry", "kind", "level", "award"), "")
    given = {"id": 1, "people": (), "year": None, "arms": {}, "title_spans": (), "snippets": (), "facts": NOTHING}
    return Hit.model_validate(empty | given | fields)


def test_a_hit_marks_its_snippet_by_offsets_of_the_whole_field() -> None:
    snippet = Snippet(field="benefit", text="断绳保护", start=100, spans=(Span(start=102, end=104),))
    assert "效益</span>…断绳<mark>保护</mark>" in hit_html(hit(snippets=(snippet,)))


def test_a_hit_explains_itself_in_ranks_and_words() -> None:
    arms = {"vector": Arm(rank=9), "words": Arm(rank=2, matched=("断绳", "保护"))}
    shown = Tags(hit_html(hit(arms=arms))).text
    assert "词语相符：按这一项排第 2 位，对上：断绳、保护" in shown
    assert shown.index("词语相符：按") < shown.index("意思相近（说法不同、意思接近）：按")


def test_a_part_of_a_matched_word_is_not_listed_beside_it() -> None:
    assert whole_words(("输送", "带式输送机", "跑偏", "输送机")) == ("带式输送机", "跑偏")


def test_a_hit_says_in_short_what_it_states() -> None:
    facts = NOTHING | {"annual_benefit": 1_260_000.0, "expected_benefit": 2e8, "applied": "yes", "trl": 8}
    assert "年效益 126 万元 · 已应用 · TRL 8" in Tags(hit_html(hit(facts=facts))).text
    assert "stated" not in hit_html(hit())


@pytest.mark.parametrize(
    ("amount", "said"), [(0.5, "0.5 元"), (9_999, "9,999 元"), (12_345, "1.23 万元"), (1.5e8, "1.5 亿元"), (0, "0 元")]
)
def test_amounts_are_said_in_the_unit_that_people_use(amount: float, said: str) -> None:
    assert yuan(amount) == said


def test_nothing_of_a_hit_becomes_html() -> None:
    snippet = Snippet(field=HARM, text=HARM, start=0, spans=(Span(start=1, end=4),))
    arms = {HARM: Arm(rank=1, matched=(HARM,))}
    texts = dict.fromkeys(("unit", "region", "industry", "kind", "level", "award"), HARM)
    shown = hit_html(hit(people=(HARM,), arms=arms, snippets=(snippet,), **texts))
    assert Tags(shown).tags <= {"div", "span", "p", "mark", "details", "summary", "ul", "li", "b"}


def test_a_history_says_who_changed_what() -> None:
    def version(action: str, **fields: object) -> Version:
        at = datetime(2026, 1, 2, tzinfo=UTC)
        return Version(at=at, actor=HARM, action=action, import_id=3, achievement={"title": "甲", **fields})

    shown = Tags(history_html([version("updated", award="一等奖", people=["张三"]), version("added", award="")]))
    assert "获奖等级：未填 → 一等奖" in shown.text
    assert "完成人：未填 → 张三" in shown.text
    assert "成果名称" not in shown.text
    assert "img" not in shown.tags


def test_rejected_rows_are_a_table_of_texts() -> None:
    shown = Tags(rejected_html((Rejected(place="第 3 行", reason=HARM, values={HARM: HARM, "空": ""}),)))
    assert shown.tags == {"table", "tr", "th", "td"}
    assert "空" not in shown.text.replace("内容", "")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"ready": True, "lag": 0}, ""),
        ({"ready": True, "lag": 1200}, "有 1,200 处修改还检索不到"),
        ({"ready": False, "lag": 5}, "还没有索引"),
        ({"ready": False, "lag": 5, "detail": "词典变了"}, "索引有问题：词典变了"),
    ],
)
def test_the_state_of_the_index_is_said_in_words(state: dict[str, object], said: str) -> None:
    usual = {"detail": None, "documents": 1, "encoder": "", "engine": "", "indexing": False}
    assert what_is_wrong(IndexAnswer.model_validate(usual | state)).startswith(said)


def test_values_are_named_as_people_read_them() -> None:
    assert value_name("year", "2020..2023") == "2020—2023 年"
    assert value_name("year", "2023..2023") == "2023 年"
    assert value_name("industry", "") == "未填"
    assert value_name("applied", "yes") == "已应用"
    assert value_name("stage", "") == "未说明"
    assert value_name("annual_benefit", "100万..") == "100万 以上"
    assert value_name("annual_benefit", "100万..500万") == "100万—500万"


def test_an_api_that_is_not_running_is_said_with_the_command_to_start_it(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INNOKB_API_URL", "http://127.0.0.1:9")
    app.run()
    assert "API 没有启动" in app.error[0].value
    assert "innokb up" in app.code[0].value


def test_a_missing_index_is_said_with_the_command_that_makes_it(app: AppTest, server: Prepared) -> None:
    problem = {"type": "urn:innokb:problem:index-missing", "detail": "还没有索引，请运行 innokb index。"}
    server.answer("POST", "/search", problem, 503)
    app.switch_page("views/search.py").run()
    assert "还没有索引" in app.warning[0].value
    assert app.code[0].value == "innokb index"


def test_a_page_asks_the_api_once(app: AppTest, server: Prepared) -> None:
    facet = Facet(field="kind", name="类别", distinct=1, values=(FacetValue(value="小发明", count=2),))
    index = {"ready": True, "detail": None, "documents": 2, "lag": 0, "encoder": "", "engine": "", "indexing": False}
    figures = {"achievements": 2, "imports": 1, "updated_at": None, "facets": [facet.model_dump()], "index": index}
    server.answer("GET", "/statistics", figures)
    app.run()
    app.run()
    assert [path for _, path, _ in server.seen] == ["/api/v1/statistics"]
    assert app.metric[0].value == "2"
    assert not app.exception


def test_the_box_of_a_need_shows_how_far_it_has_come_whoever_said_so(app: AppTest, server: Prepared) -> None:
    matches = {"need": 1, "title": "除尘", "demands": [], "notices": [], "hits": []}
    server.answer("GET", "/needs/1/matches", matches)
    app.switch_page("views/needs.py").query_params["need"] = "1"
    for status in ("open", "matched"):
        told = {"title": "除尘", "status": status}
        moments = dict.fromkeys(("created_at", "updated_at"), "2026-11-01T08:00:00Z")
        server.answer("GET", "/needs/1", {"id": 1, "need": told, "history": [], **moments})
        streamlit.cache_data.clear()
        app.run()
        assert app.selectbox[0].value == status
    assert not app.exception
