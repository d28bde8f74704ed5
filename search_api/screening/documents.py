"""Candidates as files: the usual summary table (转化候选汇总表) as a workbook, or JSON Lines with every trace."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from corpus.achievement import SECRET
from search_api.duplicates.documents.cells import fitted
from search_api.errors import BadQuestion
from search_api.screening.answers import CandidateAnswer, IndicatorAnswer, Reference, Trace
from search_api.screening.candidates import Standing
from search_api.screening.frontline import QUESTIONS
from search_api.screening.indicators import INDICATORS
from search_api.visibility import may_be_quoted, withheld

Form = Literal["jsonl", "xlsx"]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_ROWS: Final = 1_000_000
"""Rows of one sheet, a little below Excel's 1,048,576."""

UNKNOWN: Final = "—"

APPLIED: Final = {"yes": "已应用", "no": "未应用", "planned": "计划应用"}
STAGES: Final = {"idea": "设想", "prototype": "样机", "trial": "试用", "in_use": "在用", "spread": "已推广"}

Cell = str | int | float | None

_COLUMNS: Final = (
    *(("序号", 6), ("成果名称", 40), ("完成单位", 26), ("完成人", 22), ("地区", 10), ("行业", 12), ("类别", 10)),
    *(("年度", 7), ("级别", 8), ("奖项", 10), ("应用", 10), ("阶段", 8), ("年效益（万元）", 13), ("知识产权", 10)),
    *(("得分", 8), ("已知比例", 9), ("可能最低", 9), ("可能最高", 9)),
    *((f"{indicator.name}（0–1）", 12) for indicator in INDICATORS),
    *((name, 14) for name in QUESTIONS.values()),
    *(("最接近的更早成果", 40), ("编号", 16), ("库内编号", 9)),
)
_STYLES: Final = {"得分": "points", "已知比例": "percent", "可能最低": "points", "可能最高": "points"}
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def form_of(path: Path) -> Form:
    """The kind of file that a name asks for. Raises BadQuestion."""
    forms: dict[str, Form] = {".jsonl": "jsonl", ".xlsx": "xlsx"}
    if path.suffix.lower() not in forms:
        raise BadQuestion(f"输出文件“{path.name}”的后缀应为 .jsonl 或 .xlsx。")
    return forms[path.suffix.lower()]


def write(
    form: Form, candidates: Iterable[CandidateAnswer], standing: Standing, target: BinaryIO, *, confidential: bool
) -> int:
    """Write candidates in their order; confidential ones are withheld unless asked for. Returns how many."""
    if form == "xlsx":
        return _workbook(candidates, standing, target, confidential)
    count = 0
    for count, candidate in enumerate(candidates, start=1):
        target.write(json.dumps(_line(candidate, confidential), ensure_ascii=False).encode() + b"\n")
    return count


def _line(candidate: CandidateAnswer, confidential: bool) -> dict[str, Any]:
    if may_be_quoted(candidate, confidential=confidential):
        return _told(candidate, confidential).model_dump()
    return withheld(candidate.model_dump())


def _told(candidate: CandidateAnswer, confidential: bool) -> CandidateAnswer:
    """The candidate without what is confidential of those that it refers to."""
    indicators = (each.model_copy(update={"trace": _traced(each.trace, confidential)}) for each in candidate.indicators)
    return candidate.model_copy(update={"indicators": tuple(indicators)})


def _traced(trace: Trace, confidential: bool) -> Trace:
    references = (
        each if may_be_quoted(each, confidential=confidential) else Reference(**withheld(each.model_dump()))
        for each in trace.references
    )
    return trace.model_copy(update={"references": tuple(references)})


def _workbook(candidates: Iterable[CandidateAnswer], standing: Standing, target: BinaryIO, confidential: bool) -> int:
    import xlsxwriter

    count = 0
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        header = book.add_format({"bold": True, "bg_color": "#DDE6EE", "border": 1, "valign": "vcenter"})
        formats = {
            "": book.add_format({"valign": "top"}),
            "points": book.add_format({"num_format": "0.00", "valign": "top"}),
            "percent": book.add_format({"num_format": "0%", "valign": "top"}),
        }
        sheet = book.add_worksheet("转化候选汇总表")
        sheet.freeze_panes(1, 2)
        for at, (name, width) in enumerate(_COLUMNS):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, name, header)
        for count, candidate in zip(range(1, MOST_ROWS + 1), candidates, strict=False):
            for at, cell in enumerate(_cells(candidate, confidential)):
                _write(sheet, count, at, cell, formats[_STYLES.get(_COLUMNS[at][0], "")])
        sheet.autofilter(0, 0, max(count, 1), len(_COLUMNS) - 1)
        notes = book.add_worksheet("说明")
        notes.set_column(0, 0, 20)
        notes.set_column(1, 1, 100)
        for row, cells in enumerate(_notes(standing)):
            for at, cell in enumerate(cells):
                _write(notes, row, at, cell, formats[""])
    return count


def _cells(candidate: CandidateAnswer, confidential: bool) -> Iterable[Cell]:
    if may_be_quoted(candidate, confidential=confidential):
        return _row(_told(candidate, confidential))
    said = withheld(candidate.model_dump())
    shown = {"成果名称": said["title"], "编号": said["code"], "库内编号": said["id"]}
    return (shown.get(name) for name, _ in _COLUMNS)


def _row(candidate: CandidateAnswer) -> Iterator[Cell]:
    by_key = {each.key: each for each in candidate.indicators}
    yield candidate.place if candidate.sufficient else "资料不足"
    yield from (candidate.title, candidate.unit, "、".join(candidate.people), candidate.region, candidate.industry)
    yield from (candidate.kind, candidate.year, candidate.level, candidate.award)
    yield from (APPLIED.get(candidate.applied, UNKNOWN), STAGES.get(candidate.stage, UNKNOWN))
    yield UNKNOWN if candidate.annual_benefit is None else candidate.annual_benefit / 10_000
    yield _or_unknown(by_key["protection"].raw)
    yield _or_unknown(candidate.score)
    yield from (candidate.known, candidate.low, candidate.high)
    yield from (_or_unknown(each.scaled) for each in candidate.indicators)
    yield from (each.mark for each in candidate.frontline)
    yield _nearest(by_key["novelty"])
    yield from (candidate.code, candidate.id)


def _nearest(novelty: IndicatorAnswer) -> str:
    return "；".join(
        f"{SECRET}库内编号 {each.id}"
        if each.title == SECRET
        else f"{each.title}（{each.year or '年度未填'}，{each.unit or '单位未填'}）"
        for each in novelty.trace.references
    )


def _or_unknown(value: float | None) -> float | str:
    return UNKNOWN if value is None else value


def _notes(standing: Standing) -> Iterator[tuple[Cell, Cell]]:
    wanted = standing.wanted
    yield "权重方案", wanted.weighting.profile or "自定"
    for indicator in INDICATORS:
        yield f"权重：{indicator.name}", wanted.weighting.weights[indicator.key]
    for indicator in INDICATORS:
        yield f"含义：{indicator.name}", indicator.means
    yield "筛选", "；".join(wanted.filters) or "无"
    yield "候选数", len(standing.ranked.order)
    yield "其中资料不足", len(standing.ranked.order) - standing.ranked.sufficient
    yield "得分", "已知各项按权重的平均，满分 100；未知的项既不当作 0，也不当作平均。"
    yield "可能最低、最高", "未知的项全部最差、全部最好时的得分。"
    yield "资料不足", f"已知的权重不到 {wanted.weighting.minimum:.0%}，列在最后，不排名次。"
    yield "三个一线", "由程序按字句标出，供人参考，不是结论，不计入得分。"
    yield "索引版本", standing.screened.revision
    for notice in standing.notices:
        yield "注意", notice


def _write(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, fitted(cell), style)
    elif cell is not None:
        sheet.write_number(row, column, cell, style)
