"""What holds for every text: spans stand in the raw text, nothing fails, time grows with length."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.achievement import Achievement
from corpus.facts import Facts, Mention, facts_in, facts_of

WORDS = (
    *(
        "由",
        "从",
        "到",
        "降",
        "提高",
        "至",
        "为",
        "年",
        "节约",
        "3",
        "12.5",
        "%",
        "万元",
        "元",
        "个百分点",
        "倍",
        "翻了一番",
    ),
    *(
        "，",
        "。",
        "；",
        "：",
        "小时",
        "分钟",
        "半",
        "两",
        "一百二十",
        "余",
        "以上",
        "～",
        "-",
        "ZL202221045638.3",
        "推广",
        "计划",
    ),
    *(
        "使用",
        "台",
        "在",
        "試用",
        "０",
        "①",
        "³",
        "（",
        "\n",
        "\u3000",
        "成",
        "分之",
        "百",
        "零",
        "技术成熟度",
        "级",
        "￥",
        "奖励",
    ),
    *("\u200b", "e\u0301", "原来", "只要", "现在", "GB/T 3921-2008", "2023SR1122334"),
)
RUNS = st.builds(
    lambda word, times: word * times, st.sampled_from(("9", "1", "万", "亿", "十", "一")), st.integers(1, 1_200)
)
TEXTS = (
    st.text(max_size=60)
    | st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
    | st.lists(st.sampled_from(WORDS) | RUNS, max_size=8).map("".join)
)


def mentions(facts: Facts) -> list[Mention]:
    evidence = facts.mentions
    said = (evidence.patents, evidence.software, evidence.standards, evidence.applied, evidence.sites, evidence.stage)
    return [
        *facts.benefits,
        *facts.other_money,
        *facts.changes,
        *(each for kind in said for each in kind),
        *evidence.trl,
    ]


@given(TEXTS)
def test_every_span_is_the_raw_text_at_its_place(text: str) -> None:
    facts = facts_in({"title": text, "text": text, "benefit": text, "patents": text})
    for mention in mentions(facts):
        assert mention.field in ("text", "benefit", "patents")
        assert mention.span == text[mention.start : mention.end]
    assert Facts.model_validate_json(facts.model_dump_json(by_alias=True)) == facts


def test_nothing_said_is_unstated() -> None:
    assert facts_of(Achievement(title="一种装置")) == Facts()


def test_the_public_json_has_the_keys_of_the_contract() -> None:
    told = facts_in({"text": "用时由5天降到3天，年节约2万元，投资1万元。"}).model_dump(mode="json", by_alias=True)
    assert set(told) - {"mentions"} == {
        *("benefits", "patents", "software", "standards", "changes", "applied", "sites", "stage", "trl", "other_money")
    }
    span = {"span", "field", "start", "end"}
    assert set(told["benefits"][0]) == {"yuan_low", "yuan_high", "per_year", "expected", *span}
    assert set(told["changes"][0]) == {"what", "from", "to", "unit", "percent", "direction", *span}
    assert set(told["other_money"][0]) == {"yuan_low", "yuan_high", "kind", *span}


@pytest.mark.parametrize("figure", ["万" * 1_000, "1" + "亿" * 60, "9" * 400])
def test_a_figure_without_end_states_nothing(figure: str) -> None:
    facts = facts_in({"text": f"年增效{figure}元，用时由{figure}天降到3天。年增效2万元。"})
    assert [benefit.yuan_low for benefit in facts.benefits] == [20_000]
    assert facts.changes == ()


@pytest.mark.parametrize("piece", ["由5天降到3天", "节约3万元", "提高30%、", "3", "原来3天只要2天，", "已使用"])
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    begin = time.process_time()
    facts_in({"text": piece * (10_000 // len(piece))})
    assert time.process_time() - begin < 8


@pytest.mark.parametrize("piece", ["9", "万", "9,", "3台 ", "检修电机3台，", "CN1 ", "GB 1.1.", "A1"])
def test_a_field_of_100_000_characters_takes_seconds(piece: str) -> None:
    begin = time.process_time()
    facts_in({"text": piece * (100_000 // len(piece))})
    assert time.process_time() - begin < 12
