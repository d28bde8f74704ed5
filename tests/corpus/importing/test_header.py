"""The header is found wherever it stands, and what is no row of data is left out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import NoTable
from corpus.importing.grid import Merge, with_merges
from corpus.importing.reading import ColumnMapping, read
from tests.corpus.importing.conftest import achievements, by_csv, by_openpyxl, places, rejected

HEADER = ["序号", "成果名称", "完成单位", "完成人", "年度"]
ROWS = [
    [1, "提升机断绳保护装置", "石门矿", "张三、李四", 2023],
    [2, "皮带机自动张紧装置", "南山矿", "王五", 2022],
]

Write = Callable[..., Path]


@pytest.mark.parametrize("above", range(5))
def test_header_stands_below_any_number_of_title_rows(workbook: Write, above: int) -> None:
    titles = [
        ["附件", None],
        ["某省职工创新成果汇总表", None],
        ["填报单位：某集团", None],
        [None],
        ["单位：万元", None],
    ]
    reading = read(workbook([*titles[:above], HEADER, *ROWS]))

    assert [found.title for found in achievements(reading)] == ["提升机断绳保护装置", "皮带机自动张紧装置"]
    assert places(reading)[0] == f"工作表“汇总表”第 {above + 2} 行"


def test_merged_title_row_is_no_header(workbook: Write) -> None:
    reading = read(workbook([["项目名称汇总", *[None] * 4], HEADER, *ROWS], merges=[(0, 0, 0, 4)]))

    assert [found.unit for found in achievements(reading)] == ["石门矿", "南山矿"]


def test_header_of_two_rows_names_groups_and_columns(workbook: Write) -> None:
    rows = [
        ["序号", "成果信息", None, "完成单位", "联系人", None, "效益", None],
        [None, "名称", "类别", None, "姓名", "电话", "经济", "社会"],
        [1, "甲装置", "小发明", "石门矿", "孙七", "139", "10万元", "安全"],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3), (0, 4, 0, 5), (0, 6, 0, 7)]
    [found] = achievements(read(workbook(rows, merges)))

    assert (found.title, found.kind, found.unit) == ("甲装置", "小发明", "石门矿")
    assert found.benefit == "10万元\n安全"
    assert found.people == ()
    assert found.extra == {"联系人／姓名": "孙七", "联系人／电话": "139"}


def test_header_of_two_rows_without_merge_marks(tmp_path: Path) -> None:
    rows = [["成果名称", "完成人", "", "年度"], ["", "姓名", "职务", ""], ["甲装置", "张三", "班长", "2021"]]
    [found] = achievements(read(by_csv(tmp_path / "a.csv", rows)))

    assert (found.title, found.people, found.year) == ("甲装置", ("张三",), 2021)
    assert found.extra == {"完成人／职务": "班长"}


def test_values_merged_down_a_column_hold_for_every_row(workbook: Write) -> None:
    rows = [
        HEADER,
        [1, "甲装置", "石门矿", "张三", 2023],
        [2, "乙装置", None, "李四", 2023],
        [3, "丙装置", "南山矿", "王五", 2023],
    ]
    found = achievements(read(workbook(rows, merges=[(1, 2, 2, 2)])))

    assert [each.unit for each in found] == ["石门矿", "石门矿", "南山矿"]


def test_rows_of_one_merged_title_are_one_achievement(workbook: Write) -> None:
    rows = [
        ["成果名称", "完成单位", "完成人"],
        ["甲装置", "石门矿", "张三"],
        [None, None, "李四"],
        ["乙装置", "南山矿", "王五"],
    ]
    found = achievements(read(workbook(rows, merges=[(1, 0, 2, 0), (1, 1, 2, 1)])))

    assert [(each.title, each.people) for each in found] == [("甲装置", ("张三", "李四")), ("乙装置", ("王五",))]


def test_empty_rows_under_a_long_merge_are_no_rows(workbook: Write) -> None:
    rows = [HEADER, [1, "甲装置", "石门矿", "张三", 2023], [None] * 5, [None] * 5]
    reading = read(workbook(rows, merges=[(1, 2, 3, 2)]))

    assert len(places(reading)) == 1


@pytest.mark.parametrize(
    "left_out",
    [
        ["合计", "2 项", None, None, None],
        ["小计", None, None, None, 4045],
        [None, "合 计", None, None, None],
        ["备注：每个单位限报五项", None, None, None, None],
        ["填表人：赵六", None, None, "联系电话：0351-1234567", None],
        [None, "说明：1. 本表一式两份", None, None, None],
        HEADER,
        [3, None, None, None, None],
    ],
    ids=["合计", "小计", "合计 in the title column", "备注", "填表人", "说明", "header again", "number alone"],
)
def test_what_is_no_achievement_is_left_out(workbook: Write, left_out: list[object]) -> None:
    reading = read(workbook([HEADER, *ROWS, left_out]))

    assert [found.title for found in achievements(reading)] == ["提升机断绳保护装置", "皮带机自动张紧装置"]
    assert rejected(reading) == []


def test_rows_go_on_after_a_header_repeated_in_the_middle(workbook: Write) -> None:
    assert len(achievements(read(workbook([HEADER, ROWS[0], HEADER, ROWS[1]])))) == 2


def test_header_that_comes_again_in_another_order_holds_from_there(workbook: Write) -> None:
    rows = [HEADER, ROWS[0], ["序号", "完成单位", "成果名称", "年度", "完成人"], [1, "北河厂", "丁装置", 2021, "周八"]]
    found = achievements(read(workbook(rows)))

    assert (found[1].title, found[1].unit, found[1].year) == ("丁装置", "北河厂", 2021)


def test_section_rows_are_left_out(workbook: Write) -> None:
    section = ["一、煤炭行业", None, None, None, None]
    reading = read(workbook([HEADER, section, *ROWS], merges=[(1, 0, 1, 4)]))

    assert len(achievements(reading)) == 2
    assert rejected(reading) == []


def test_notes_of_several_lines_end_where_rows_go_on(workbook: Write) -> None:
    notes = [["注：1. 限报五项", *[None] * 4], ["2. 加盖公章", *[None] * 4]]
    reading = read(workbook([HEADER, ROWS[0], *notes, ROWS[1]]))

    assert len(achievements(reading)) == 2
    assert rejected(reading) == []


def test_title_that_begins_like_a_note_or_a_sum_stays(workbook: Write) -> None:
    rows = [HEADER, [1, "注浆钻机改造", "石门矿", "张三", 2023], [2, "累计流量计校验装置", "南山矿", "李四", 2023]]

    assert [found.title for found in achievements(read(workbook(rows)))] == ["注浆钻机改造", "累计流量计校验装置"]


def test_sheets_without_titles_are_skipped_with_a_notice(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["填写须知", "请勿改动格式"])  # type: ignore[union-attr]
    for name in ("小发明", "小革新"):
        sheet = book.create_sheet(name)
        for row in (HEADER, *ROWS):
            sheet.append(row)
    hidden = book.create_sheet("旧数据")
    hidden.append(HEADER)
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    reading = read(tmp_path / "a.xlsx")

    assert [table.place for table in reading.tables] == ["工作表“小发明”", "工作表“小革新”"]
    assert len(achievements(reading)) == 4
    assert any("工作表“Sheet”" in notice for notice in reading.notices)
    assert any("工作表“旧数据”是隐藏的" in notice for notice in reading.notices)


def test_year_of_the_title_row_stands_in_for_a_missing_column(workbook: Write) -> None:
    rows = [["2021年度职工创新成果汇总表"], ["成果名称", "完成单位"], ["甲装置", "石门矿"]]
    reading = read(workbook(rows))

    assert [found.year for found in achievements(reading)] == [2021]
    assert any("2021年" in notice for notice in reading.notices)


def test_given_year_fills_what_rows_do_not_say(workbook: Write) -> None:
    rows = [["成果名称", "年度"], ["甲装置", None], ["乙装置", 2020]]

    assert [found.year for found in achievements(read(workbook(rows), year=2024))] == [2024, 2020]


def test_rejected_row_says_where_and_why(workbook: Write) -> None:
    rows = [
        HEADER,
        [1, None, "石门矿", "张三", 2023],
        [2, "乙装置", "南山矿", "李四", "前年"],
        [3, "甲" * 501, None, None, None],
    ]
    bad = rejected(read(workbook(rows)))

    assert [row.place for row in bad] == [f"工作表“汇总表”第 {number} 行" for number in (2, 3, 4)]
    assert "没有成果名称" in bad[0].reason
    assert "前年" in bad[1].reason
    assert "501" in bad[2].reason
    assert "500" in bad[2].reason
    assert bad[1].values["成果名称"] == "乙装置"


def test_file_without_a_title_column_has_no_table(workbook: Write) -> None:
    with pytest.raises(NoTable, match="成果名称"):
        read(workbook([["日期", "金额"], ["5月", "12"]]))


def test_tables_are_known_before_the_rows(workbook: Write) -> None:
    [table] = read(workbook([HEADER, *ROWS])).tables

    assert [(column.header, column.field) for column in table.columns[1:]] == [
        ("成果名称", "title"),
        ("完成单位", "unit"),
        ("完成人", "people"),
        ("年度", "year"),
    ]
    assert table.columns[0].ignored
    assert table.columns[1].samples == ("提升机断绳保护装置", "皮带机自动张紧装置")


def test_table_of_mere_names_gives_way_to_a_surer_one(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for name, rows in {"汇总表": [HEADER, *ROWS], "设备清单": [["名称", "单位", "数量"], ["电机", "台", 3]]}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    reading = read(tmp_path / "a.xlsx")

    assert len(achievements(reading)) == 2
    assert any("设备清单" in notice for notice in reading.notices)


def test_table_of_mere_names_is_read_where_it_is_the_only_one(workbook: Write) -> None:
    assert len(achievements(read(workbook([["名称", "单位"], ["甲装置", "石门矿"]])))) == 1


def test_header_of_two_rows_is_known_again_on_one(tmp_path: Path) -> None:
    path = by_csv(tmp_path / "a.csv", [["成果信息／名称", "联系人／姓名", "效益／经济"], ["甲装置", "张三", "10万元"]])
    [found] = achievements(read(path))

    assert (found.title, found.people, found.benefit) == ("甲装置", (), "10万元")


def test_rejected_rows_come_in_when_they_are_mended(tmp_path: Path) -> None:
    bad = rejected(read(by_openpyxl(tmp_path / "a.xlsx", [HEADER, [1, None, "石门矿", "张三", 2023]])))
    mended = {"位置": bad[0].place, "原因": bad[0].reason, **bad[0].values, "成果名称": "甲装置"}
    [found] = achievements(read(by_csv(tmp_path / "b.csv", [list(mended), list(mended.values())])))

    assert (found.title, found.unit, found.people, found.year) == ("甲装置", "石门矿", ("张三",), 2023)
    assert found.extra == {}


@settings(max_examples=50, deadline=None)
@given(data=st.data(), height=st.integers(1, 8), width=st.integers(1, 5))
def test_merged_values_stand_in_every_row_of_their_area(data: st.DataObject, height: int, width: int) -> None:
    areas = data.draw(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 4), st.integers(0, 3), st.integers(0, 2))))
    taken: set[tuple[int, int]] = set()
    merges = []
    for top, left, more_rows, more_columns in areas:
        cells = {(row, left + column) for row in range(top, top + more_rows + 1) for column in range(more_columns + 1)}
        if not cells & taken:
            taken |= cells
            merges.append(Merge(top, left, top + more_rows, left + more_columns))
    covered = taken - {(merge.top, merge.left) for merge in merges}
    grid = [[f"{row},{at}" if (row, at) not in covered else "" for at in range(width)] for row in range(1, height + 1)]
    rows = list(with_merges(enumerate(grid, start=1), merges))

    for merge in merges:
        for row in rows[merge.top - 1 : merge.bottom]:
            assert row.text(merge.left) == rows[merge.top - 1].text(merge.left)
    assert [[row.text(at) for at in range(width) if (row.number, at) not in covered] for row in rows] == [
        [text for text in row if text] for row in grid
    ]


def test_caption_above_the_header_is_no_group(workbook: Write) -> None:
    rows = [["填报单位：某集团", None, "单位：万元"], ["成果名称", "完成单位", "备注"], ["甲装置", "石门矿", "x"]]
    [table] = read(workbook(rows, merges=[(0, 0, 0, 1)])).tables

    assert [column.header for column in table.columns] == ["成果名称", "完成单位", "备注"]


def test_mapping_names_a_column_of_a_group(workbook: Write) -> None:
    rows = [["成果信息", None], ["东西", "出处"], ["甲装置", "石门矿"]]
    reading = read(workbook(rows, merges=[(0, 0, 0, 1)]), mapping=ColumnMapping({"东西": "title", "出处": "unit"}))

    assert [(found.title, found.unit) for found in achievements(reading)] == [("甲装置", "石门矿")]


def test_mapping_may_say_where_the_header_stands(tmp_path: Path) -> None:
    rows = [["成果名称", "完成单位"], ["产品", "厂家"], ["甲装置", "石门矿"]]
    path = by_openpyxl(tmp_path / "a.xlsx", rows)
    reading = read(path, mapping=ColumnMapping({"产品": "title", "厂家": "unit"}, header_row=2))

    assert [(found.title, found.unit) for found in achievements(reading)] == [("甲装置", "石门矿")]
