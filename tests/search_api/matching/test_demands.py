"""Figures that a need asks for, and whether an achievement meets them."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.achievement import Achievement
from corpus.facts.extraction import facts_of
from search_api.matching.demands import MOST, Demand, read_demands
from search_api.matching.fulfilment import Checked, check
from search_api.matching.measured import Bounds, same_measure

Wanted = tuple[str, str, float | None, float | None, str, str | None]


def said(demand: Demand) -> Wanted:
    return demand.what, demand.relation, demand.low, demand.high, demand.unit, demand.direction


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("能耗降低30%以上", ("能耗", "≥", 30, None, "%", "down")),
        ("检测时间不超过5分钟", ("检测时间", "≤", None, 5, "分钟", None)),
        ("适用110kV", ("", "=", 110, 110, "千伏", None)),
        ("抗冲击韧性≥67%", ("抗冲击韧性", "≥", 67, None, "%", None)),
        ("换筛板的时间由6小时缩短到2小时以内", ("换筛板的时间", "≤", None, 2, "小时", None)),
        ("处理风量不小于5000立方米每小时", ("处理风量", "≥", 5000, None, "立方米/小时", None)),
        ("合格率提高到98.8%以上", ("合格率", "≥", 98.8, None, "%", None)),
        ("噪声降低至少2dB(A)", ("噪声", "≥", 2, None, "分贝", "down")),
        ("适用于直径50至120毫米的管材", ("直径", "range", 50, 120, "毫米", None)),
        ("加工精度±0.5mm", ("加工精度", "≤", None, 0.5, "毫米", None)),
        ("故障识别准确率99%", ("故障识别准确率", "≥", 99, None, "%", None)),
        ("倒伏程度应小于5%", ("倒伏程度", "≤", None, 5, "%", None)),
        ("边缘间隙由2.5mm缩小到1.5mm", ("边缘间隙", "≤", None, 1.5, "毫米", None)),
        ("产量翻一番", ("产量", "≥", 100, None, "%", "up")),
        ("产量翻了两番", ("产量", "≥", 300, None, "%", "up")),
        ("能耗减半", ("能耗", "≥", 50, None, "%", "down")),
        ("单件成本控制在２０元以内", ("单件成本", "≤", None, 20, "元", None)),
    ],
)
def test_a_figure_asked_for_is_read(text: str, wanted: Wanted) -> None:
    [found] = read_demands(f"希望有办法：{text}。").demands
    assert said(found) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "三个词",
        "公司成立于2005年，占地100亩，现有员工300人，年产值2亿元。",
        "拟投入资金200万元，要求2年内完成。",
        "3号机和KT-350型掘进机都有这个问题。",
        "要求申请发明专利不少于5项，6个月以内见到样机。",
        "去年停机二十多次，撕了上百米。",
        "",
    ],
)
def test_what_tells_of_the_enterprise_or_the_terms_is_no_demand(text: str) -> None:
    assert read_demands(text).demands == ()


def test_demands_that_cannot_both_be_met_are_told() -> None:
    found = read_demands("检测时间不超过5分钟；精度不低于99%；检测时间不少于600秒")
    assert found.contradictions == ((0, 2),)
    assert read_demands("能耗降低30%以上，同时能耗增加10%").contradictions == ((0, 1),)
    assert read_demands("检测时间不超过5分钟，更换时间不少于10分钟").contradictions == ()


@given(
    st.text(max_size=300)
    | st.from_regex(r"[能耗时间降低提高≥≤不超过0-9.%分钟kV以上至，。±（）]{0,60}", fullmatch=True)
    | st.from_regex(
        r"(?:能耗|降低|翻一番|翻了两番|减半|不超过|[0-9万亿%元，。名]){0,30}(?:9{400}|万{900}|1亿{60}元)?",
        fullmatch=True,
    )
)
@settings(max_examples=150, deadline=None)
def test_spans_are_words_of_the_text_whatever_it_is(text: str) -> None:
    assert all(text[each.start : each.end] == each.span for each in read_demands(text).demands)


def test_a_very_long_need_is_read_in_a_moment() -> None:
    text = "".join(f"第二道工序的间隙不超过{at}毫米。" for at in range(1, 6_300))
    begin = process_time()
    assert len(read_demands(text).demands) == MOST
    assert read_demands("9" * 100_000).demands == ()
    assert process_time() - begin < 15


def test_the_same_said_twice_is_one_demand() -> None:
    assert len(read_demands("能耗降低30%以上。目标：能耗降低30%以上。").demands) == 1


CLAMP = Achievement(
    title="触头弹簧取装手钳",
    background="原来一副手钳重量9公斤，等吊车半天。",
    summary="台车漏风率下降6.4个百分点。",
    innovation="钳口可以换三种规格，适用于35kV至220kV常见型号，噪声低于80dB。",
    benefit="更换一相弹簧的时间由40分钟降为12分钟，单台电耗下降28%，三年没有再发生伤人。",
)


def checked(text: str) -> Checked:
    [found] = check(read_demands(text).demands, CLAMP, facts_of(CLAMP))
    return found


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("更换时间不超过15分钟", "met"),
        ("更换时间不超过0.5小时", "met"),
        ("更换时间缩短到10分钟以内", "missed"),
        ("更换时间缩短60%以上", "met"),
        ("更换时间缩短80%以上", "missed"),
        ("能耗降低20%以上", "met"),
        ("能耗降低30%以上", "missed"),
        ("适用110kV", "met"),
        ("适用500kV", "unsaid"),
        ("噪声≤85分贝", "met"),
        ("噪声≤70分贝", "unsaid"),
        ("漏风率下降5%以上", "met"),
        ("检测时间不超过15分钟", "unsaid"),
        ("重量不超过3公斤", "unsaid"),
    ],
)
def test_a_demand_is_met_missed_or_unsaid(text: str, verdict: str) -> None:
    assert checked(text).verdict == verdict


def test_what_is_part_of_a_change_or_of_money_is_no_level() -> None:
    text = "更换时间由40分钟降为12分钟，年节约3万元，" * 60 + "每班巡检8分钟。"
    record = Achievement(title="手钳", summary=text)
    met, unsaid = check(read_demands("巡检不超过8分钟；检修费不超过3万元").demands, record, facts_of(record))
    assert (met.verdict, met.span, unsaid.verdict) == ("met", "8分钟", "unsaid")


def test_a_verdict_rests_on_a_sentence_that_stands_there() -> None:
    found = checked("更换时间不超过15分钟")
    assert (found.field, found.span) == ("benefit", "更换一相弹簧的时间由40分钟降为12分钟")
    assert CLAMP.benefit[found.start : found.end] == found.sentence
    assert found.span in found.sentence


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("能耗", "单台电耗", True),
        ("更换时间", "更换一次筛板的时间", True),
        ("更换时间", "检测时间", False),
        ("时间", "检测用时", True),
        ("漏风率", "漏煤率", False),
        ("", "时间", False),
    ],
)
def test_names_of_measures_are_compared(one: str, other: str, same: bool) -> None:
    assert same_measure(one, other) is same
    assert same_measure(other, one) is same


def test_figures_are_compared_in_one_unit() -> None:
    assert Bounds(None, 5, "分钟").allows(Bounds(240, 240, "秒")) is True
    assert Bounds(None, 5, "分钟").allows(Bounds(1, None, "小时")) is False
    assert Bounds(None, 5, "分钟").allows(Bounds(3, None, "分钟")) is None
    assert Bounds(None, 5, "分钟").allows(Bounds(3, 3, "毫米")) is None
    assert Bounds(50, 120, "毫米").allows(Bounds(60, 100, "毫米")) is True
    assert Bounds(50, 120, "毫米").allows(Bounds(40, 100, "毫米")) is False
