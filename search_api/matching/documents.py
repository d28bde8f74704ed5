"""The matches of many needs as a file: JSON Lines with everything, or a workbook to read."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Final

from corpus.need import Need
from search_api.errors import BadUpload
from search_api.matching.answers import MatchesAnswer, MatchHit
from search_api.visibility import may_be_quoted, withheld

Matched = tuple[Need, MatchesAnswer]

HEADER: Final = {
    "需求编号": 14, "需求": 32, "需求单位": 20, "名次": 6, "成果编号": 14, "成果": 40, "单位": 24, "年度": 8,
    "达到": 6, "未达到": 8, "没有说": 8, "理由": 80,
}  # fmt: skip
"""Columns of the workbook and their widths in characters."""

LONGEST_CELL: Final = 32_767
MOST_ROWS: Final = 1_000_000
"""Rows of the one sheet, a little below Excel's 1,048,576; what lies beyond is left out, which the last row says."""


def form_of(path: Path) -> str:
    """`jsonl` or `xlsx`, by the file's ending. Raises BadUpload for another one."""
    form = path.suffix.lower().lstrip(".")
    if form not in ("jsonl", "xlsx"):
        raise BadUpload(f"输出文件“{path.name}”的后缀应为 .jsonl 或 .xlsx。")
    return form


def write_matches(matches: Iterable[Matched], form: str, target: IO[bytes], *, confidential: bool = False) -> int:
    """Write the matches need by need as they come; returns how many needs there were.

    Confidential achievements are withheld, unless `confidential` says otherwise.
    """
    told = ((need, _told(answer, confidential)) for need, answer in matches)
    return _jsonl(told, target) if form == "jsonl" else _workbook(told, target)


def _told(answer: MatchesAnswer, confidential: bool) -> MatchesAnswer:
    hits = (hit if may_be_quoted(hit, confidential=confidential) else _withheld(hit) for hit in answer.hits)
    return answer.model_copy(update={"hits": tuple(hits)})


def _withheld(hit: MatchHit) -> MatchHit:
    """The score stays: it is that of the order, which the places in the file tell as well."""
    return hit.model_copy(update=withheld(hit.model_dump()) | {"score": hit.score})


def _jsonl(matches: Iterable[Matched], target: IO[bytes]) -> int:
    count = 0
    for count, (need, answer) in enumerate(matches, start=1):
        target.write((json.dumps(_line(need, answer), ensure_ascii=False) + "\n").encode())
    return count


def _line(need: Need, answer: MatchesAnswer) -> dict[str, Any]:
    hits = [_hit(hit) for hit in answer.hits]
    demands = [demand.model_dump() for demand in answer.demands]
    known = {"id": need.code, "code": need.code} if need.code else {}
    return {**known, "title": need.title, "demands": demands, "notices": list(answer.notices), "hits": hits}


def _hit(hit: MatchHit) -> dict[str, Any]:
    kept = {"id", "code", "source", "title", "unit", "year", "score", "reasons"}
    return hit.model_dump(include=kept | ({"checks", "ripe"} if hit.ripe else set()))


def _workbook(matches: Iterable[Matched], target: IO[bytes]) -> int:
    import xlsxwriter  # here, as most matches are not written to workbooks

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = row = 0
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("需求与成果")
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, (name, width) in enumerate(HEADER.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, bold)
        for count, (need, answer) in enumerate(matches, start=1):
            for cells in _rows(need, answer):
                row += 1
                if row <= MOST_ROWS:
                    _write(sheet, row, cells)
        if row > MOST_ROWS:
            sheet.write_string(MOST_ROWS + 1, 0, f"另有 {row - MOST_ROWS} 行放不下，请用 .jsonl 导出。")
    return count


def _rows(need: Need, answer: MatchesAnswer) -> Iterable[tuple[str | int, ...]]:
    asked = need.code, need.title, need.unit
    if not answer.hits:
        yield (*asked, 0, "", "没有找到", "", "", 0, 0, 0, "；".join(answer.notices))
    for place, hit in enumerate(answer.hits, start=1):
        verdicts = [each.verdict for each in hit.checks]
        counts = (verdicts.count(name) if verdicts else "" for name in ("met", "missed", "unsaid"))
        reasons = "；".join(reason.text for reason in hit.reasons)
        yield (*asked, place, hit.code, hit.title, hit.unit, hit.year or "", *counts, reasons)


def _write(sheet: Any, row: int, cells: tuple[str | int, ...]) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, column, cell)
        elif cell:
            sheet.write_string(row, column, cell[:LONGEST_CELL])
