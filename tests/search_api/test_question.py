"""The syntax of questions."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.protocol import ORDER_FIELDS
from search_api.errors import BadQuestion
from search_api.search.filters import parse_filters, parse_years
from search_api.search.question import MAX_TEXT, Parsed, Question, Sort, parse
from ui.asking import SORTS


def test_plain_words_stay_as_they_are() -> None:
    parsed = parse("矿井提升机断绳保护")
    assert parsed == Parsed("矿井提升机断绳保护")


@pytest.mark.parametrize("text", ['"断绳保护"装置', "“断绳保护”装置", "「断绳保护」装置", "装置 ＂断绳保护＂"])
def test_quoted_words_are_a_phrase_and_still_words(text: str) -> None:
    parsed = parse(text)
    assert parsed.phrases == ("断绳保护",)
    assert "断绳保护" in parsed.text
    assert "装置" in parsed.text


@pytest.mark.parametrize("text", ["提升机 -矿井", "提升机 －矿井", '提升机 -"矿井"', "-矿井 提升机"])
def test_minus_excludes(text: str) -> None:
    parsed = parse(text)
    assert parsed.excluded == ("矿井",)
    assert parsed.text == "提升机"


@pytest.mark.parametrize("text", ["ET-1 型号", "S7-1200 改造", "-20℃ 低温启动", "皮带-滚筒", "提升 - 下降"])
def test_minus_inside_a_word_or_before_a_digit_excludes_nothing(text: str) -> None:
    assert parse(text).excluded == ()
    assert parse(text).text == text.replace("℃", "°C")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("单位:太钢", "unit", "太钢"),
        ("单位：太钢", "unit", "太钢"),
        ("完成单位:“太钢 集团”", "unit", "太钢 集团"),
        ("unit:太钢", "unit", "太钢"),
        ("完成人:张三", "people", "张三"),
        ("行业:煤炭", "industry", "煤炭"),
        ("类别:小发明", "kind", "小发明"),
    ],
)
def test_a_known_field_narrows(text: str, field: str, value: str) -> None:
    parsed = parse(f"{text} 提升机")
    assert parsed.fields == {field: (value,)}
    assert parsed.text == "提升机"


@pytest.mark.parametrize("text", ["12:30 开会", "http://example.com/a", "优点:结构简单", "方案 1:2 缩尺"])
def test_a_colon_without_a_known_field_is_text(text: str) -> None:
    assert parse(text).text == text
    assert parse(text).fields == {}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023", (2023, 2023)),
        ("2023年", (2023, 2023)),
        ("2020-2023", (2020, 2023)),
        ("2020..2023", (2020, 2023)),
        ("2020～2023年", (2020, 2023)),
        ("2020至2023", (2020, 2023)),
        ("2023-2020", (2020, 2023)),
        ("2020-", (2020, None)),
        ("..2023", (None, 2023)),
        ("去年", None),
        ("20", None),
        ("", None),
        ("-", None),
        ("20202023", None),
    ],
)
def test_years(text: str, years: tuple[int | None, int | None] | None) -> None:
    assert parse_years(text) == years


def test_year_in_a_question() -> None:
    assert parse("年度:2020-2023 提升机").years == (2020, 2023)


def test_a_year_that_is_none_is_text() -> None:
    assert parse("年度:去年 提升机").text == "年度:去年 提升机"


def test_a_pasted_text_has_no_syntax() -> None:
    text = "深入开展“五小”活动，" * 30
    parsed = parse(text)
    assert parsed.phrases == ()
    assert parsed.text.count("五小") == 30


def test_a_question_too_long_is_cut_and_says_so() -> None:
    parsed = parse("绳" * 100_000)
    assert len(parsed.text) == MAX_TEXT
    assert "100000" in parsed.notices[0]


def test_filters_of_one_field_are_alternatives() -> None:
    filters = parse_filters(["industry=煤炭", "行业=电力", "year=2022", "年度=2023"])
    assert filters.values == {"industry": ("煤炭", "电力")}
    assert filters.years == (2022, 2023)


def test_an_empty_value_asks_for_the_unsaid() -> None:
    assert parse_filters(["award="]).values == {"award": ("",)}


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        (["colour=red"], "colour"),
        (["industry"], "industry"),
        (["year=去年"], "去年"),
        (["year=2019", "year=2022"], "2019"),
        (["年效益=很多"], "年效益“很多”"),
        (["trl=7米"], "7米"),
        (["应用=胡说"], "已应用"),
        (["industry>=煤炭"], "只有数字可以比大小"),
    ],
)
def test_a_bad_filter_is_named(filters: list[str], named: str) -> None:
    with pytest.raises(BadQuestion, match=named):
        parse_filters(filters)


@pytest.mark.parametrize("page", [0, -1, 10**9])
def test_a_page_out_of_range_is_refused(page: int) -> None:
    with pytest.raises(BadQuestion, match=str(page)):
        Question(page=page)


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(BadQuestion, match="magic"):
        Question.asked("提升机", mode="magic")


@given(st.text(max_size=300) | st.text('"“”「」-:： 年度2023单位太钢a', max_size=60))
def test_any_text_is_read(text: str) -> None:
    parsed = parse(text)
    assert len(parsed.text) <= 2 * len(text) * 18 + 60  # NFKC makes at most 18 characters of one
    assert parsed == parse(text)


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (["annual_benefit=1000000.."], {"annual_benefit": (1e6, None)}),
        (["年效益=100万..500万"], {"annual_benefit": (1e6, 5e6)}),
        (["年效益>=100万", "年效益<=1.5亿元"], {"annual_benefit": (1e6, 1.5e8)}),
        (["年效益=500万..100万"], {"annual_benefit": (1e6, 5e6)}),
        (["TRL=6..8", "应用处数=3处以上"], {"trl": (6, 8), "sites": (3, None)}),
    ],
)
def test_numbers_are_read_as_ranges(filters: list[str], numbers: dict[str, tuple[float, float]]) -> None:
    assert parse_filters(filters).numbers == numbers


@pytest.mark.parametrize("named", ["应用=已应用", "applied=yes", "应用情况=已应用"])
def test_values_that_are_codes_are_named_in_chinese(named: str) -> None:
    assert parse_filters([named]).values == {"applied": ("yes",)}
    assert parse_filters(["阶段=未说明"]).values == {"stage": ("",)}


@pytest.mark.parametrize(
    ("text", "left", "numbers", "fields"),
    [
        ("年效益≥100万元 皮带机", "皮带机", {"annual_benefit": (1e6, None)}, {}),
        ("年效益 ≥ 100 万元 且 应用:已应用", "", {"annual_benefit": (1e6, None)}, {"applied": ("yes",)}),
        ("提升机，TRL>=7，阶段：推广", "提升机", {"trl": (7, None)}, {"stage": ("spread",)}),
        ("年效益：1,000,000..", "", {"annual_benefit": (1e6, None)}, {}),
        ("年效益≥很多 应用:胡说", "年效益≥很多 应用:胡说", {}, {}),
        ("吨煤年效益≥100万", "吨煤年效益≥100万", {}, {}),
    ],
)
def test_numbers_and_facts_are_asked_for_in_the_text(
    text: str, left: str, numbers: dict[str, tuple[float, float]], fields: dict[str, tuple[str, ...]]
) -> None:
    parsed = parse(text)
    assert (parsed.text, parsed.numbers, parsed.fields) == (left, numbers, fields)


def test_what_is_greater_or_less_leaves_the_number_itself_out() -> None:
    low, high = parse("年效益>100万").numbers["annual_benefit"], parse("年效益<100万").numbers["annual_benefit"]
    assert low[0] is not None
    assert high[1] is not None
    assert high[1] < 1e6 < low[0]


def test_a_list_can_go_by_every_number_of_the_index() -> None:
    assert get_args(Sort) == ("relevance", *ORDER_FIELDS)
    assert set(SORTS) == set(get_args(Sort))
    with pytest.raises(BadQuestion, match="价格"):
        Question.asked("", sort="价格")
