"""`innokb candidates` as a person or a script uses it."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Innokb
from tests.search_api.screening.conftest import ALL, COPY

KEYS = {"id", "place", "score", "low", "high", "known", "title", "indicators", "frontline"}


@pytest.fixture
def filled(innokb: Innokb, tmp_path: Path) -> Innokb:
    table = tmp_path / "成果.jsonl"
    table.write_text("\n".join(each.model_dump_json(exclude_defaults=True) for each in ALL), encoding="utf-8")
    assert innokb("import", table).status == 0
    assert innokb("index").status == 0
    return innokb


def test_one_line_a_candidate_best_first_with_every_trace(filled: Innokb, tmp_path: Path) -> None:
    outcome = filled("candidates", "--out", tmp_path / "候选.jsonl", "--json")
    assert outcome.status == 0, outcome.err
    told = json.loads(outcome.out)
    lines = [json.loads(line) for line in (tmp_path / "候选.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (told["total"], told["written"], len(lines)) == (5, 5, 5)
    assert lines[0]["code"] == "A-1"
    assert set(lines[0]) >= KEYS
    assert any(each["trace"]["quotes"] for each in lines[0]["indicators"])
    assert [line["place"] for line in lines[: told["ranked"]]] == list(range(1, told["ranked"] + 1))


def test_of_what_is_confidential_a_line_says_id_and_code(filled: Innokb, tmp_path: Path) -> None:
    path = tmp_path / "候选.jsonl"
    filled("candidates", "--out", path)
    text = path.read_text(encoding="utf-8")
    secret = next(line for line in map(json.loads, text.splitlines()) if line["code"] == "A-3")
    assert {key for key, value in secret.items() if value} == {"id", "code", "title", "confidential"}
    assert set(secret) >= KEYS
    assert COPY.title not in text
    assert COPY.unit not in text  # nor where another one refers to it
    filled("candidates", "--out", path, "--include-confidential")
    assert path.read_text(encoding="utf-8").count(COPY.unit) > 1


def test_weights_from_a_file_and_a_filter(filled: Innokb, tmp_path: Path) -> None:
    weights = tmp_path / "权重.toml"
    weights.write_text("[权重]\n新颖性 = 1\n", encoding="utf-8")
    book = tmp_path / "候选.xlsx"
    outcome = filled("candidates", "--weights", weights, "--filter", "行业=煤炭", "--out", book)
    assert outcome.status == 0, outcome.err
    rows = list(openpyxl.load_workbook(book).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 3
    assert rows[-1][1] == "（涉密）"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "候选.csv"), "后缀应为 .jsonl 或 .xlsx"),
        (("--out", "没有的目录/候选.xlsx"), "没有这个目录"),
        (("--weights", "坏.toml", "--out", "候选.xlsx"), "没有名为“好处”的指标"),
        (("--profile", "均衡", "--weights", "坏.toml", "--out", "候选.xlsx"), "只能给一个"),
        (("--filter", "颜色=红", "--out", "候选.xlsx"), "没有名为“颜色”的筛选字段"),
    ],
)
def test_wrong_use_is_told(innokb: Innokb, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "坏.toml").write_text("[权重]\n好处 = 1\n", encoding="utf-8")
    innokb("index")
    outcome = innokb("candidates", *arguments)
    assert outcome.status == 2
    assert said in outcome.err
    assert not list(tmp_path.glob("候选*"))


def test_an_unknown_profile_is_told(innokb: Innokb) -> None:
    outcome = innokb("candidates", "--profile", "没有的", "--out", "候选.xlsx")
    assert outcome.status == 1
    assert "没有名为“没有的”的权重方案" in outcome.err
