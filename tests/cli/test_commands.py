"""The commands as a person or a script uses them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Innokb

ROWS = [
    {
        "code": "A-1",
        "title": "矿井提升机断绳保护装置",
        "unit": "北山煤矿",
        "year": 2024,
        "summary": "钢丝绳断裂时自动抱住罐道。",
    },
    {
        "code": "A-2",
        "title": "带式输送机跑偏自动纠正",
        "unit": "南河洗煤厂",
        "year": 2023,
        "summary": "用立辊和气缸调整托辊角度。",
    },
    {
        "code": "A-3",
        "title": "高炉热风炉换炉优化",
        "unit": "东城钢铁",
        "year": 2023,
        "summary": "缩短换炉时间，减少风温波动。",
    },
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "汇总.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    return path


@pytest.fixture
def filled(innokb: Innokb, table: Path) -> Innokb:
    assert innokb("import", table).status == 0
    assert innokb("index").status == 0
    return innokb


def test_imported_records_are_found(filled: Innokb) -> None:
    answer = json.loads(filled("search", "罐笼断绳防坠", "--json").out)
    assert answer["hits"][0]["code"] == "A-1"
    assert set(answer["hits"][0]) >= {"id", "code", "source", "title", "score", "arms"}


def test_filter_narrows_the_search(filled: Innokb) -> None:
    answer = json.loads(filled("search", "装置", "--filter", "year=2023", "--json").out)
    assert {hit["code"] for hit in answer["hits"]} <= {"A-2", "A-3"}


def test_import_again_changes_nothing(filled: Innokb, table: Path) -> None:
    report = json.loads(filled("import", table, "--json").out)["files"][0]
    assert (report["added"], report["updated"], report["unchanged"]) == (0, 0, 3)


def test_dry_run_reports_and_writes_nothing(innokb: Innokb, table: Path) -> None:
    report = json.loads(innokb("import", table, "--dry-run", "--json").out)["files"][0]
    assert report["added"] == 3
    assert json.loads(innokb("import", table, "--json").out)["files"][0]["added"] == 3


def test_bad_row_is_told_with_its_place_and_kept_for_mending(innokb: Innokb, tmp_path: Path) -> None:
    table = tmp_path / "坏行.csv"
    table.write_text("成果名称,年度\n好的一行,2024\n,2024\n", encoding="utf-8")
    outcome = innokb("import", table, "--report", tmp_path / "退回.xlsx")
    assert outcome.status == 0
    assert "第 3 行" in outcome.out
    assert (tmp_path / "退回.xlsx").stat().st_size > 0


def test_unreadable_file_fails_but_the_others_go_in(innokb: Innokb, table: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    outcome = innokb("import", broken, table, "--json")
    assert outcome.status == 1
    assert "坏.xlsx" in outcome.err
    assert json.loads(outcome.out)["files"][0]["added"] == 3


def test_questions_in_a_file_are_answered_in_order(filled: Innokb, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"id":"x","text":"皮带机跑偏"}\n{"id":"y","text":"热风炉"}\n', encoding="utf-8")
    outcome = filled("search", "--queries", tmp_path / "q.jsonl", "--out", tmp_path / "a.jsonl", "--size", "2")
    answers = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert outcome.status == 0
    assert [(a["id"], a["hits"][0]["code"]) for a in answers] == [("x", "A-2"), ("y", "A-3")]


def test_bad_question_line_is_named_and_no_half_file_is_left(filled: Innokb, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"id":"x","text":"皮带机"}\n{"nothing":1}\n', encoding="utf-8")
    outcome = filled("search", "--queries", tmp_path / "q.jsonl", "--out", tmp_path / "a.jsonl")
    assert outcome.status == 2
    assert "第 2 行" in outcome.err
    assert not list(tmp_path.glob("a.jsonl*"))


def test_search_without_an_index_says_which_command_makes_one(innokb: Innokb) -> None:
    outcome = innokb("search", "皮带机")
    assert outcome.status == 1
    assert "innokb index" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "没有 'nonsense' 这个命令"),
        (["search"], "请给出一个问题"),
        (["search", "x", "--size", "0"], "不在范围"),
        (["import", "没有.xlsx"], "没有这个文件"),
        (["search", "x", "--filter", "颜色=红"], "颜色"),
        (["train-encoder", "--out", "m"], "--pairs"),
    ],
)
def test_wrong_use_is_told_in_chinese(innokb: Innokb, arguments: list[str], words: str) -> None:
    outcome = innokb(*arguments)
    assert outcome.status == 2
    assert words in outcome.err


def test_wrong_setting_is_refused_by_name(innokb: Innokb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INNOKB_API_PORT", "70000")
    outcome = innokb("doctor")
    assert outcome.status == 2
    assert "INNOKB_API_PORT" in outcome.err


def test_doctor_is_content_with_a_fresh_index(filled: Innokb) -> None:
    outcome = filled("doctor")
    assert outcome.status == 0, outcome.out
    assert "与数据库一致" in outcome.out


def test_doctor_names_the_command_for_a_lagging_index(filled: Innokb, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text('{"title":"新的一项"}', encoding="utf-8")
    filled("import", tmp_path / "more.jsonl")
    outcome = filled("doctor", "--json")
    assert outcome.status == 1
    assert "innokb index" in outcome.out


@pytest.mark.parametrize("ending", ["xlsx", "csv", "jsonl"])
def test_export_imports_again_without_a_change(filled: Innokb, tmp_path: Path, ending: str) -> None:
    assert filled("export", "achievements", "--out", tmp_path / f"全部.{ending}").status == 0
    report = json.loads(filled("import", tmp_path / f"全部.{ending}", "--json").out)["files"][0]
    assert (report["added"], report["updated"], report["unchanged"]) == (0, 0, 3)


def test_export_refuses_an_unknown_ending(filled: Innokb, tmp_path: Path) -> None:
    outcome = filled("export", "achievements", "--out", tmp_path / "全部.pdf")
    assert outcome.status == 1
    assert ".xlsx" in outcome.err


def test_export_of_deals_writes_the_ledger(filled: Innokb, tmp_path: Path) -> None:
    outcome = filled("export", "deals", "--out", tmp_path / "转化台账.xlsx")
    assert (outcome.status, outcome.err.strip()) == (0, f"0 笔转化已写入 {tmp_path / '转化台账.xlsx'}")


NEVER_FOR_SEARCH = {
    *("torch", "transformers", "sentence_transformers", "model2vec", "elasticsearch", "jieba", "pypinyin"),
    *("streamlit", "pandas", "altair", "fastapi", "starlette", "uvicorn", "httpx", "prometheus_client", "structlog"),
    *("alembic", "psycopg", "filelock", "xlsxwriter", "docx", "python_calamine", "corpus.importing", "rich"),
}
NEVER_FOR_HELP = {*NEVER_FOR_SEARCH, "numpy", "pydantic", "sqlalchemy", "tantivy", "tokenizers", "rjieba", "opencc"}
RUN_AND_LIST_MODULES = """
import sys
from ui.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code
print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "never"), [(["search", "矿井提升机断绳保护"], NEVER_FOR_SEARCH), (["--help"], NEVER_FOR_HELP)]
)
def test_nothing_heavy_is_loaded_before_it_is_needed(filled: Innokb, arguments: list[str], never: set[str]) -> None:
    command = [sys.executable, "-c", RUN_AND_LIST_MODULES, *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout
    assert never & {*ended.stderr.split()} == set()
