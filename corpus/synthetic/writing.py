"""Synthetic achievements as files: JSON Lines and workbooks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from corpus.achievement import Achievement
from corpus.synthetic.composing import SEED, achievements

COLUMNS: Final[dict[str, Callable[[Achievement], Any]]] = {
    "申报编号": lambda a: a.code,
    "成果名称": lambda a: a.title,
    "类别": lambda a: a.kind,
    "完成单位": lambda a: a.unit,
    "推荐单位": lambda a: a.recommended_by,
    "主要完成人": lambda a: "、".join(a.people),
    "地市": lambda a: a.region,
    "所属行业": lambda a: a.industry,
    "年度": lambda a: a.year,
    "申报级别": lambda a: a.level,
    "获奖等级": lambda a: a.award,
    "存在问题": lambda a: a.background,
    "主要内容": lambda a: a.summary,
    "创新点": lambda a: a.innovation,
    "效益情况": lambda a: a.benefit,
    "推广应用情况": lambda a: a.application,
    "知识产权": lambda a: "；".join((*a.patents, *a.software, *a.standards)),
}
"""Header → cell, as a summary table has them."""


def write_jsonl(path: Path, count: int, seed: int = SEED) -> None:
    """Write `count` achievements, one JSON object a line; fields that say nothing are left out."""
    with path.open("w", encoding="utf-8") as file:
        for achievement in achievements(count, seed):
            file.write(achievement.model_dump_json(exclude_defaults=True) + "\n")


def write_workbook(path: Path, count: int, seed: int = SEED) -> None:
    """Write a summary workbook: a title row, the header in row 3, `count` numbered rows; up to 1,000,000."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
        page = book.add_worksheet("汇总表")
        page.write_string(0, 0, "职工创新成果汇总表")
        page.write_row(2, 0, ["序号", *COLUMNS])
        for number, achievement in enumerate(achievements(count, seed), start=1):
            page.write_row(number + 2, 0, [number, *(cell(achievement) for cell in COLUMNS.values())])
