"""Figures and units as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts.numerals import read
from corpus.facts.quantities import TOO_GREAT, quantities
from corpus.facts.units import canonical, factor, smaller
from corpus.normalize import clean_text


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("12万元", 120_000, 120_000),
        ("１，２００元", 1_200, 1_200),
        ("3万5千元", 35_000, 35_000),
        ("一百二十余万元", 1_200_000, None),
        ("两百来万元", 2_000_000, 2_000_000),
        ("三四十万元", 300_000, 400_000),
        ("十七八万元", 170_000, 180_000),
        ("10～15万元", 100_000, 150_000),
        ("8000-10000元", 8_000, 10_000),
        ("9000～1.2万元", 9_000, 12_000),
        ("10万元至15万元", 100_000, 150_000),
        ("1000多万元", 10_000_000, None),
        ("3.64亿元", 364_000_000, 364_000_000),
        ("320万余元", 3_200_000, None),
        ("近千万元", 10_000_000, 10_000_000),
        ("上百万元", 1_000_000, None),
        ("不低于100万元", 1_000_000, None),
        ("低于100万元", None, 1_000_000),
        ("50万元以上", 500_000, None),
        ("两千三百元", 2_300, 2_300),
        ("¥268,000", 268_000, 268_000),
        ("八十块钱", 80, 80),
    ],
)
def test_money_is_read_in_yuan(words: str, low: float | None, high: float | None) -> None:
    (found,) = quantities(clean_text(words))
    assert (found.low, found.high, found.unit) == (low, high, "元")


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("两个半小时", 2.5, "小时"),
        ("1小时20分", 80, "分钟"),
        ("5分半钟", 5.5, "分钟"),
        ("半天", 0.5, "天"),
        ("一个半月", 1.5, "个月"),
        ("四成", 40, "%"),
        ("百分之四点二", 4.2, "%"),
        ("三分之二", pytest.approx(66.667, abs=0.001), "%"),
        ("万分之三", 0.3, "‰"),
        ("12.5个百分点", 12.5, "个百分点"),
        ("15克/升", 15, "克/升"),
        ("320立方米每小时", 320, "立方米/小时"),
        ("5kW", 5, "千瓦"),
        ("120℃", 120, "°C"),
    ],
)
def test_units_have_one_name(words: str, value: float, unit: str) -> None:
    (found,) = quantities(clean_text(words))
    assert (found.figure, found.unit) == (value, unit)


@pytest.mark.parametrize(
    "words", ["3号机", "2023年3月", "二〇二三年", "KT-350", "第3台", "统一", "成本", "GB/T 3921-2008的", "1-6月"]
)
def test_names_and_dates_are_no_quantities(words: str) -> None:
    assert [found for found in quantities(words) if found.unit] == []


@pytest.mark.parametrize(
    "words",
    [
        *("万" * 1_000 + "元", "1" + "亿" * 60 + "元", "9" * 400 + "元", "一" * 400 + "点五元", "百分之" + "九" * 400),
        *("1小时" + "9" * 29 + "分", "3~1" + "亿" * 60 + "元", "由1至9" + "万" * 60 + "元", "1亿亿元", "2~3亿亿元"),
    ],
)
def test_what_is_too_great_is_no_quantity(words: str) -> None:
    assert [found for found in quantities(words) if found.unit] == []


def test_two_figures_that_move_are_no_range() -> None:
    first, second = quantities("时间由3天至4小时")
    assert (first.low, first.unit, second.low, second.unit) == (3, "天", 4, "小时")


def test_quantities_are_brought_to_another_unit() -> None:
    (found,) = quantities("2.5小时")
    assert found.into("分钟") is not None
    assert found.into("分钟").low == 150  # type: ignore[union-attr]
    assert found.into("吨") is None
    assert smaller("小时", "分钟") == "分钟"
    assert factor("年", "个月") == 12
    assert factor("克/升", "千克/立方米") == pytest.approx(1)
    assert canonical("kg") == "千克"


@given(st.integers(1, 99_999_999))
def test_chinese_numerals_read_back(number: int) -> None:
    assert read(chinese(number)) == (number, number)


def chinese(number: int) -> str:
    """A whole number in Chinese numerals."""
    digits, scales = "零一二三四五六七八九", ("", "十", "百", "千")
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1_000 else ""
        return chinese(high) + "万" + gap + (chinese(low) if low else "")
    text = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        text += digits[digit] + scales[place] if digit else "零" if text and not text.endswith("零") else ""
    return text.rstrip("零")


LETTERS = st.sampled_from(list("0123456789零一二两三十百千万亿半几数多余个分小时元%成点～-,.年月号"))
RUNS = st.builds(lambda letter, times: letter * times, LETTERS, st.integers(1, 1_200))


@given(
    st.text(max_size=80)
    | st.lists(LETTERS, max_size=30).map("".join)
    | st.lists(LETTERS | RUNS, max_size=6).map("".join)
)
def test_any_text_can_be_read(text: str) -> None:
    done = 0
    for found in quantities(text):
        assert done <= found.start < found.end <= len(text)
        assert found.figure < TOO_GREAT
        done = found.end
