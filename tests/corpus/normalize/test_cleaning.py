import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings

from corpus.normalize import clean, clean_text
from tests.corpus.normalize.strategies import independent_texts, wild_texts

examples = settings(max_examples=200, deadline=None)


@given(wild_texts)
@examples
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    once = clean_text(raw)
    assert clean_text(once) == once


@given(wild_texts)
@examples
def test_both_ways_of_cleaning_agree(raw: str) -> None:
    assert clean_text(raw) == clean(raw).text


@given(wild_texts)
@examples
def test_the_result_is_nfkc_and_can_be_stored(raw: str) -> None:
    text = clean_text(raw)
    assert unicodedata.is_normalized("NFKC", text)
    assert text.encode("utf-8").decode("utf-8") == text
    assert text == text.strip()


@given(wild_texts)
@examples
def test_every_offset_maps_back_in_order(raw: str) -> None:
    cleaned = clean(raw)
    spans = [cleaned.to_raw(at, at + 1) for at in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(raw) for start, end in spans)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans))


@given(wild_texts)
@examples
def test_a_span_comes_back_from_its_raw_span(raw: str) -> None:
    cleaned = clean(raw)
    for start in range(0, len(cleaned.text), 3):
        for end in range(start + 1, len(cleaned.text) + 1, 4):
            back = cleaned.to_clean(*cleaned.to_raw(start, end))
            assert back[0] <= start
            assert end <= back[1]


@given(wild_texts)
@examples
def test_the_whole_text_comes_from_the_whole_raw_text(raw: str) -> None:
    cleaned = clean(raw)
    start, end = cleaned.to_raw(0, len(cleaned.text))
    assert clean_text(raw[start:end]) == cleaned.text


@given(independent_texts)
@examples
@example("㎏")
def test_a_raw_span_cleans_to_its_cleaned_span(raw: str) -> None:
    cleaned = clean(raw)
    spans = [cleaned.to_raw(at, at + 1) for at in range(len(cleaned.text))]
    borders = [at for at in range(len(spans) + 1) if at in (0, len(spans)) or spans[at - 1] != spans[at]]
    for start, end in zip(borders, borders[3:], strict=False):
        assert clean_text(raw[slice(*cleaned.to_raw(start, end))]) == cleaned.text[start:end]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("創(chuàng)新", "创新"),
        ("結（jié）表彰", "结表彰"),
        ("獲獎(jiǎng)代表頒獎(jiǎng)", "获奖代表颁奖"),
        ("重庆(Chóngqìng)造", "重庆造"),
        ("創[chuàng] (xīn)新", "创新"),
        ("控制器(PLC)", "控制器(PLC)"),
        ("时间（min）", "时间(min)"),
        ("咖啡(café)机", "咖啡(café)机"),
        ("型号(ā1)", "型号(ā1)"),
    ],
)
def test_pinyin_in_brackets_is_dropped_and_nothing_else(raw: str, text: str) -> None:
    assert clean_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("①10kVⅡ段", "1 10kV II段"),
        ("①②③", "1 2 3"),
        ("①优化②改进", "1优化2改进"),
        ("1️⃣10kV", "1 10kV"),
        ("10³m³", "10^3m3"),
        ("10⁻⁶", "10^-6"),
        ("1½", "1 1/2"),
        ("5㎏", "5kg"),
        ("20℃", "20°C"),
        ("30º", "30°"),
        ("Ø50 φ50 Φ50 ⌀50", "φ50 φ50 Φ50 φ50"),
        ("１２３．４％", "123.4%"),
    ],
)
def test_a_number_stays_the_number_it_is(raw: str, text: str) -> None:
    assert clean_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("РLС控制", "PLC控制"),
        ("С50混凝土", "C50混凝土"),
        ("Привет", "Привет"),
        ("μm ΔT α-Al kΩ", "μm ΔT α-Al kΩ"),
        ("二○○八年", "二〇〇八年"),
        ("○项目", "○项目"),
        ("加エ中心", "加工中心"),
        ("バルブ", "バルブ"),
        ("创\u0336新\u0336", "创新"),
        ("⼀⻋间⻓⺠", "一车间长民"),
    ],
)
def test_look_alikes_are_folded_where_they_pose_as_others(raw: str, text: str) -> None:
    assert clean_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  a \r\n\r\n b\t\tc\u3000", "a\nb c"),
        ("创\u200b新\ufeff成\u00ad果\u202e", "创新成果"),
        ("\ud800创\udfff新\ue000", "创新"),
        ("ET‐1 ET–1 ET−1 ＥＴ－１", "ET-1 ET-1 ET-1 ET-1"),
        ("“五小”「五小」", '"五小""五小"'),
        ("张三•李四・王五·赵六", "张三·李四·王五·赵六"),
        ("ﾊﾞﾙﾌﾞ e\u0301 \u1112\u1161\u11ab", "バルブ é 한"),
        ("等等…", "等等..."),
        ("", ""),
        (" \u200b\n", ""),
    ],
)
def test_every_character_takes_its_plain_form(raw: str, text: str) -> None:
    assert clean_text(raw) == text


def test_a_found_word_is_found_in_the_raw_text() -> None:
    cleaned = clean("  ①10kV　線路創(chuàng)新（㎏）")
    at = cleaned.text.index("线路创新")
    assert cleaned.raw[slice(*cleaned.to_raw(at, at + 4))] == "線路創(chuàng)新"
    at = cleaned.text.index("kg")
    assert cleaned.raw[slice(*cleaned.to_raw(at, at + 1))] == "㎏"
    assert cleaned.raw[slice(*cleaned.to_raw(at - 1, at))] == "（"


def test_what_was_dropped_has_no_cleaned_span() -> None:
    cleaned = clean("创\u200b\u200b新")
    assert cleaned.to_clean(1, 3) == (1, 1)
    assert cleaned.to_clean(0, 2) == (0, 1)


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="3:9"):
        clean("创新成果").to_raw(3, 9)


@pytest.mark.parametrize("raw", ["a" * 100_000, " " * 100_000 + "x", "(ā" * 40_000, "创\u0301" * 40_000, "①" * 50_000])
def test_a_long_monotonous_text_takes_no_time(raw: str) -> None:
    began = time.process_time()
    clean(raw)
    assert time.process_time() - began < 3
