"""What 查重 and 比对 say of a check: verdicts, evidence, facts, rows, addresses, and what a form means."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.checked import evidence, match
from tests.ui.test_text import Tags
from ui.answers import CheckAnswer, CheckedRow, Template
from ui.views.parts.check_address import CheckAddress
from ui.views.parts.check_form import UNTITLED, submission
from ui.views.parts.check_result import outcome_in_words, progress_in_words, row_html, share
from ui.views.parts.check_table import in_words
from ui.views.parts.compared_facts import facts_html
from ui.views.parts.matches import conclusion_html, flags_html, match_html, match_name
from ui.views.parts.template_list import template_html
from ui.views.parts.verdicts import likelihood, verdict_tags
from ui.views.parts.waterfall import steps, waterfall_html

HARM = "<img src=x onerror=alert(1)>"
WORDS = st.text(max_size=12)
ADDRESSES = st.builds(
    CheckAddress,
    check=st.none() | st.integers(0, 10**12),
    level=WORDS,
    type=WORDS,
    q=WORDS,
    family=WORDS,
    page=st.integers(1, 500),
)


def check(**given: object) -> CheckAnswer:
    usual = {
        "id": 3, "status": "done", "names": ("表.xlsx",), "progress": 1200, "total": 1200,
        "counts": {"高度疑似": 20, "疑似": 3, "无关": 1177}, "types": {}, "families": 4, "expected_false_alarms": 1.6,
        "threshold": 0.5, "within_batch": True, "index_revision": 9, "run_id": "r", "rejected_rows": 0, "rejected": (),
        "notices": (), "detail": None, "created_at": datetime(2026, 1, 2, tzinfo=UTC), "finished_at": None,
    }  # fmt: skip
    return CheckAnswer.model_validate(usual | given)


def template(**given: object) -> Template:
    usual = {
        "id": 5, "text": "在上级党委的坚强领导下", "units": 12, "state": "自动", "actor": "",
        "at": datetime(2026, 1, 2, tzinfo=UTC),
    }  # fmt: skip
    return Template.model_validate(usual | given)


def row(**given: object) -> CheckedRow:
    usual = {
        "position": 4, "place": "表.xlsx，第 6 行", "code": "", "title": "断绳抓捕器", "unit": "望石矿", "year": 2025,
        "level": "疑似", "type": "数据变更", "probability": 0.62, "best": "防坠器", "family": "F12", "family_size": 2,
    }  # fmt: skip
    return CheckedRow.model_validate(usual | given)


@pytest.mark.parametrize(
    ("probability", "said"),
    [(1.0, "99% 以上"), (0.996, "99% 以上"), (0.976, "98%"), (0.9, "90%"), (0.07, "7%"), (0.001, "不到 1%")],
)
def test_a_likelihood_is_never_quite_none_and_never_quite_certain(probability: float, said: str) -> None:
    assert likelihood(probability) == said


@given(st.lists(st.floats(-12, 12), max_size=12), st.floats(-12, 0))
def test_the_steps_lead_from_nothing_to_the_log_odds(contributions: list[float], base: float) -> None:
    pieces = [evidence(str(index), value) for index, value in enumerate(contributions)]
    total = base + sum(contributions)
    found = match(
        base=base,
        log_odds=total,
        evidence=[each for each in pieces if each.contribution > 0],
        against=[each for each in pieces if each.contribution <= 0],
    )
    drawn = steps(found)
    assert drawn[0].start == 0
    assert sum(step.end - step.start for step in drawn) == pytest.approx(total, abs=1e-6)
    assert {step.look for step in drawn} <= {"base", "for", "against"}
    assert waterfall_html(found).count('class="bar ') == len(drawn) + 1


def test_evidence_that_weighs_nothing_is_told_apart() -> None:
    found = match(evidence=[evidence("unit", 0.0, "完成单位相同"), evidence("people", 2.4, "完成人相同")])
    shown = waterfall_html(found)
    assert "其余" not in shown
    assert shown.index("完成人相同") < shown.index("看过、但不影响结论的") < shown.index("完成单位相同")
    assert "＋2.4" in shown


def test_facts_are_beside_each_other_with_what_follows() -> None:
    ours = {"title": "新名", "unit": "甲矿", "people": ["张三", "李四"], "year": 2025}
    theirs = {"title": "旧名", "unit": "甲矿", "people": ["李四"], "year": 2023}
    figures = evidence("figures", 1.0, "一半的数字变了", details=("12 → 15", "3 → 4"))
    missing = evidence("unit", 0.0, "没有填", level="missing")
    table = facts_html(
        ours, theirs, match(evidence=[figures, missing, evidence("people", 1.0, "一方的人都在另一方里")])
    )
    shown = Tags(table).text
    assert "成果名称新名旧名" in shown
    assert "完成人张三、李四李四一方的人都在另一方里" in shown
    assert "数字1512一半的数字变了43" in shown
    assert "没有填" not in shown
    assert table.count("<b>李四</b>") == 2


def test_a_changed_figure_is_shown_with_the_words_around_it() -> None:
    figures = evidence("figures", 1.0, details=("12 → 15", "3 → 4"))
    ours = {"summary": "每班降低能耗15千瓦时，4台机，4个人"}
    theirs = {"benefit": "每班降低能耗12千瓦时，共312台，3.12万元，3台"}
    shown = Tags(facts_html(ours, theirs, match(evidence=[figures]))).text
    assert "…每班降低能耗15千瓦时，4台……每班降低能耗12千瓦时，共3…" in shown
    assert "4…2台，3.12万元，3台…" in shown


def test_nothing_of_an_answer_becomes_html() -> None:
    piece = evidence(HARM, 2.0, HARM, name=HARM, details=(HARM,))
    texts = dict.fromkeys(("code", "title", "unit", "conclusion"), HARM)
    found = match(evidence=[piece], against=[evidence("figures", 0.0, HARM, details=(HARM,))], flags=(HARM,), **texts)
    fields = {"title": HARM, "unit": HARM, "people": [HARM], "patents": [HARM]}
    parts = [
        conclusion_html(HARM, HARM, 0.5, HARM), match_html(found), flags_html(found), waterfall_html(found),
        facts_html(fields, fields, found), row_html(row(title=HARM, unit=HARM, best=HARM, family=HARM, place=HARM)),
        template_html(template(text=HARM)),
    ]  # fmt: skip
    allowed = {"div", "span", "p", "b", "ins", "del", "table", "tr", "th", "td", "details", "summary", "ul", "li"}
    for part in parts:
        assert Tags(part).tags <= allowed


def test_a_match_is_named_in_a_line() -> None:
    assert match_name(1, match()) == "1. 高度疑似 97%　断绳抓捕器（望石矿，2024 年）"
    assert "涉密成果" in match_name(2, match(title="", unit="", year=None, withheld=True))
    assert flags_html(match()) == ""


def test_a_small_likelihood_is_not_put_beside_a_level() -> None:
    assert Tags(verdict_tags("相关", "升级延续", 0.0)).text == "相关升级延续"
    assert Tags(verdict_tags("无关", None, 0.04)).text == "无关"
    assert Tags(verdict_tags("相关", None, 0.2)).text == "相关 20%"


def test_a_row_says_where_it_stands_and_what_it_is_like() -> None:
    shown = Tags(row_html(row())).text
    assert shown == "疑似 62%数据变更望石矿 · 2025 年 · 表.xlsx，第 6 行最像防坠器"


def test_a_template_says_how_many_units_bear_it_and_who_decided() -> None:
    assert Tags(template_html(template())).text == "在上级党委的坚强领导下另外 12 家单位也这样写"
    assert "由工作人员决定" in template_html(template(units=0, actor="local"))


def test_a_check_is_told_in_words() -> None:
    assert outcome_in_words(check()).startswith("查了 **1,200** 项，其中 **23** 项可能报过")
    assert "可能性达到 50% 的那些里，估计有 2 项左右是误报" in outcome_in_words(check())
    assert "估计误报不到 1 项" in outcome_in_words(check(expected_false_alarms=0.2))
    assert outcome_in_words(check(counts={"无关": 5})) == "查了 **1,200** 项，没有发现报过的。"
    assert in_words(check()) == "共 1,200 项，高度疑似 20，疑似 3"
    assert in_words(check(counts={})) == "共 1,200 项，没有发现疑似"
    assert in_words(check(status="cancelled")) == "已取消"


def test_progress_is_known_once_the_table_is_read() -> None:
    assert progress_in_words(check(status="waiting", total=None)).startswith("排队等候")
    reading = check(status="running", progress=0, total=None)
    assert (share(reading), progress_in_words(reading)) == (0.0, "正在读表……")
    running = check(status="running", progress=300)
    assert (share(running), progress_in_words(running)) == (0.25, "正在比对：300 / 1,200 项")


@given(ADDRESSES)
def test_an_address_leads_back_to_the_same_results(address: CheckAddress) -> None:
    assert CheckAddress.of(address.params()) == address


@given(st.dictionaries(st.sampled_from(["check", "page", "level", "q"]), st.text(max_size=30)))
def test_any_address_is_read(params: dict[str, str]) -> None:
    assert CheckAddress.of(params).page >= 1


def test_narrowing_goes_back_to_the_first_page() -> None:
    address = CheckAddress(3, "疑似", q="矿", page=4).narrowed("level", "")
    assert address == CheckAddress(3, q="矿")
    assert address.params() == {"check": "3", "q": "矿"}


def test_a_form_becomes_fields() -> None:
    fields = submission(" 断绳 抓捕器 ", "正文\n", "望石矿", "张三、李四 王五", "ZL 2020 1；2021SR01")
    assert fields == {
        "title": "断绳 抓捕器", "summary": "正文", "unit": "望石矿", "people": ["张三", "李四", "王五"],
        "patents": ["ZL 2020 1", "2021SR01"], "software": ["ZL 2020 1", "2021SR01"],
    }  # fmt: skip


def test_a_pasted_text_brings_its_own_title() -> None:
    pasted = submission("", "断绳抓捕器改进\n\n原来的抓捕器……")
    assert (pasted["title"], pasted["summary"]) == ("断绳抓捕器改进", "原来的抓捕器……")
    assert submission("", "只有一段话的正文")["title"] == UNTITLED
    assert submission("  ", " \n") == {}
