"""A check as a workbook to sort and filter. Text stays text, whatever it begins with; the only formulas are links."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from corpus.achievement import FIELD_NAMES, SECRET
from search_api.duplicates.conclusion import SUSPECTED
from search_api.duplicates.documents.cells import fitted
from search_api.duplicates.documents.dossier import Case, Dossier
from search_api.duplicates.documents.facts import FALSE_ALARMS, level_facts, result_facts, run_facts, type_facts
from search_api.duplicates.report import MatchReport, PassageReport, SubmissionReport

KINDS: Final = {"exact": "逐字相同", "near": "近似"}

MOST_PASSAGES: Final = 1_000_000
"""Rows of passages, a little below Excel's 1,048,576."""

RESULTS: Final = "逐项结果"
PASSAGES: Final = "疑似对照"

Cell = str | int | float | None

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to a row of another sheet."""

    sheet: str
    row: int
    text: str

    @property
    def formula(self) -> str:
        """It is a formula, so that it moves with its row when the sheet is sorted."""
        return f'=HYPERLINK("#\'{self.sheet}\'!A{self.row + 1}","{self.text}")'


@dataclass(slots=True)
class _Sheet:
    """A sheet that is written row by row. `columns` are headers with widths, in characters."""

    page: Any
    columns: Sequence[tuple[str, int]]
    formats: dict[str, Any]
    row: int = field(default=0)

    def begin(self) -> None:
        self.page.freeze_panes(1, 0)
        for at, (header, width) in enumerate(self.columns):
            self.page.set_column(at, at, width)
            self.page.write_string(0, at, header, self.formats["header"])

    def write(self, cells: Iterable[Cell | Link], styles: dict[int, str] | None = None) -> int:
        """Write the next row and return its number."""
        self.row += 1
        for at, cell in enumerate(cells):
            _write(self.page, self.row, at, cell, self.formats[(styles or {}).get(at, "text")], self.formats["link"])
        return self.row

    def end(self) -> None:
        """Let it be sorted and filtered."""
        self.page.autofilter(0, 0, max(self.row, 1), len(self.columns) - 1)


_RESULT_COLUMNS: Final = (
    *(("序号", 6), ("位置", 18), ("编号", 14), ("申报名称", 40), ("完成单位", 24), ("年度", 7), ("级别", 10)),
    *(("类型", 16), ("概率", 8), ("最可能重复的成果", 40), ("对方单位", 24), ("对方年度", 9), ("对方", 16)),
    *(("申报重合率", 11), ("成果被包含率", 12), ("疑似项数", 9), ("族", 8), ("提示", 20), ("结论", 80), ("对照", 8)),
)
_PASSAGE_COLUMNS: Final = (
    *(("序号", 6), ("申报名称", 30), ("对方", 16), ("对方名称", 30), ("级别", 10), ("类型", 16), ("概率", 8)),
    *(("相同程度", 10), ("申报栏目", 12), ("申报文字", 60), ("成果栏目", 12), ("成果文字", 60), ("返回", 8)),
)
_PERCENT: Final = "percent"


def write_workbook(dossier: Dossier, target: BinaryIO) -> None:
    """Write the sheets 汇总, 逐项结果, 疑似对照, 参数 and, where rows were turned back, 未读入的行."""
    import xlsxwriter

    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        formats = {
            "text": book.add_format({"valign": "top"}),
            "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
            "header": book.add_format({"bold": True, "bg_color": "#DDE6EE", "border": 1, "valign": "vcenter"}),
            _PERCENT: book.add_format({"num_format": "0.0%", "valign": "top"}),
            "link": book.add_format({"font_color": "#0B5394", "underline": 1, "valign": "top"}),
        }

        def sheet(name: str, columns: Sequence[tuple[str, int]]) -> _Sheet:
            begun = _Sheet(book.add_worksheet(name), columns, formats)
            begun.begin()
            return begun

        _summary(sheet("汇总", (("项目", 24), ("数量", 14), ("说明", 90))), dossier)
        _cases(sheet(RESULTS, _RESULT_COLUMNS), sheet(PASSAGES, _PASSAGE_COLUMNS), dossier)
        _facts(sheet("参数", (("项目", 24), ("内容", 90))), dossier)
        _rejected(sheet, dossier)


def _summary(sheet: _Sheet, dossier: Dossier) -> None:
    for name, value in result_facts(dossier):
        sheet.write((name, float(value)))
    for level, count, means in level_facts(dossier):
        sheet.write((level, count, means))
    for type, count in type_facts(dossier):
        sheet.write((f"类型：{type}", count))
    sheet.write(("说明", None, FALSE_ALARMS), {2: "wrapped"})


def _facts(sheet: _Sheet, dossier: Dossier) -> None:
    for name, value in run_facts(dossier):
        sheet.write((name, value))
    for notice in dossier.job.notices:
        sheet.write(("注意", notice))


def _rejected(sheet: Callable[[str, Sequence[tuple[str, int]]], _Sheet], dossier: Dossier) -> None:
    if dossier.job.rejected:
        turned_back = sheet("未读入的行", (("位置", 30), ("原因", 60), ("内容", 90)))
        for row in dossier.job.rejected:
            cells = "；".join(f"{header}：{text}" for header, text in row.values.items() if text)
            turned_back.write((row.place, row.reason, "" if not dossier.confidential else cells))
        turned_back.end()


def _cases(results: _Sheet, passages: _Sheet, dossier: Dossier) -> None:
    for case in dossier.all():
        report = case.report
        first = passages.row + 1
        for match in report.matches:
            if match.level in SUSPECTED or match.probability >= dossier.threshold:
                for passage in match.passages:
                    if passages.row < MOST_PASSAGES:
                        passages.write(_passage(report, match, passage, results.row + 1), {6: _PERCENT})
        link = Link(PASSAGES, first, "查看") if passages.row >= first else None
        results.write((*_result(case), link), {8: _PERCENT, 13: _PERCENT, 14: _PERCENT})
    results.end()
    passages.end()


def _result(case: Case) -> Iterator[Cell]:
    report = case.report
    best = report.matches[0] if report.matches else None
    yield from (report.position + 1, report.place, report.code)
    yield from (_title(report.title, report.withheld), report.unit, report.year, report.level, report.type)
    yield report.probability
    yield from (_title(best.title, best.withheld), best.unit, best.year, _other(best)) if best else (None,) * 4
    yield from (best.coverage.of_submission, best.coverage.of_achievement) if best else (None, None)
    yield sum(match.level in SUSPECTED for match in report.matches)
    yield report.family
    yield "、".join((*(best.flags if best else ()), *report.notices))
    yield report.conclusion


def _passage(report: SubmissionReport, match: MatchReport, passage: PassageReport, row: int) -> Iterator[Cell | Link]:
    yield from (report.position + 1, report.title, _other(match), match.title, match.level, match.type)
    yield match.probability
    yield KINDS[passage.kind]
    yield from (FIELD_NAMES[passage.submission.field], passage.submission.text)
    yield from (FIELD_NAMES[passage.achievement.field], passage.achievement.text)
    yield Link(RESULTS, row, "返回")


def _title(title: str, withheld: bool) -> str:
    return SECRET if withheld else title


def _other(match: MatchReport) -> str:
    return f"库内 {match.id}" if match.position is None else f"同批第 {match.position + 1} 份"


def _write(page: Any, row: int, column: int, cell: Cell | Link, style: Any, link: Any) -> None:
    if isinstance(cell, Link):
        page.write_formula(row, column, cell.formula, link, cell.text)
    elif isinstance(cell, str):
        if cell:
            page.write_string(row, column, fitted(cell), style)
    elif cell is not None:
        page.write_number(row, column, cell, style)
