"""Makes corpus/samples/tables: some samples as the tables and forms that units really send in.

Run as `python -m tests.corpus.sample_tables`; the files are committed, and a test holds them to the samples.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from corpus import samples
from corpus.achievement import Achievement

FOLDER = Path(samples.__file__).parent / "tables"
SUMMARY = "2025年五小成果汇总表.xlsx"
LIST = "2023年项目申报表.csv"
FORM = "2026年成果申报书.docx"
FORM_CODE = "LJ2026-017"

BAD_ROWS = (
    {"项目编号": "LJ2023-030", "项目申报单位": "沙堰热力集团", "主要完成人": "计国梁", "项目年度": "2023"},
    {"项目编号": "LJ2023-031", "项目名称": "换热站巡检路线牌", "项目申报单位": "沙堰热力集团", "项目年度": "前年"},
)
"""Rows that an import has to turn back: one without a title, one with a year that is none."""

Cell = Callable[[Achievement], str]


def rights(achievement: Achievement) -> str:
    return "；".join((*achievement.patents, *achievement.software, *achievement.standards))


SUMMARY_COLUMNS: tuple[tuple[str, str, Cell], ...] = (
    ("申报编号", "", lambda a: a.code),
    ("项目名称", "", lambda a: a.title),
    ("类别", "", lambda a: a.kind),
    ("所属行业", "", lambda a: a.industry),
    ("申报单位", "", lambda a: a.unit),
    ("完成人", "第一完成人", lambda a: a.people[0] if a.people else ""),
    ("完成人", "其他完成人", lambda a: "、".join(a.people[1:])),
    ("成果介绍", "存在的问题", lambda a: a.background),
    ("成果介绍", "主要内容", lambda a: a.summary),
    ("成果介绍", "创新点", lambda a: a.innovation),
    ("效益情况", "", lambda a: a.benefit),
    ("推广应用情况", "", lambda a: a.application),
    ("知识产权", "", rights),
    ("是否涉密", "", lambda a: "是" if a.confidential else "否"),
    ("推荐单位", "", lambda a: a.recommended_by),
    ("申报级别", "", lambda a: a.level),
    ("获奖等级", "", lambda a: a.award),
)
"""Upper header, lower header, cell; 序号 and 地市 stand before them."""

LIST_COLUMNS: dict[str, Cell] = {
    "项目编号": lambda a: a.code,
    "项目名称": lambda a: a.title,
    "五小类别": lambda a: a.kind,
    "项目申报单位": lambda a: a.unit,
    "主要完成人": lambda a: " ".join(a.people),
    "所在地市": lambda a: a.region,
    "行业": lambda a: a.industry,
    "项目年度": lambda a: "".join(chr(ord(digit) + 0xFEE0) for digit in str(a.year)) + "年",
    "级别": lambda a: a.level,
    "奖项": lambda a: a.award,
    "推荐工会": lambda a: a.recommended_by,
    "改善前": lambda a: a.background,
    "内容": lambda a: a.summary,
    "技术特点": lambda a: a.innovation,
    "经济社会效益": lambda a: a.benefit,
    "应用情况": lambda a: a.application,
    "专利、软著、标准": rights,
}


def of_year(year: int) -> list[Achievement]:
    return [achievement for achievement in samples.achievements() if achievement.year == year]


def write_summary(path: Path) -> None:
    """A workbook as offices make it: titles, two header rows, merged cities, a repeated header, sums and notes."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(2025, 7, 1)
    inventions = [a for a in of_year(2025) if a.kind == "小发明"]
    others = [a for a in of_year(2025) if a.kind != "小发明"]
    page: Any = book.active
    page.title = "小发明"
    fill_sheet(page, "澜江省2025年职工“五小”创新大赛成果汇总表（一）", inventions)
    fill_sheet(book.create_sheet("其他四小及操作法"), "澜江省2025年职工“五小”创新大赛成果汇总表（二）", others)
    notes = book.create_sheet("填表须知")
    for line in ("一、编号由市总工会统一编写，不得重复。", "二、每项成果不超过五人。", "三、涉密内容不得填入本表。"):
        notes.append([line])
    book.save(path)


def fill_sheet(page: Any, title: str, achievements: Sequence[Achievement]) -> None:
    width = len(SUMMARY_COLUMNS) + 2
    banner(page, title, width)
    banner(page, "填报单位（盖章）：澜江省总工会经济技术部　　填报日期：2025年6月30日", width)
    header(page)
    number, repeated = 0, False
    for region, group in groupby(sorted(achievements, key=lambda a: a.region), key=lambda a: a.region):
        first = page.max_row + 1
        for achievement in group:
            number += 1
            page.append([number, region, *(cell(achievement) for _, _, cell in SUMMARY_COLUMNS)])
        page.merge_cells(start_row=first, end_row=page.max_row, start_column=2, end_column=2)
        if number >= 8 and not repeated:
            header(page)
            repeated = True
    page.append(["合计", "", f"{number}项"])
    banner(page, "备注：本表一式三份，电子版发送至经济技术部邮箱。", width)
    banner(page, "填表人：习小舟　　审核人：毋国华　　联系电话：0000-1234567", width)
    dress(page, width)


def banner(page: Any, text: str, width: int) -> None:
    page.append([text])
    page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=1, end_column=width)


def header(page: Any) -> None:
    uppers = ["序号", "地市", *(upper for upper, _, _ in SUMMARY_COLUMNS)]
    lowers = ["", "", *(lower for _, lower, _ in SUMMARY_COLUMNS)]
    page.append([upper if at == 0 or uppers[at - 1] != upper else None for at, upper in enumerate(uppers)])
    page.append([lower or None for lower in lowers])
    upper_row, lower_row = page.max_row - 1, page.max_row
    for at, (upper, lower) in enumerate(zip(uppers, lowers, strict=True)):
        if not lower:
            page.merge_cells(start_row=upper_row, end_row=lower_row, start_column=at + 1, end_column=at + 1)
        elif uppers[at - 1] != upper:
            last = at + uppers.count(upper)
            page.merge_cells(start_row=upper_row, end_row=upper_row, start_column=at + 1, end_column=last)


def dress(page: Any, width: int) -> None:
    line = Side(style="thin")
    for row in page.iter_rows(min_row=3, max_row=page.max_row, max_col=width):
        for cell in row:
            cell.border = Border(line, line, line, line)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    page["A1"].font = Font(bold=True, size=18)
    page["A1"].alignment = Alignment(horizontal="center")
    for column in range(3, width + 1):
        page.column_dimensions[get_column_letter(column)].width = 24


def write_list(path: Path) -> None:
    """A GB18030 list as an old system exports it, with two rows that cannot be taken."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["2023年度职工创新项目申报表"])
        writer.writerow(["序号", *LIST_COLUMNS])
        for number, row in enumerate(list_rows(), start=1):
            writer.writerow([number, *(row.get(header, "") for header in LIST_COLUMNS)])


def list_rows() -> Iterable[dict[str, str]]:
    for achievement in of_year(2023):
        yield {header: cell(achievement) for header, cell in LIST_COLUMNS.items()}
    yield from BAD_ROWS


def write_form(path: Path) -> None:
    """A Word form: pairs of labels and values, the people as a list of their own, long texts below their labels."""
    achievement = next(a for a in samples.achievements() if a.code == FORM_CODE)
    document = Document()
    document.core_properties.created = document.core_properties.modified = datetime(2026, 6, 1)
    document.add_heading("职工创新成果申报书", level=1)
    document.add_paragraph(f"{achievement.recommended_by}制")
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for row in form_rows(achievement):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
        if len(row) == 1:
            cells[0].merge(cells[3])
        elif len(row) == 2:
            cells[1].merge(cells[3])
    document.add_paragraph("注：本表可附页，照片、图纸请另附。")
    document.save(str(path))


def form_rows(achievement: Achievement) -> Iterable[tuple[str, ...]]:
    yield "成果名称", achievement.title
    yield "申报编号", achievement.code, "项目类别", achievement.kind
    yield "完成单位", achievement.unit, "推荐单位", achievement.recommended_by
    yield "所在地市", achievement.region, "所属行业", achievement.industry
    yield "申报年度", str(achievement.year), "申报级别", achievement.level
    yield ("主要完成人情况",)
    yield "姓名", "性别", "技术职称", "主要贡献"
    for person in achievement.people:
        yield person, "女", "康复治疗师", "提出方案，组织试用"
    yield "专利号", rights(achievement)
    for label, text in (
        ("解决的问题", achievement.background),
        ("主要内容（不超过500字）", achievement.summary),
        ("创新点", achievement.innovation),
        ("实施效果", achievement.benefit),
        ("推广应用情况", achievement.application),
    ):
        yield (label,)
        yield (text,)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    write_summary(FOLDER / SUMMARY)
    write_list(FOLDER / LIST)
    write_form(FOLDER / FORM)


if __name__ == "__main__":
    main()
