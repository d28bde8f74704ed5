"""`innokb check` as a person or a script uses it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from corpus.samples import achievement_files, achievements
from corpus.store import Store
from search_api.settings import Settings
from tests.cli.conftest import Innokb

SAMPLES = list(achievements())
MATCH_KEYS = {
    *("id", "code", "source", "title", "in_batch", "probability", "level", "type", "coverage", "passages"),
    *("evidence", "against", "flags", "conclusion"),
}


@pytest.fixture
def filled(innokb: Innokb) -> Innokb:
    assert innokb("import", *achievement_files()).status == 0
    assert innokb("index").status == 0
    return innokb


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [
        each.model_dump(mode="json", exclude_defaults=True, exclude={"source"}) for each in (SAMPLES[3], SAMPLES[8])
    ]
    new = {"title": "午睡被褥晾晒架", "unit": "青石幼儿园", "summary": "把被褥按班级编号，晾晒时用带夹子的绳架。"}
    path = tmp_path / "申报.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in (*rows, new, {"unit": "无名"})]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_report_has_one_line_a_submission_in_the_order_of_the_file(filled: Innokb, table: Path) -> None:
    outcome = filled("check", table, "--out", table.with_name("报告.jsonl"))
    assert outcome.status == 0, outcome.err
    lines = [json.loads(line) for line in table.with_name("报告.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["title"] for line in lines] == [SAMPLES[3].title, SAMPLES[8].title, "午睡被褥晾晒架"]
    assert {"code", "title", "level", "type", "probability", "matches"} <= set(lines[0])
    best = lines[0]["matches"][0]
    assert set(best) >= MATCH_KEYS
    assert set(best["coverage"]) == {"of_submission", "of_achievement"}
    assert set(best["passages"][0]) == {"kind", "submission", "achievement"}
    assert set(best["passages"][0]["submission"]) == {"field", "start", "end", "text"}
    assert set(best["evidence"][0]) >= {"name", "value", "contribution"}
    assert [m["probability"] for m in lines[0]["matches"]] == sorted(
        (m["probability"] for m in lines[0]["matches"]), reverse=True
    )
    assert set(lines[0]["run"]) == {"id", "index_revision", "threshold", "within_batch"}


def test_what_was_found_is_told_and_for_programs_as_json(filled: Innokb, table: Path) -> None:
    out = table.with_name("报告.jsonl")
    told = filled("check", table, "--out", out)
    assert "高度疑似 2" in told.out
    assert "第 4 行" in told.out
    answer = json.loads(filled("check", table, "--out", out, "--json", "--threshold", "0.9").out)
    assert (answer["submissions"], answer["levels"]["高度疑似"], answer["threshold"]) == (3, 2, 0.9)
    assert len(answer["rejected"]) == 1


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_reports_for_people_open(filled: Innokb, table: Path, ending: str) -> None:
    out = table.with_name(f"报告.{ending}")
    assert filled("check", table, "--out", out).status == 0
    if ending == "xlsx":
        assert load_workbook(out).sheetnames[:4] == ["汇总", "逐项结果", "疑似对照", "参数"]
    else:
        assert "职工创新成果查重报告" in [each.text for each in Document(str(out)).paragraphs]
    assert [path.name for path in out.parent.glob("*.part")] == []


def test_columns_are_mapped_by_a_file(filled: Innokb, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("干了什么,在哪\n断绳保护,望石矿\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text('[columns]\n"干了什么" = "title"\n', encoding="utf-8")
    out = tmp_path / "r.jsonl"
    assert filled("check", tmp_path / "a.csv", "--mapping", tmp_path / "m.toml", "--out", out).status == 0
    assert json.loads(out.read_text(encoding="utf-8"))["title"] == "断绳保护"


def test_submissions_are_compared_with_each_other_unless_told_not_to(filled: Innokb, tmp_path: Path) -> None:
    row = {"title": "午睡被褥晾晒架", "unit": "青石幼儿园", "summary": "把被褥按班级编号，晾晒时用带夹子的绳架。"}
    table, out = tmp_path / "a.jsonl", tmp_path / "r.jsonl"
    table.write_text("\n".join(json.dumps(row | {"unit": unit}) for unit in ("甲园", "乙园")), encoding="utf-8")
    found = []
    for option in ("--within-batch", "--no-within-batch"):
        assert filled("check", table, "--out", out, option).status == 0
        lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        found.append([any(match["in_batch"] for match in line["matches"]) for line in lines])
    assert found == [[True, True], [False, False]]


def test_what_is_confidential_is_withheld_unless_asked_for(innokb: Innokb, tmp_path: Path) -> None:
    secret = {
        "title": "某型雷达天线座调平",
        "unit": "零号厂",
        "summary": "用三点液压支腿自动调平。",
        "confidential": True,
    }
    (tmp_path / "base.jsonl").write_text(json.dumps(secret), encoding="utf-8")
    assert innokb("import", tmp_path / "base.jsonl").status == 0
    assert innokb("index").status == 0
    open_one = secret | {"confidential": False, "unit": "一号厂", "title": "天线座自动调平"}
    (tmp_path / "new.jsonl").write_text(json.dumps(open_one), encoding="utf-8")
    out = tmp_path / "r.jsonl"
    assert innokb("check", tmp_path / "new.jsonl", "--out", out).status == 0
    assert "某型雷达" not in out.read_text(encoding="utf-8")
    assert "零号厂" not in out.read_text(encoding="utf-8")
    assert innokb("check", tmp_path / "new.jsonl", "--out", out, "--include-confidential").status == 0
    assert "某型雷达" in out.read_text(encoding="utf-8")


def test_an_index_that_is_behind_is_told_with_its_mend(innokb: Innokb, table: Path) -> None:
    innokb("import", *achievement_files())
    without = innokb("check", table, "--out", table.with_name("r.jsonl"))
    assert (without.status, "innokb index" in without.err) == (1, True)
    innokb("index")
    innokb("import", table)
    behind = innokb("check", table, "--out", table.with_name("r.jsonl"))
    assert (behind.status, "innokb index" in behind.err) == (1, True)
    assert not table.with_name("r.jsonl").exists()


@pytest.mark.parametrize(
    ("out", "options", "words"),
    [("r.pdf", [], ".docx"), ("没有/r.docx", [], "没有"), ("r.docx", ["--threshold", "2"], "不在范围")],
)
def test_wrong_use_is_told(innokb: Innokb, table: Path, out: str, options: list[str], words: str) -> None:
    outcome = innokb("check", table, "--out", table.with_name("x").parent / out, *options)
    assert outcome.status == 2
    assert words in outcome.err


def test_a_check_whose_process_was_killed_ends_as_failed(filled: Innokb, home: Path, tmp_path: Path) -> None:
    rows = [each.model_dump(mode="json", exclude_defaults=True, exclude={"source"}) for each in SAMPLES]
    many = tmp_path / "many.jsonl"
    many.write_text("\n".join(json.dumps(row) for row in rows for _ in range(3)), encoding="utf-8")
    command = [sys.executable, "-m", "ui.cli", "check", str(many), "--out", str(tmp_path / "r.jsonl")]
    store = Store.open(Settings(_env_file=None, home=home).store_url)
    process = subprocess.Popen(command, env={**os.environ, "INNOKB_HOME": str(home)})
    for _ in range(1_200):
        if any(job.status == "running" for job in store.unfinished_checks()):
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "r.jsonl").exists()
    one = tmp_path / "one.jsonl"
    one.write_text('{"title": "断绳保护"}', encoding="utf-8")
    assert filled("check", one, "--out", tmp_path / "r.jsonl").status == 0
    assert [job.status for job in store.list_checks()] == ["done", "failed"]
    store.close()
