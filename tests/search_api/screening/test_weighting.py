"""Weights as people write them, and what they are told where they are wrong."""

from pathlib import Path

import pytest

from search_api.errors import BadQuestion
from search_api.screening.indicators import KEYS
from search_api.screening.weighting import SHIPPED, Weighting, read_file, read_weights


def written(folder: Path, text: str) -> Path:
    path = folder / "权重.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_names_may_be_chinese_or_english_and_the_rest_is_nothing() -> None:
    assert read_weights(["效益=3", "readiness = 1.5"]) == dict.fromkeys(KEYS, 0.0) | {"benefit": 3, "readiness": 1.5}


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (["效益"], "缺少等号"),
        (["效=3"], "没有名为“效”的指标"),
        (["效益=多"], "不是数值"),
        (["效益=nan"], "不是数值"),
        (["效益=-1"], "应在 0 到 100 之间"),
        (["效益=1e9"], "应在 0 到 100 之间"),
        (["效益=0"], "所有权重都是 0"),
    ],
)
def test_what_is_wrong_is_said(weights: list[str], said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        Weighting(read_weights(weights))


def test_a_file_with_chinese_keys(tmp_path: Path) -> None:
    found = read_file(written(tmp_path, '最低已知比例 = 0.4\n[权重]\n效益 = 3 # 主要看这个\n"成熟度" = 2\n'))
    assert (found.weights["benefit"], found.weights["readiness"], found.weights["award"]) == (3, 2, 0)
    assert found.minimum == 0.4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[权重\n效益 = 3", "不是合法的 TOML"),
        ("效益 = 3", r"应有一节 \[权重\]"),
        ("[权重]\n好处 = 3", "没有名为“好处”的指标"),
        ("[权重]\n效益 = true", "不是数值"),
        ("最低已知比例 = 2\n[权重]\n效益 = 1", "应在 0 到 1 之间"),
    ],
)
def test_a_file_that_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        read_file(written(tmp_path, text))


def test_profiles_that_come_with_the_program_weigh_everything_they_name() -> None:
    assert {tuple(each.weights) for each in SHIPPED.values()} == {KEYS}
