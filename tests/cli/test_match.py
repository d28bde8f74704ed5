"""`innokb match` and `innokb import --needs`."""

import json
from pathlib import Path

import openpyxl
import pytest

from corpus.importing.run import import_file
from corpus.samples import achievement_files
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings
from tests.cli.conftest import Innokb

NEEDS = [
    {"id": "N-1", "title": "皮带跑偏", "content": "皮带机经常跑偏撒料，要求故障率降低30%以上"},
    {"id": "N-2", "title": "=1+1", "content": "更换弹簧不超过15分钟"},
    {"note": "空的"},
]


@pytest.fixture
def filled(home: Path) -> None:
    base = KnowledgeBase(Settings(home=home))
    import_file(base.store, achievement_files()[-2])
    base.index()
    base.close()


@pytest.fixture
def needs(tmp_path: Path) -> Path:
    path = tmp_path / "需求.jsonl"
    path.write_text("\n".join(json.dumps(need, ensure_ascii=False) for need in NEEDS), encoding="utf-8")
    return path


@pytest.mark.usefixtures("filled")
def test_every_need_gets_achievements_with_reasons(innokb: Innokb, needs: Path, tmp_path: Path) -> None:
    outcome = innokb("match", needs, "--out", tmp_path / "out.jsonl", "--size", "3", "--json")
    assert outcome.status == 0
    told = json.loads(outcome.out)
    assert told["needs"] == 2
    assert "需求内容" in told["rejected"][0]["reason"]
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["N-1", "N-2"]
    assert all(len(line["hits"]) == 3 for line in lines)
    best = lines[0]["hits"][0]
    assert {"id", "code", "title", "score", "reasons"} <= set(best)
    assert best["reasons"]
    assert lines[0]["demands"][0]["text"] == "故障率降低 ≥ 30%"


@pytest.mark.usefixtures("filled")
def test_a_workbook_holds_no_formulas(innokb: Innokb, needs: Path, tmp_path: Path) -> None:
    assert innokb("match", needs, "--out", tmp_path / "out.xlsx", "--size", "2").status == 0
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[3].value for row in rows] == [1, 2, 1, 2]
    assert (rows[2][1].value, rows[2][1].data_type) == ("=1+1", "s")


@pytest.mark.usefixtures("filled")
def test_needs_are_imported_and_none_is_by_matching(innokb: Innokb, needs: Path, tmp_path: Path, home: Path) -> None:
    base = KnowledgeBase(Settings(home=home))
    innokb("match", needs, "--out", tmp_path / "out.jsonl", "--size", "1")
    assert base.store.needs() == []
    assert "新增 2" in innokb("import", "--needs", needs).out
    assert "未变 2" in innokb("import", "--needs", needs).out
    assert len(base.store.needs()) == 2
    base.close()


def test_wrong_use_is_told(innokb: Innokb, needs: Path, tmp_path: Path) -> None:
    assert ".xlsx" in innokb("match", needs, "--out", tmp_path / "out.pdf").err
    assert innokb("match", needs, "--out", tmp_path / "没有" / "out.xlsx").status == 2
    assert innokb("match", needs, "--out", tmp_path / "a.jsonl", "--size", "10001").status == 2
    assert innokb("import", "--needs", "--year", "2025", needs).status == 2
