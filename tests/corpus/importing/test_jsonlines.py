"""JSON Lines: keys are headers, lists are lists, bad lines are rejected alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.achievement import Achievement
from corpus.errors import NoTable
from corpus.importing.reading import ColumnMapping, read
from tests.corpus.importing.conftest import achievements, rejected


def written(path: Path, *lines: Any) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_keys_of_the_format_and_their_synonyms(tmp_path: Path) -> None:
    told = {
        "id": "D7",
        "title": "甲装置",
        "assignee": "石门矿",
        "abstract": "一种装置。",
        "keywords": ["矿", "机"],
        "year": 2023,
    }
    [found] = achievements(read(written(tmp_path / "a.jsonl", told)))

    assert (found.code, found.unit, found.summary, found.year) == ("D7", "石门矿", "一种装置。", 2023)
    assert found.extra == {"keywords": "矿、机"}


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=2, max_size=12)


@settings(max_examples=50, deadline=None)
@given(
    given_one=st.builds(
        Achievement,
        code=WORDS.filter(lambda text: text not in ("--", "——", "暂无", "NA") and len(text) > 3),
        title=WORDS.map("甲{}".format),
        unit=WORDS.map("乙{}".format),
        people=st.lists(WORDS, unique=True).map(tuple),
        patents=st.lists(WORDS, unique=True).map(tuple),
        software=st.lists(WORDS, unique=True).map(tuple),
        year=st.integers(1900, 2100),
        summary=WORDS.map("丙{}".format),
        source=WORDS.map("丁{}".format),
        confidential=st.booleans(),
        extra=st.dictionaries(WORDS, WORDS, max_size=3),
    )
)
def test_exported_achievement_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, given_one: Achievement
) -> None:
    path = written(tmp_path_factory.mktemp("jsonl") / "a.jsonl", given_one.model_dump())

    assert achievements(read(path)) == [given_one]


def test_bad_lines_are_rejected_one_by_one(tmp_path: Path) -> None:
    lines = ['{"title": "甲装置"}', "{broken", "[1, 2]", '{"unit": "石门矿"}', "", '{"title": "乙装置"}']
    reading = read(written(tmp_path / "a.jsonl", *lines))

    assert [found.title for found in achievements(reading)] == ["甲装置", "乙装置"]
    assert [row.place for row in rejected(reading)] == ["第 2 行", "第 3 行", "第 4 行"]
    assert "JSON" in rejected(reading)[0].reason
    assert rejected(reading)[0].values == {"原文": "{broken"}


@pytest.mark.parametrize("bad", ["\\ud800", "\\u0000"], ids=["half a surrogate pair", "NUL"])
def test_line_with_a_character_that_is_none_is_rejected(tmp_path: Path, bad: str) -> None:
    path = written(tmp_path / "a.jsonl", '{"title": "甲装置"}', f'{{"title": "乙{bad}装置"}}')
    [row] = rejected(read(path))

    assert row.place == "第 2 行"
    assert "损坏的字符" in row.reason
    assert row.values == {"title": "乙\ufffd装置"}


def test_key_first_met_far_down_is_understood(tmp_path: Path) -> None:
    lines = [{"title": f"装置{number}"} for number in range(1100)]
    path = written(tmp_path / "a.jsonl", *lines, {"title": "末", "assignee": "石门矿", "note": "注"})
    last = achievements(read(path))[-1]

    assert (last.unit, last.extra) == ("石门矿", {"note": "注"})


def test_given_source_holds_for_all_and_keeps_what_rows_say(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", {"title": "甲装置", "source": "老系统"}, {"title": "乙装置"})

    assert [found.source for found in achievements(read(path))] == ["老系统", "a.jsonl"]
    given_source = achievements(read(path, source="省总"))
    assert [found.source for found in given_source] == ["省总", "省总"]
    assert given_source[0].extra == {"来源": "老系统"}


def test_mapping_of_keys(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", {"what": "甲装置", "title": "经理"})
    [found] = achievements(read(path, mapping=ColumnMapping({"what": "title"})))

    assert (found.title, found.extra) == ("甲装置", {"title": "经理"})


def test_objects_without_a_title_are_no_table(tmp_path: Path) -> None:
    with pytest.raises(NoTable, match="price"):
        read(written(tmp_path / "a.jsonl", {"price": 3}))


def test_numbers_that_are_none_say_nothing(tmp_path: Path) -> None:
    [found] = achievements(read(written(tmp_path / "a.jsonl", '{"title": "甲装置", "year": NaN, "note": Infinity}')))

    assert (found.year, found.extra) == (None, {})


def test_deeply_nested_line_is_rejected(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", '{"title": "甲装置"}', '{"title": ' + "[" * 100_000)

    assert [row.place for row in rejected(read(path))] == ["第 2 行"]
