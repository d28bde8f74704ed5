"""Marks of 三个一线, with the words that led to them."""

import pytest

from corpus.achievement import Achievement
from corpus.facts import facts_of, field_text
from search_api.screening.frontline import Finding, Mark, frontline
from tests.search_api.screening.conftest import EXPECTED, PROJECT, RIPE, SILENT


def marks(achievement: Achievement) -> dict[str, Finding]:
    return {found.question: found for found in frontline(achievement, facts_of(achievement))}


def test_made_by_workers_for_the_line_and_in_use() -> None:
    found = marks(RIPE)
    assert [found[each].mark for each in ("workers", "problem", "use")] == ["符合"] * 3
    assert found["workers"].words[0].span == "机电队"


def test_signs_of_a_research_project() -> None:
    found = marks(PROJECT)
    assert found["workers"].mark == "存疑"
    assert found["project"].mark == "存疑"
    assert "12 人" in found["project"].note
    assert any("重点研发" in word.span for word in found["project"].words)


def test_what_says_nothing_is_left_open() -> None:
    assert {found.mark for found in marks(SILENT).values()} == {"未说明"}


@pytest.mark.parametrize(
    ("summary", "mark"),
    [
        ("车间钳工利用废旧轴承自制了一套工装。", "符合"),
        ("课题组承担省科技计划项目。", "存疑"),
        ("气缸推动托辊架。", "未说明"),
    ],
)
def test_own_work_or_project(summary: str, mark: Mark) -> None:
    assert marks(Achievement(title="装置", summary=summary))["project"].mark == mark


@pytest.mark.parametrize("summary", ["不停机就能更换，每班省两次。", "焊工艺参数作了调整。"])
def test_words_within_others_do_not_count(summary: str) -> None:
    found = marks(Achievement(title="装置", summary=summary))
    assert found["workers"].mark == found["problem"].mark == "未说明"


def test_posts_in_columns_of_their_own_count() -> None:
    posted = Achievement(title="装置", extra={"工种": "维修钳工", "备注": "技师"})
    [word] = marks(posted)["workers"].words
    assert (word.field, word.span) == ("工种", "钳工")


@pytest.mark.parametrize("achievement", [RIPE, EXPECTED, PROJECT])
def test_every_word_stands_where_it_is_said_to(achievement: Achievement) -> None:
    for found in marks(achievement).values():
        for word in found.words:
            assert field_text(achievement, word.field)[word.start : word.end] == word.span
