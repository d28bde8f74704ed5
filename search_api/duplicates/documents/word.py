"""A check as a document to file: what was run, what came of it, and case by case both texts with a place to sign."""

from collections.abc import Iterator, Sequence
from math import fsum
from typing import BinaryIO, Final

from docx.document import Document as Paper
from docx.enum.text import WD_UNDERLINE
from docx.table import _Cell

from corpus.achievement import FIELD_NAMES, SECRET, Achievement
from search_api.duplicates.conclusion import SUSPECTED
from search_api.duplicates.documents.cells import printable
from search_api.duplicates.documents.dossier import Case, Dossier
from search_api.duplicates.documents.facts import FALSE_ALARMS, level_facts, result_facts, run_facts, type_facts
from search_api.duplicates.documents.passages import Marked, Piece, fields_in_pieces, stands
from search_api.duplicates.documents.typesetting import (
    GREY,
    add_row,
    blank_paper,
    empty_row,
    fill,
    paragraph,
    run,
    shaded,
    small,
    table,
    write,
)
from search_api.duplicates.phrases import chance
from search_api.duplicates.report import EvidenceReport, MatchReport, SubmissionReport

MOST_CASES: Final = 100
"""Cases that are set out in full; a document of more is too large to work with."""

MOST_LISTED: Final = 1_000
"""Cases in the list."""

EXACT_FILL: Final = "FFE9A8"
NEAR_FILL: Final = "EAF3E3"

SLIGHT: Final = 0.05
"""Log-odds below which a piece of evidence is not listed by itself."""

ROUNDED: Final = 0.005
"""Log-odds that two decimals do not show."""

FACTS: Final = ("people", "unit", "title", "registered numbers")
"""Evidence that a reviewer asks for although it may weigh nothing."""

LEGEND: Final = "加粗加底色为逐字相同，加下划线为近似，方括号内数字为两边对应的段落，灰色为多家共用、不计入重复的文字。"
CHANGED: Final = "库内成果在查重后已修改，下面只列查重时相同的段落。"
HIDDEN: Final = "一方涉密，不引用文字。"


def write_document(dossier: Dossier, target: BinaryIO) -> None:
    """Write the report as .docx, its cases by falling probability."""
    paper = blank_paper(f"查重报告 · 运行标识 {dossier.job.run_id}")
    paper.core_properties.title = "职工创新成果查重报告"
    paper.core_properties.author = dossier.job.actor
    paper.add_paragraph("职工创新成果查重报告", style="Title")
    _overview(paper, dossier)
    _list(paper, dossier)
    _cases(paper, dossier)
    paper.save(target)


def _overview(paper: Paper, dossier: Dossier) -> None:
    paper.add_heading("一、概况", 1)
    _facts(paper, [*run_facts(dossier), *result_facts(dossier)])
    paragraph(paper, "", after=0)
    levels = table(paper, (3.4, 3.0, 10.0), ("级别", "份数", "含义"))
    for level, count, means in level_facts(dossier):
        add_row(levels, (level, str(count), means))
    types = "；".join(f"{type} {count} 份" for type, count in type_facts(dossier))
    paragraph(paper, "", after=0)
    if types:
        paragraph(paper, f"按类型：{types}。")
    paragraph(paper, FALSE_ALARMS, note=True)
    for notice in dossier.job.notices:
        paragraph(paper, f"注意：{notice}", note=True)


def _facts(paper: Paper, facts: Sequence[tuple[str, str]]) -> None:
    """Names and values, two pairs a row."""
    made = table(paper, (2.6, 5.6, 2.6, 5.6))
    padded = [*facts, ("", "")] if len(facts) % 2 else facts
    for left, right in zip(padded[::2], padded[1::2], strict=True):
        cells = add_row(made, (*left, *right))
        fill(cells[0])
        fill(cells[2])


def _list(paper: Paper, dossier: Dossier) -> None:
    paper.add_heading("二、需审核的申报", 1)
    if stages := dossier.tally.types.get("升级延续", 0):
        paragraph(paper, f"有 {stages} 份申报自述是已有成果的后续（升级延续），名单见 Excel 报告。")
    if not dossier.tally.alarms:
        paragraph(paper, f"没有申报达到审核阈值（概率 {dossier.threshold:.0%}）。")
        return
    listed = table(
        paper,
        (1.3, 4.8, 2.8, 1.9, 1.5, 4.1),
        ("第几份", "申报名称", "完成单位", "级别类型", "概率", "最可能重复的成果"),
    )
    for case in dossier.for_review(MOST_LISTED):
        add_row(listed, _line(case.report))
    if dossier.tally.alarms > MOST_LISTED:
        paragraph(paper, f"只列出概率最高的 {MOST_LISTED} 份，其余请见 Excel 报告。", note=True)


def _line(report: SubmissionReport) -> Iterator[str]:
    best = report.matches[0] if report.matches else None
    yield str(report.position + 1)
    yield _title(report)
    yield report.unit
    yield "\n".join(part for part in (report.level, report.type) if part)
    yield chance(report.probability)
    yield f"{_title(best)}（{_where(best)}）" if best else ""


def _cases(paper: Paper, dossier: Dossier) -> None:
    if not dossier.tally.alarms:
        return
    paper.add_heading("三、逐份对照", 1)
    paragraph(paper, LEGEND, note=True)
    for number, case in enumerate(dossier.for_review(MOST_CASES), start=1):
        _case(paper, dossier, number, case)
    if dossier.tally.alarms > MOST_CASES:
        rest = f"本报告逐份列出概率最高的 {MOST_CASES} 份，其余 {dossier.tally.alarms - MOST_CASES} 份请见 Excel 报告。"
        paragraph(paper, rest)


def _case(paper: Paper, dossier: Dossier, number: int, case: Case) -> None:
    report = case.report
    heading = paper.add_heading(printable(f"{number}. {_title(report)}"), 2)
    heading.paragraph_format.page_break_before = number > 1
    if not report.matches:
        _conclusion(paper, report.conclusion)
        return
    best, *others = report.matches
    _conclusion(paper, report.conclusion)
    for notice in report.notices:
        paragraph(paper, f"注意：{notice}", note=True)
    _sides(paper, case, best, dossier.other(best))
    paragraph(paper, "", after=0)
    _evidence(paper, best)
    _others(paper, [match for match in others if match.level in SUSPECTED])
    _signature(paper)


def _conclusion(paper: Paper, text: str) -> None:
    place = paragraph(paper, "结论：", bold=True)
    run(place, text)


def _sides(paper: Paper, case: Case, match: MatchReport, other: Achievement | None) -> None:
    """Both texts side by side, with what they share."""
    made = table(paper, (8.2, 8.2), (f"申报（第 {case.report.position + 1} 份）", _where(match)))
    add_row(made, (_about(case.submission, case.report.code), _about(other, match.code)))
    ours = [Marked(each.submission, each.kind, at) for at, each in enumerate(match.passages, start=1)]
    theirs = [Marked(each.achievement, each.kind, at) for at, each in enumerate(match.passages, start=1)]
    templates = [Marked(each, "template") for each in case.report.templates]
    left, right = empty_row(made)
    if case.submission is None or other is None:
        write(left, HIDDEN)
        write(right, HIDDEN)
    elif stands(theirs, other):
        _text(left, case.submission, [*ours, *templates])
        _text(right, other, theirs)
    else:
        write(left, CHANGED)
        write(right, CHANGED)
        for cell, marks in ((left, ours), (right, theirs)):
            _set(cell, [Piece(mark.stretch.text + "\n", mark.look, mark.number) for mark in marks])


def _text(cell: _Cell, achievement: Achievement, marks: Sequence[Marked]) -> None:
    for at, (field, pieces) in enumerate(fields_in_pieces(achievement, marks)):
        place = small(cell.paragraphs[0] if at == 0 else cell.add_paragraph())
        run(place, f"【{FIELD_NAMES[field]}】", bold=True)
        _set(cell, pieces)


def _set(cell: _Cell, pieces: Sequence[Piece]) -> None:
    """Set pieces at the end of the last paragraph of a cell."""
    place = cell.paragraphs[-1]
    for piece in pieces:
        if piece.number:
            run(place, f"[{piece.number}]").font.superscript = True
        set_ = run(place, piece.text)
        match piece.look:
            case "exact":
                set_.bold = True
                shaded(set_, EXACT_FILL)
            case "near":
                set_.underline = WD_UNDERLINE.SINGLE
                shaded(set_, NEAR_FILL)
            case "template" | "left out":
                set_.font.color.rgb = GREY


def _about(achievement: Achievement | None, code: str) -> str:
    """Who handed it in, when, and under which numbers."""
    if achievement is None:
        return f"编号：{code or '无'}"
    facts = {
        "编号": achievement.code,
        "完成单位": achievement.unit,
        "完成人": "、".join(achievement.people),
        "年度": str(achievement.year or ""),
        "专利软著": "、".join((*achievement.patents, *achievement.software)),
        "来源": achievement.source,
    }
    return "\n".join(f"{name}：{value}" for name, value in facts.items() if value)


def _evidence(paper: Paper, match: MatchReport) -> None:
    """Every piece that weighs or that a reviewer asks for; the others as one line, so that all add up."""
    made = table(paper, (4.6, 9.6, 2.2), ("依据", "说明", "对数几率"))
    add_row(made, ("起点", "没有任何依据时的几率", f"{match.base:+.2f}"))
    told = (*match.evidence, *match.against)
    shown = [each for each in told if abs(each.contribution) >= SLIGHT or each.key in FACTS]
    for each in shown:
        add_row(made, (each.name, each.said, _weight(each)))
    if abs(rest := fsum(each.contribution for each in told if each not in shown)) >= ROUNDED:
        add_row(made, ("其余", "分量很小的几项", f"{rest:+.2f}"))
    add_row(made, ("合计", f"概率 {chance(match.probability)}", f"{match.log_odds:+.2f}"), bold=True)


def _weight(evidence: EvidenceReport) -> str:
    return f"{evidence.contribution:+.2f}" if evidence.contribution else "仅供参考"


def _others(paper: Paper, others: Sequence[MatchReport]) -> None:
    if others:
        paragraph(paper, "另外可能重复的成果：", after=0)
        for match in others:
            paragraph(paper, f"· {match.conclusion}", note=True)


def _signature(paper: Paper) -> None:
    paragraph(paper, "", after=0)
    made = table(paper, (2.6, 13.8))
    name, space = add_row(made, ("审核意见", "□ 重复　　□ 不重复　　□ 存疑　　理由："))
    fill(name)
    space.add_paragraph()
    paragraph(space, "审核人（签字）：　　　　　　　　　　日期：　　　　年　　月　　日", note=True)


def _title(told: SubmissionReport | MatchReport | None) -> str:
    return "" if told is None else SECRET if told.withheld else told.title


def _where(match: MatchReport) -> str:
    return f"库内成果 {match.id}" if match.position is None else f"同批第 {match.position + 1} 份申报"
