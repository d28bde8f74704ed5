"""Headers are mapped by synonyms, and by what a person says of them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.achievement import FIELD_NAMES
from corpus.errors import BadMapping
from corpus.importing.columns import ColumnMapping, assign, load_mapping
from corpus.importing.reading import read
from corpus.importing.subjects import ACHIEVEMENTS
from corpus.importing.synonyms import SYNONYMS
from tests.corpus.importing.conftest import achievements, by_csv


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("成果名称", "title"),
        ("课题名称", "title"),
        ("成果名称（限30字）", "title"),
        ("*成果名称*", "title"),
        ("成 果 名 称", "title"),
        ("成果\n名称", "title"),
        ("成果名称：", "title"),
        ("一、成果名称", "title"),
        ("3.成果名称", "title"),
        ("ＴＩＴＬＥ", "title"),
        ("申报的成果名称", "title"),
        ("完成单位（盖章）", "unit"),
        ("推荐单位", "recommended_by"),
        ("主要完成人（按贡献大小排序）", "people"),
        ("完成人1", "people"),
        ("申报年度", "year"),
        ("申报级别", "level"),
        ("获奖等级", "award"),
        ("经济效益（万元）", "benefit"),
        ("创新点及先进性", "innovation"),
        ("推广应用情况及前景", "application"),
        ("专利号", "patents"),
        ("知识产权（专利、软著）", "patents"),
        ("是否涉密", "confidential"),
        ("项目编号", "code"),
        ("assignee", "unit"),
        ("abstract", "summary"),
        ("序号", None),
        ("联系人", None),
        ("联系人姓名", None),
        ("联系人单位名称", None),
        ("产品名称", None),
        ("电话", None),
        ("完成人身份证号", None),
        ("备注", None),
        ("", None),
    ],
)
def test_header_means_a_field(header: str, field: str | None) -> None:
    assert ACHIEVEMENTS.guess(header).field == field


def test_every_field_has_synonyms_and_every_synonym_one_field() -> None:
    assert set(SYNONYMS) == set(FIELD_NAMES) - {"extra"}
    names = [ACHIEVEMENTS.folded(name) for each in SYNONYMS.values() for name in each]
    assert [name for name in set(names) if names.count(name) > 1] == []


@pytest.mark.parametrize("field", SYNONYMS)
def test_synonyms_are_found_as_they_are_written(field: str) -> None:
    assert [name for name in SYNONYMS[field] if ACHIEVEMENTS.guess(name).field != field] == []


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_may_be_a_header(header: str) -> None:
    assert ACHIEVEMENTS.guess(header).field in {None, *SYNONYMS}


def fields_of(*headers: str) -> list[str | None]:
    return [column.field for column in assign([(header,) for header in headers], ColumnMapping())]


def test_surest_column_has_a_field_of_one_value() -> None:
    assert fields_of("名称", "成果名称", "单位", "完成单位") == [None, "title", None, "unit"]


def test_first_of_two_equal_columns_has_the_field() -> None:
    assert fields_of("成果名称", "成果名称") == ["title", None]


def test_columns_of_running_text_and_of_lists_are_joined(tmp_path: Path) -> None:
    rows = [
        ["成果名称", "经济效益", "社会效益", "负责人", "成员"],
        ["甲装置", "10万元", "减少事故", "张三", "李四、王五"],
    ]
    [found] = achievements(read(by_csv(tmp_path / "a.csv", rows)))

    assert found.benefit == "10万元\n减少事故"
    assert found.people == ("张三", "李四", "王五")


def test_unmapped_columns_are_kept_under_their_headers(tmp_path: Path) -> None:
    rows = [["序号", "成果名称", "联系 电话", "备注", "备注", ""], ["1", "甲装置", "139", "急", "补报", "x"]]
    [found] = achievements(read(by_csv(tmp_path / "a.csv", rows)))

    assert found.extra == {"联系 电话": "139", "备注": "急", "备注 (2)": "补报", "第 6 列": "x"}


def test_row_longer_than_the_header_keeps_its_rest(tmp_path: Path) -> None:
    [found] = achievements(read(by_csv(tmp_path / "a.csv", [["成果名称"], ["甲装置", "多出来的"]])))

    assert found.extra == {"第 2 列": "多出来的"}


def test_number_of_a_row_is_no_code(tmp_path: Path) -> None:
    [found] = achievements(read(by_csv(tmp_path / "a.csv", [["序号", "成果名称"], ["7", "甲装置"]])))

    assert found.code == ""
    assert found.extra == {}


def test_mapping_overrides_the_synonyms(tmp_path: Path) -> None:
    path = by_csv(tmp_path / "a.csv", [["成果名称", "产品", "备注"], ["2023-1", "甲装置", "先进"]])
    mapping = ColumnMapping({"产品": "title", "成果名称": "编号", "备注": "innovation"})
    [found] = achievements(read(path, mapping=mapping))

    assert (found.title, found.code, found.innovation) == ("甲装置", "2023-1", "先进")


def test_mapping_may_put_a_column_aside(tmp_path: Path) -> None:
    path = by_csv(tmp_path / "a.csv", [["成果名称", "完成时间"], ["甲装置", "进行中"]])
    [found] = achievements(read(path, mapping=ColumnMapping({"完成时间": ""})))

    assert found.extra == {"完成时间": "进行中"}


def test_mapping_makes_a_header_of_unknown_names(tmp_path: Path) -> None:
    path = by_csv(tmp_path / "a.csv", [["某某表", ""], ["东西", "谁"], ["甲装置", "张三"]])
    [found] = achievements(read(path, mapping=ColumnMapping({"东西": "title", "谁": "people"})))

    assert (found.title, found.people) == ("甲装置", ("张三",))


def test_unknown_field_is_told_with_those_that_exist() -> None:
    with pytest.raises(BadMapping, match=r"“heading”不存在.*title（成果名称）"):
        ColumnMapping({"产品": "heading"})


def test_unknown_header_is_told_with_those_that_exist(tmp_path: Path) -> None:
    path = by_csv(tmp_path / "a.csv", [["成果名称", "备注"], ["甲装置", ""]])
    with pytest.raises(BadMapping, match=r"“产品”在文件中找不到.*成果名称、备注"):
        read(path, mapping=ColumnMapping({"产品": "summary"}))


def test_unknown_sheet_is_told(tmp_path: Path) -> None:
    path = by_csv(tmp_path / "a.csv", [["成果名称"], ["甲装置"]])
    with pytest.raises(BadMapping, match="工作表“汇总”不存在"):
        read(path, mapping=ColumnMapping(sheet="汇总"))


def test_mapping_file(tmp_path: Path) -> None:
    path = tmp_path / "映射.toml"
    path.write_text('sheet = "汇总表"\nheader_row = 3\n[columns]\n"产品" = "title"\n"备注" = ""\n', encoding="utf-8")

    assert load_mapping(path) == ColumnMapping({"产品": "title", "备注": ""}, sheet="汇总表", header_row=3)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[columns", "TOML"),
        ("columns = 3", r"\[columns\]"),
        ("[columns]\n产品 = 3", "TOML"),
        ('[columns]\n"产品" = 3', r"\[columns\]"),
        ("header_row = 0", "header_row"),
        ('header_row = "三"'.replace("三", "3"), "header_row"),
        ("sheet = 1", "sheet"),
        ("[column]", "column"),
        ('[columns]\n"产品" = "heading"', "heading"),
    ],
)
def test_wrong_mapping_file_is_told(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadMapping, match=reason):
        load_mapping(path)


def test_missing_mapping_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match="打不开"):
        load_mapping(tmp_path / "none.toml")
