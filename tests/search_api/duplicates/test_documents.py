"""Reports as files: JSON Lines, a workbook, a document; what they show and what they withhold."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from corpus.achievement import Achievement
from corpus.samples import achievements
from corpus.store import Entry, Store
from search_api.duplicates.documents import FORMS, Form, form_of, write_report
from search_api.duplicates.documents.cells import MAX_CELL
from search_api.duplicates.documents.dossier import Dossier
from search_api.duplicates.documents.passages import LONGEST, Marked, fields_in_pieces
from search_api.duplicates.report import StretchReport
from search_api.duplicates.running import Run, require_current_index
from search_api.duplicates.submissions import Submission, Submissions
from search_api.errors import BadQuestion
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings

SAMPLES = list(achievements())[:30]
HOSTILE = SAMPLES[4].model_copy(
    update={
        "title": '=HYPERLINK("http://x")<b>&\x01\ufffe',
        "unit": "+cmd|' /C calc'!A0",
        "people": ("@SUM(1)", "-1"),
        "code": "=1+1",
    }
)
SECRET = SAMPLES[6].model_copy(update={"confidential": True, "title": "某型雷达天线座调平", "unit": "零号厂"})


@dataclass(frozen=True)
class Checked:
    """A store with checks in it."""

    base: KnowledgeBase

    def check(self, *submissions: Achievement, **options: Any) -> int:
        """Check some submissions; returns the number of the check."""
        asked = {"threshold": 0.5, "within_batch": True, **options}
        number = self.base.store.create_check(["申报.xlsx"], asked, "张工")
        rows = tuple(Submission(f"第 {at + 2} 行", each) for at, each in enumerate(submissions))
        table = Submissions(rows, (), ("一条提示",))
        current = lambda: require_current_index(self.base)  # noqa: E731
        assert Run(self.base, number, table, asked["within_batch"], current).carry_out()
        return number

    def report(self, number: int, form: Form, *, confidential: bool = False) -> bytes:
        """A report of a check."""
        target = BytesIO()
        write_report(Dossier(self.base.store, number, confidential=confidential), form, target)
        return target.getvalue()


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    base = KnowledgeBase(Settings(_env_file=None, home=tmp_path_factory.mktemp("documents")))
    with base.store.writing("张工") as writing:
        writing.add([Entry.of(each) for each in (*SAMPLES[:6], SECRET)])
    base.index()
    yield Checked(base)
    base.close()


@pytest.fixture(scope="module")
def number(checked: Checked) -> int:
    """A check of one repeat, one new text, one hostile one and one repeat of what is confidential."""
    return checked.check(again(3), SAMPLES[20], HOSTILE, again(6))


def again(at: int, **changes: object) -> Achievement:
    return SAMPLES[at].model_copy(update={"code": f"新-{at}", "source": "", "patents": (), **changes})


def document_text(content: bytes) -> str:
    """All that a document says, in its order, tables too."""
    return "\n".join(
        node.text or "" for node in Document(BytesIO(content)).element.body.iter() if node.tag.endswith("}t")
    )


def cells(content: bytes, sheet: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(content))[sheet].values)


def test_json_lines_say_what_was_kept(checked: Checked, number: int) -> None:
    lines = [json.loads(line) for line in checked.report(number, "jsonl", confidential=True).splitlines()]
    assert [line["position"] for line in lines] == [0, 1, 2, 3]
    assert [line["title"] for line in lines] == [SAMPLES[3].title, SAMPLES[20].title, HOSTILE.title, SAMPLES[6].title]
    job = checked.base.store.get_check(number)
    assert lines[0]["run"] == {"id": job.run_id, "index_revision": 7, "threshold": 0.5, "within_batch": True}


def test_the_workbook_has_a_row_a_submission_that_can_be_sorted(checked: Checked, number: int) -> None:
    book = load_workbook(BytesIO(checked.report(number, "xlsx")))
    assert book.sheetnames == ["汇总", "逐项结果", "疑似对照", "参数"]
    sheet = book["逐项结果"]
    header, *rows = sheet.values
    assert len(rows) == 4
    assert sheet.auto_filter.ref == f"A1:T{len(rows) + 1}"
    assert sheet.freeze_panes == "A2"
    first = dict(zip(header, rows[0], strict=True))
    assert (first["申报名称"], first["级别"], first["最可能重复的成果"]) == (
        SAMPLES[3].title,
        "高度疑似",
        SAMPLES[3].title,
    )
    assert isinstance(first["概率"], float)


def test_links_of_the_workbook_lead_to_the_right_rows(checked: Checked, number: int) -> None:
    book = load_workbook(BytesIO(checked.report(number, "xlsx")))
    results, passages = book["逐项结果"], book["疑似对照"]
    for row in range(2, results.max_row + 1):
        link = results.cell(row, results.max_column).value
        if link:
            target = int(re.fullmatch(r'=HYPERLINK\("#\'疑似对照\'!A(\d+)","查看"\)', link)[1])  # type: ignore[index]
            assert passages.cell(target, 1).value == results.cell(row, 1).value
            back = passages.cell(target, passages.max_column).value
            assert back == f'=HYPERLINK("#\'逐项结果\'!A{row}","返回")'


def test_the_workbook_counts_and_names_its_parameters(checked: Checked, number: int) -> None:
    content = checked.report(number, "xlsx")
    counts = {row[0]: row[1] for row in cells(content, "汇总")[1:]}
    assert (counts["申报份数"], counts["高度疑似"] + counts["疑似"] + counts["相关"] + counts["无关"]) == (4, 4)
    facts = dict(row[:2] for row in cells(content, "参数")[1:])
    assert facts["运行标识"] == checked.base.store.get_check(number).run_id
    assert (facts["索引版本"], facts["审核阈值（概率）"], facts["同批互查"], facts["注意"]) == (
        "7",
        "50%",
        "是",
        "一条提示",
    )


def test_a_workbook_carries_no_formula_but_its_own_links(checked: Checked, number: int) -> None:
    for sheet in load_workbook(BytesIO(checked.report(number, "xlsx", confidential=True))).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert re.fullmatch(r"=HYPERLINK\(\"#'(疑似对照|逐项结果)'!A\d+\",\"(查看|返回)\"\)", cell.value)
                assert cell.hyperlink is None


def test_a_text_beyond_a_cell_is_cut(checked: Checked) -> None:
    long = SAMPLES[3].model_copy(update={"summary": SAMPLES[3].summary * 300, "source": ""})
    number = checked.check(long, long.model_copy(update={"unit": "别处"}))
    for row in cells(checked.report(number, "xlsx"), "疑似对照"):
        assert all(len(cell) <= MAX_CELL for cell in row if isinstance(cell, str))


def test_the_document_is_laid_out_to_be_filed(checked: Checked, number: int) -> None:
    paper = Document(BytesIO(checked.report(number, "docx")))
    headings = [each.text for each in paper.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings == ["一、概况", "二、需审核的申报", "三、逐份对照"]
    text = document_text(checked.report(number, "docx"))
    job = checked.base.store.get_check(number)
    for expected in (job.run_id, "索引版本", "预计误报数", "审核阈值", "结论：", "审核人（签字）", SAMPLES[3].title):
        assert expected in text
    with ZipFile(BytesIO(checked.report(number, "docx"))) as parts:
        footer = parts.read(next(name for name in parts.namelist() if "footer" in name)).decode()
    assert "NUMPAGES" in footer


def test_chinese_is_set_in_chinese_fonts(checked: Checked, number: int) -> None:
    with ZipFile(BytesIO(checked.report(number, "docx"))) as parts:
        styles = parts.read("word/styles.xml").decode()
    assert 'w:eastAsia="宋体"' in styles
    assert 'w:eastAsia="黑体"' in styles


def test_the_document_marks_the_passages_in_both_texts(checked: Checked, number: int) -> None:
    paper = Document(BytesIO(checked.report(number, "docx")))
    sides = next(table for table in paper.tables if table.cell(0, 0).text.startswith("申报（第"))
    for cell in sides.rows[2].cells:
        marked = "".join(run.text for place in cell.paragraphs for run in place.runs if run.bold)
        assert SAMPLES[3].summary[:20] in marked


def test_evidence_in_the_document_adds_up(checked: Checked, number: int) -> None:
    paper = Document(BytesIO(checked.report(number, "docx")))
    for table in paper.tables:
        if table.cell(0, 0).text == "依据":
            weights = [row.cells[2].text for row in table.rows[1:]]
            numbers = [float(each) for each in weights if each != "仅供参考"]
            assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.005 * len(numbers))


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_is_shown_as_text(checked: Checked, number: int, form: Form) -> None:
    content = checked.report(number, form)
    if form == "jsonl":
        assert json.loads(content.splitlines()[2])["title"] == HOSTILE.title
    elif form == "xlsx":
        assert cells(content, "逐项结果")[3][3] == HOSTILE.title.replace("\x01", "\ufffd").replace("\ufffe", "\ufffd")
    else:
        assert "<b>&" in document_text(content)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_confidential_is_withheld_unless_asked_for(checked: Checked, number: int, form: Form) -> None:
    assert not quoted(checked.report(number, form), form, SECRET.title, SECRET.unit)
    assert quoted(checked.report(number, form, confidential=True), form, SECRET.title)


@pytest.mark.parametrize("form", FORMS)
def test_a_confidential_submission_is_withheld_from_its_report(checked: Checked, form: Form) -> None:
    secret = again(3, confidential=True)
    check = checked.check(secret, again(3, unit="另一单位"))
    others = checked.check(again(3, unit="另一单位"), SAMPLES[20])
    content = checked.report(check, form)
    assert "新-3" in spoken(content, form)
    for told in (SAMPLES[3].unit, *SAMPLES[3].people):
        hidden, open_ = spoken(content, form).count(told), spoken(checked.report(others, form), form).count(told)
        assert hidden <= open_


def quoted(content: bytes, form: Form, *texts: str) -> bool:
    return any(text in spoken(content, form) for text in texts)


def spoken(content: bytes, form: Form) -> str:
    """Everything that a report says."""
    if form == "jsonl":
        return content.decode()
    if form == "docx":
        return document_text(content)
    return "\n".join(
        str(cell) for sheet in load_workbook(BytesIO(content)).worksheets for row in sheet.values for cell in row
    )


def test_a_changed_achievement_is_not_marked_at_wrong_places(checked: Checked) -> None:
    number = checked.check(again(5))
    store: Store = checked.base.store
    (match,) = (m for m in next(Dossier(store, number).all()).report.matches if m.title == SAMPLES[5].title)
    assert match.id is not None
    before = store.get(match.id).achievement
    with store.writing("张工") as writing:
        writing.update([(match.id, Entry.of(before.model_copy(update={"summary": "改过。" + before.summary})))])
    text = document_text(checked.report(number, "docx"))
    with store.writing("张工") as writing:
        writing.update([(match.id, Entry.of(before))])
    checked.base.index()
    assert "库内成果在查重后已修改" in text
    assert "改过。" not in text


def test_a_large_check_is_listed_and_its_first_cases_set_out(checked: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.duplicates.documents.word.MOST_CASES", 2)
    monkeypatch.setattr("search_api.duplicates.documents.word.MOST_LISTED", 3)
    number = checked.check(*(again(at) for at in range(5)))
    text = document_text(checked.report(number, "docx"))
    assert text.count("审核人（签字）") == 2
    assert "其余 3 份请见 Excel 报告" in text


def test_a_check_without_results_has_reports(checked: Checked) -> None:
    number = checked.check()
    assert checked.report(number, "jsonl") == b""
    assert "没有申报达到审核阈值" in document_text(checked.report(number, "docx"))
    assert len(cells(checked.report(number, "xlsx"), "逐项结果")) == 1


def stretch(text: str, start: int, end: int) -> StretchReport:
    return StretchReport(field="summary", start=start, end=end, text=text[start:end])


@pytest.mark.parametrize(
    "spans", [[(0, 5), (10, 20)], [(0, 12), (5, 20)], [(3, 3)], [(0, 30)], [(25, 30), (0, 5), (2, 8)]]
)
def test_pieces_are_the_text_again(spans: Sequence[tuple[int, int]]) -> None:
    text = "一二三四五六七八九十" * 3
    marks = [Marked(stretch(text, start, end), "exact", at) for at, (start, end) in enumerate(spans, start=1)]
    told = dict(fields_in_pieces(Achievement(title="甲", summary=text), marks))
    assert "".join(piece.text for piece in told["summary"]) == text


def test_a_very_long_text_is_shown_in_part() -> None:
    text = "提升机断绳保护。" * 20_000
    told = dict(fields_in_pieces(Achievement(title="甲", summary=text), [Marked(stretch(text, 9, 90_000), "near", 1)]))
    shown = "".join(piece.text for piece in told["summary"])
    assert len(shown) < LONGEST
    assert "略" in shown


def test_the_ending_says_the_form() -> None:
    assert [form_of(Path(f"报告.{ending}")) for ending in ("jsonl", "XLSX", "docx")] == ["jsonl", "xlsx", "docx"]
    with pytest.raises(BadQuestion, match=r"\.pdf"):
        form_of(Path("报告.pdf"))
