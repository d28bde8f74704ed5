"""Tables as units hand them in, made of the samples."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from corpus.samples import achievements

NEWEST = 2026
COLUMNS = {
    "code": "编号", "title": "成果名称", "unit": "完成单位", "people": "完成人", "year": "年度",
    "background": "现状与问题", "summary": "成果简介", "innovation": "创新点", "benefit": "效益",
    "application": "推广应用", "patents": "专利",
}  # fmt: skip


def newest_rows() -> list[list[Any]]:
    """The newest round, a row each; some of it was handed in before."""
    return [
        ["、".join(value) if isinstance(value := getattr(each, name), tuple) else value for name in COLUMNS]
        for each in achievements()
        if each.year == NEWEST
    ]


def written(path: Path, rows: list[list[Any]]) -> Path:
    """Write a workbook with a header; returns its path."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [[*COLUMNS.values()], *rows]:
        sheet.append(row)
    book.save(path)
    return path
