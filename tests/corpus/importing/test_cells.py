"""Cells are read as people mean them: years, yes and no, names, numbers of patents and standards."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.importing.cells import chosen, is_confidential, number_text, tidy, with_unit, year_in
from corpus.importing.people import names_in
from corpus.importing.rights import Rights, rights_in


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023", 2023),
        ("２０２３", 2023),
        ("2023.0", 2023),
        ("2023年", 2023),
        ("2023年度", 2023),
        ("2023-05-01", 2023),
        ("2023/5/1", 2023),
        ("2023.05", 2023),
        ("2023年5月", 2023),
        ("202305", 2023),
        ("20230501", 2023),
        ("2023-05-01 08:30", 2023),
        ("2022.03-2023.06", 2023),
        ("2022—2023年", 2023),
        ("23年", 2023),
        ("二〇二三年", 2023),
        ("二○二一年五月", 2021),
        ("45047", 2023),
        ("完成于1998年", 1998),
        ("", None),
        ("/", None),
        ("无", None),
    ],
)
def test_year_is_read(text: str, year: int | None) -> None:
    assert year_in(text) == year


@pytest.mark.parametrize("text", ["前年", "待定", "1850", "3023", "12", "123456789", "0"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        year_in(text)


@settings(deadline=None)
@given(st.text())
def test_year_is_in_range_or_refused(text: str) -> None:
    try:
        year = year_in(text)
    except ValueError:
        return
    assert year is None or 1900 <= year <= 2100


@pytest.mark.parametrize("text", ["是", "涉密", "秘密", "机密级", "内部", "√", "Y", "true", "１"])
def test_confidential_words(text: str) -> None:
    assert is_confidential(text)


@pytest.mark.parametrize("text", ["否", "不涉密", "公开", "非密", "无", "×", "N", "", "/", "0", "公 开"])
def test_open_words(text: str) -> None:
    assert not is_confidential(text)


def test_unknown_word_for_confidential_is_refused() -> None:
    with pytest.raises(ValueError, match="以后再说"):
        is_confidential("以后再说")


@pytest.mark.parametrize(
    ("value", "text"),
    [(2023.0, "2023"), (0.1 + 0.2, "0.3"), (-3.0, "-3"), (1.5, "1.5"), (140101199001011234.0, "140101199001011232")],
)
def test_number_reads_as_excel_shows_it(value: float, text: str) -> None:
    assert number_text(value) == text


@settings(deadline=None)
@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三、李四", ["张三", "李四"]),
        ("张三，李四,王五；赵六;孙七", ["张三", "李四", "王五", "赵六", "孙七"]),
        ("张三/李四", ["张三", "李四"]),
        ("张三 李四  王五", ["张三", "李四", "王五"]),
        ("张三　李四", ["张三", "李四"]),
        ("张 三", ["张三"]),
        ("张 三、李 四", ["张三", "李四"]),
        ("张 三 李四", ["张三", "李四"]),
        ("张 三丰", ["张三丰"]),
        ("欧阳 娜", ["欧阳娜"]),
        ("欧阳娜娜 司马懿", ["欧阳娜娜", "司马懿"]),
        ("John Smith", ["John Smith"]),
        ("John Smith、张三", ["John Smith", "张三"]),
        ("阿卜杜拉·买买提，张三", ["阿卜杜拉·买买提", "张三"]),
        ("张三\n李四", ["张三", "李四"]),
        ("张三、李四等5人", ["张三", "李四"]),
        ("张三等", ["张三"]),
        ("张三、李四等五名", ["张三", "李四"]),
        ("张三等人", ["张三"]),
        ("1.张三 2.李四", ["张三", "李四"]),
        ("1、张三；2、李四", ["张三", "李四"]),
        ("张三（组长）、李四（成员）", ["张三", "李四"]),
        ("张三(13800000000)", ["张三"]),
        ("张三和李四", ["张三", "李四"]),
        ("李和平", ["李和平"]),
        ("张三、张三", ["张三"]),
        ("无", []),
        ("", []),
        ("—", []),
    ],
)
def test_names_are_split(text: str, names: list[str]) -> None:
    assert names_in(text) == tuple(names)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("☑小发明 □小革新 □小设计", "小发明"),
        ("□小发明  √小革新", "小革新"),
        ("□是 ☑否", "否"),
        ("☐省级 ☒市级 ☒县级", "市级、县级"),
        ("□小发明 □小革新", ""),
        ("小发明", "小发明"),
        ("√", "√"),
    ],
)
def test_ticked_box_is_the_choice(text: str, choice: str) -> None:
    assert chosen(text) == choice


@pytest.mark.parametrize(
    ("text", "header", "shown"),
    [
        ("120", "经济效益（万元）", "120万元"),
        ("1,200.5", "年创效(单位：万元/年)", "1,200.5万元/年"),
        ("120万元", "经济效益（万元）", "120万元"),
        ("120", "经济效益", "120"),
        ("120", "成果简介（限500字）", "120"),
        ("约120", "经济效益（万元）", "约120"),
    ],
)
def test_bare_figure_takes_the_unit_of_its_header(text: str, header: str, shown: str) -> None:
    assert with_unit(text, header) == shown


HAN_NAMES = st.text(st.sampled_from("张王李赵刘陈杨黄周吴建国志强秀英小明文军"), min_size=2, max_size=4)


@settings(deadline=None)
@given(
    st.lists(HAN_NAMES, min_size=1, max_size=6, unique=True),
    st.sampled_from(["、", "，", ",", "；", "\n", " 、 ", "/"]),
)
def test_names_come_back_in_order_whatever_separates_them(names: list[str], separator: str) -> None:
    assert names_in(separator.join(names)) == tuple(names)


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        ("ZL202120123456.7", Rights(patents=("ZL202120123456.7",))),
        ("ZL 2021 2 0123456.7", Rights(patents=("ZL 2021 2 0123456.7",))),
        ("专利号：ZL202120123456.7；ZL201910654321.X", Rights(patents=("ZL202120123456.7", "ZL201910654321.X"))),
        ("202310123456.7（申请号）", Rights(patents=("202310123456.7",))),
        ("CN112345678A", Rights(patents=("CN112345678A",))),
        ("2021SR0123456", Rights(software=("2021SR0123456",))),
        ("软著登字第1234567号", Rights(software=("软著登字第1234567号",))),
        ("GB/T 22900-2022", Rights(standards=("GB/T 22900-2022",))),
        ("Q/TG 015—2021、DB14/T 100-2019", Rights(standards=("Q/TG 015—2021", "DB14/T 100-2019"))),
        (
            "ZL202120123456.7、2021SR0123456、MT/T 1234-2020",
            Rights(("ZL202120123456.7",), ("2021SR0123456",), ("MT/T 1234-2020",)),
        ),
        ("ＺＬ２０２１２０１２３４５６．７", Rights(patents=("ZL202120123456.7",))),
        ("无", Rights()),
        ("/", Rights()),
        ("已申请实用新型专利2项", Rights(rest="已申请实用新型专利2项")),
        (
            "实用新型“一种张紧装置”ZL202120123456.7",
            Rights(patents=("ZL202120123456.7",), rest="实用新型“一种张紧装置”ZL202120123456.7"),
        ),
    ],
)
def test_rights_are_pulled_apart(text: str, rights: Rights) -> None:
    assert rights_in(text, "patents") == rights


def test_number_of_unknown_form_stays_with_its_column() -> None:
    assert rights_in("软著 0123456789", "software").software == ("软著 0123456789",)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["patents", "software", "standards"]))
def test_rights_never_fail_and_never_lose_a_cell(text: str, field: str) -> None:
    rights = rights_in(text, field)
    said = rights.patents or rights.software or rights.standards or rights.rest
    assert (
        said
        or not any(character.isalnum() for character in text)
        or text.strip() in ("无", "否", "暂无", "没有", "0", "无。")
    )
