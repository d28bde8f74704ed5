"""The syntax of questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.errors import BadQuestion
from search_api.search.question import MAX_TEXT, Parsed, Question, parse, parse_filters, parse_years


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
    values, years = parse_filters(["industry=煤炭", "行业=电力", "year=2022", "年度=2023"])
    assert values == {"industry": ("煤炭", "电力")}
    assert years == (2022, 2023)


def test_an_empty_value_asks_for_the_unsaid() -> None:
    assert parse_filters(["award="])[0] == {"award": ("",)}


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        (["colour=red"], "colour"),
        (["industry"], "industry"),
        (["year=去年"], "去年"),
        (["year=2019", "year=2022"], "2019"),
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
