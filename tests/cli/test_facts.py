"""`innokb facts` as a person or a script uses it."""

import json
from pathlib import Path

from tests.cli.conftest import Innokb

LINE = '{"id": 7, "title": "断绳保护", "text": "检修时间由2小时缩短到30分钟，年节约12万元。"}'


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_every_line_comes_back_with_its_facts(innokb: Innokb, home: Path, tmp_path: Path) -> None:
    source = written(tmp_path / "a.jsonl", LINE, '{"title": "无数字的一项", "benefit": ""}')
    outcome = innokb("facts", source, "--out", tmp_path / "b.jsonl")
    first, second = (json.loads(line) for line in (tmp_path / "b.jsonl").read_text(encoding="utf-8").splitlines())
    assert outcome.status == 0
    assert first["id"] == 7
    assert first["facts"]["benefits"][0]["yuan_low"] == 120_000
    assert (first["facts"]["changes"][0]["from"], first["facts"]["changes"][0]["unit"]) == (120, "分钟")
    assert (second["facts"]["stage"], second["facts"]["trl"]) == ("unstated", None)
    assert not home.exists(), "no store is made"


def test_offsets_count_in_the_field_that_they_name(innokb: Innokb, tmp_path: Path) -> None:
    record = {"title": "x", "benefit": "①年节约３０万元。", "patents": ["ZL202221045638.3"]}
    source = written(tmp_path / "a.jsonl", json.dumps(record, ensure_ascii=False))
    innokb("facts", source, "--out", tmp_path / "b.jsonl")
    facts = json.loads((tmp_path / "b.jsonl").read_text(encoding="utf-8"))["facts"]
    benefit, patent = facts["benefits"][0], facts["mentions"]["patents"][0]
    assert record["benefit"][benefit["start"] : benefit["end"]] == benefit["span"]
    assert (patent["field"], patent["span"]) == ("patents", "ZL202221045638.3")


def test_bad_lines_are_told_by_number_and_do_not_stop_the_rest(innokb: Innokb, tmp_path: Path) -> None:
    source = written(tmp_path / "a.jsonl", "{坏", LINE, '["列表"]', '{"text": 5}', '{"x": "y"}', '{"text": "\\ud800"}')
    outcome = innokb("facts", source, "--out", tmp_path / "b.jsonl", "--json")
    answer = json.loads(outcome.out)
    assert outcome.status == 0
    assert answer["written"] == 1
    assert [line["place"] for line in answer["rejected"]] == [f"第 {number} 行" for number in (1, 3, 4, 5, 6)]


def test_a_file_without_any_line_that_can_be_read_fails(innokb: Innokb, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes("编号,名称\n".encode("gb18030"))
    outcome = innokb("facts", tmp_path / "a.jsonl", "--out", tmp_path / "b.jsonl")
    assert outcome.status == 1
    assert "没有一行能读" in outcome.err


def test_the_input_is_never_written_over(innokb: Innokb, tmp_path: Path) -> None:
    source = written(tmp_path / "a.jsonl", LINE)
    outcome = innokb("facts", source, "--out", source)
    assert outcome.status == 2
    assert json.loads(source.read_text(encoding="utf-8"))["id"] == 7
