"""Forms in Word documents and workbooks: labels beside their values, one achievement each."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx

from corpus.importing.reading import ColumnMapping, read
from tests.corpus.importing.conftest import achievements, by_word, places

FORM = [
    ("成果名称", "提升机断绳保护装置"),
    ("完成单位", "石门矿"),
    ("主要完成人", "张三、李四"),
    ("成果简介", "一种装置。"),
]


def test_form_of_two_columns(tmp_path: Path) -> None:
    reading = read(by_word(tmp_path / "a.docx", FORM))
    [found] = achievements(reading)

    assert (found.title, found.unit, found.people) == ("提升机断绳保护装置", "石门矿", ("张三", "李四"))
    assert found.summary == "一种装置。"
    assert reading.tables[0].columns[0].samples == ("提升机断绳保护装置",)


def test_form_of_four_columns_with_wide_cells(tmp_path: Path) -> None:
    rows = [
        ["成果名称", "甲装置", "", ""],
        ["完成单位", "石门矿", "联系电话", "13900000000"],
        ["年度", "2022", "类别", "小革新"],
        ["创新点", "断绳即停。\n自动复位。", "", ""],
    ]
    path = by_word(tmp_path / "a.docx", rows, spans=[(0, 0, 1, 0, 3), (0, 3, 1, 3, 3)])
    [found] = achievements(read(path))

    assert (found.title, found.unit, found.year, found.kind) == ("甲装置", "石门矿", 2022, "小革新")
    assert found.innovation == "断绳即停。\n自动复位。"
    assert found.extra == {"联系电话": "13900000000"}


def test_value_below_its_label_or_behind_a_colon(tmp_path: Path) -> None:
    rows = [["成果名称", "甲装置"], ["成果简介（500字以内）", ""], ["一种装置。", ""], ["经济效益：年创效10万元", ""]]
    path = by_word(tmp_path / "a.docx", rows, spans=[(0, 1, 0, 1, 1), (0, 2, 0, 2, 1), (0, 3, 0, 3, 1)])
    [found] = achievements(read(path))

    assert (found.title, found.summary, found.benefit) == ("甲装置", "一种装置。", "年创效10万元")


def test_several_forms_in_one_document(tmp_path: Path) -> None:
    second = [("项目名称", "乙装置"), ("申报单位", "南山矿")]
    reading = read(by_word(tmp_path / "a.docx", FORM, second))

    assert [(found.title, found.unit) for found in achievements(reading)] == [
        ("提升机断绳保护装置", "石门矿"),
        ("乙装置", "南山矿"),
    ]
    assert places(reading) == ["表格 1 第 1 行", "表格 2 第 1 行"]


def test_form_that_goes_on_in_a_second_table(tmp_path: Path) -> None:
    [found] = achievements(
        read(by_word(tmp_path / "a.docx", FORM, [("经济效益", "10万元"), ("推广应用情况", "已推广")]))
    )

    assert (found.title, found.benefit, found.application) == ("提升机断绳保护装置", "10万元", "已推广")


def test_several_forms_in_one_table(tmp_path: Path) -> None:
    [first, second] = achievements(
        read(by_word(tmp_path / "a.docx", [*FORM, ("成果名称", "乙装置"), ("完成单位", "南山矿")]))
    )

    assert (first.unit, second.unit) == ("石门矿", "南山矿")


def test_list_of_people_within_a_form(tmp_path: Path) -> None:
    rows = [
        ["成果名称", "甲装置", "", ""],
        ["主要完成人", "姓名", "性别", "职务"],
        ["", "张三", "男", "班长"],
        ["", "李四", "女", "工程师"],
        ["成果简介", "一种装置。", "", ""],
    ]
    path = by_word(tmp_path / "a.docx", rows, spans=[(0, 0, 1, 0, 3), (0, 1, 0, 3, 0), (0, 4, 1, 4, 3)])
    [found] = achievements(read(path))

    assert (found.title, found.people, found.summary) == ("甲装置", ("张三", "李四"), "一种装置。")


def test_summary_table_in_a_document(tmp_path: Path) -> None:
    rows = [["序号", "成果名称", "完成单位"], ["1", "甲装置", "石门矿"], ["2", "乙装置", ""], ["合计", "2", ""]]
    reading = read(by_word(tmp_path / "a.docx", rows, spans=[(0, 1, 2, 2, 2)]))

    assert [(found.title, found.unit) for found in achievements(reading)] == [
        ("甲装置", "石门矿"),
        ("乙装置", "石门矿"),
    ]
    assert places(reading)[0] == "表格 1 第 2 行"


def test_form_in_a_worksheet(workbook: Callable[..., Path]) -> None:
    rows = [
        ["职工创新成果申报表", None, None, None],
        ["成果名称", "甲装置", None, None],
        ["完成单位", "石门矿", "完成时间", 2022],
        ["成果简介", "一种装置。", None, None],
    ]
    [found] = achievements(read(workbook(rows, merges=[(0, 0, 0, 3), (1, 1, 1, 3), (3, 1, 3, 3)])))

    assert (found.title, found.unit, found.year, found.summary) == ("甲装置", "石门矿", 2022, "一种装置。")


def test_form_without_a_value_for_the_title_is_rejected(tmp_path: Path) -> None:
    [row] = read(by_word(tmp_path / "a.docx", [("成果名称", ""), *FORM[1:]])).rows()

    assert "没有成果名称" in getattr(row, "reason", "")


def test_mapping_names_labels_of_forms(tmp_path: Path) -> None:
    path = by_word(tmp_path / "a.docx", [("产品", "甲装置"), ("厂家", "石门矿"), ("年度", "2020")])
    [found] = achievements(read(path, mapping=ColumnMapping({"产品": "title", "厂家": "unit"})))

    assert (found.title, found.unit, found.year) == ("甲装置", "石门矿", 2020)


def test_boxes_to_tick(tmp_path: Path) -> None:
    rows = [("成果名称", "甲装置"), ("类别", "□小发明 ☑小革新"), ("是否涉密", "□是 ☑否"), ("完成单位", "石门矿")]
    [found] = achievements(read(by_word(tmp_path / "a.docx", rows)))

    assert (found.kind, found.confidential) == ("小革新", False)


def test_form_within_a_frame(tmp_path: Path) -> None:
    document = docx.Document()
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    inner = frame.add_table(rows=len(FORM), cols=2)
    for row, (label, value) in zip(inner.rows, FORM, strict=True):
        row.cells[0].text, row.cells[1].text = label, value
    document.save(str(tmp_path / "a.docx"))
    [found] = achievements(read(tmp_path / "a.docx"))

    assert (found.title, found.unit) == ("提升机断绳保护装置", "石门矿")


def test_cells_within_content_controls(tmp_path: Path) -> None:
    path = by_word(tmp_path / "a.docx", FORM)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    wrapped = body.replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>", 1).replace(
        "</w:tr>", "</w:tr></w:sdtContent></w:sdt>", 1
    )
    parts["word/document.xml"] = wrapped.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    assert wrapped != body
    assert [found.title for found in achievements(read(path))] == ["提升机断绳保护装置"]
