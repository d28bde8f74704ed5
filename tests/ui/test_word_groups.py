"""Synonyms as text."""

from hypothesis import given
from hypothesis import strategies as st

from ui.views.parts.word_groups import MAX_WORD, read_groups, write_groups

WORD = st.text("皮带机输送胶井罐abc1", min_size=1, max_size=8)


@given(st.lists(st.lists(WORD, min_size=2, max_size=5, unique=True), max_size=6))
def test_groups_come_back_as_they_were_written(groups: list[list[str]]) -> None:
    assert [list(group) for group in read_groups(write_groups(groups)).groups] == groups


def test_words_may_be_parted_as_people_part_them() -> None:
    assert read_groups("皮带机＝带式输送机、胶带机\n\n天车, 行车").groups == (
        ("皮带机", "带式输送机", "胶带机"),
        ("天车", "行车"),
    )


def test_what_is_wrong_is_said_with_its_line() -> None:
    problems = read_groups("皮带机 = 胶带机\n胶带机 = 运输带\n天车\n" + "长" * (MAX_WORD + 1) + " = 短").problems
    assert [problem[:5] for problem in problems] == ["第 2 行", "第 3 行", "第 4 行"]
    assert "第 1 行" in problems[0]


def test_a_word_twice_in_a_group_is_one_word() -> None:
    assert read_groups("天车 = 天车").problems == ("第 1 行只有“天车”一个词，至少要两个，用等号隔开。",)
