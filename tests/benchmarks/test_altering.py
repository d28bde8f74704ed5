import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.duplicates import altering
from benchmarks.duplicates.wording import FUNCTION_WORDS
from corpus.normalize import clean_text
from indexer.keys import letters

TEXT = "皮带机托辊易卡死。班组加装了张紧装置，检修由85分钟缩短到40分钟；故障降低30%。2021年起全矿推广，年节约12.5万元。"

texts = st.text(
    st.sampled_from("皮带机托辊检修采用提高。，；0123456789.%a ") | st.characters(codec="utf-8"), max_size=80
)
seeds = st.integers(0, 2**32)


@given(texts, seeds)
def test_a_function_word_follows_every_seventh_character(text: str, seed: int) -> None:
    changed = altering.with_function_words(text, Random(seed))
    rest, inserted = changed, 0
    original = ""
    while len(text) - len(original) > altering.EVERY:
        original, rest = original + rest[: altering.EVERY], rest[altering.EVERY :]
        word = next(word for word in FUNCTION_WORDS if rest.startswith(word))
        rest, inserted = rest.removeprefix(word), inserted + 1
    assert original + rest == text
    assert inserted == max(0, (len(text) - 1) // altering.EVERY)


@given(texts, seeds)
def test_shuffling_moves_pieces_and_loses_none(text: str, seed: int) -> None:
    assert sorted(altering.shuffled(text, Random(seed))) == sorted(text)


def test_shuffling_changes_the_order() -> None:
    assert altering.shuffled(TEXT, Random(1)) != TEXT


@given(texts, seeds)
def test_a_half_is_one_end_of_the_text(text: str, seed: int) -> None:
    half = altering.halved(text, Random(seed))
    assert text.startswith(half) or text.endswith(half)


def test_a_half_is_about_half() -> None:
    assert all(0.3 < len(altering.halved(TEXT, Random(seed))) / len(TEXT) < 0.7 for seed in range(20))


def test_figures_with_units_change_and_nothing_else() -> None:
    changed = altering.with_other_figures(TEXT, Random(3))
    assert re.sub(r"[\d.]+", "#", changed) == re.sub(r"[\d.]+", "#", TEXT)
    before, after = (re.findall(r"\d+(?:\.\d+)?", text) for text in (TEXT, changed))
    assert [new for old, new in zip(before, after, strict=True) if old == new] == ["2021"]


def test_both_ends_of_a_range_change_alike() -> None:
    first, second = re.findall(r"\d+", altering.with_other_figures("温度为400~700℃", Random(5)))
    assert int(first) / 400 == pytest.approx(int(second) / 700, rel=0.01)


def test_figures_keep_their_decimals_and_always_differ() -> None:
    for seed in range(50):
        changed = altering.with_other_figures("共1台，2.25万元", Random(seed))
        assert re.fullmatch(r"共\d+台，\d\.\d\d万元", changed)
        assert "1台" not in changed or "11台" in changed
        assert "2.25" not in changed


def test_names_of_things_hold_no_figures() -> None:
    assert altering.figures("3号机、C51型、M12螺栓") == 0
    assert altering.figures("由85%提高到97.2%，年节约12万元") == 3


@given(texts, seeds)
def test_zero_width_characters_leave_what_is_seen(text: str, seed: int) -> None:
    changed = altering.with_zero_width(text, Random(seed))
    assert [letter for letter in changed if letter not in altering.ZERO_WIDTH] == [
        letter for letter in text if letter not in altering.ZERO_WIDTH
    ]
    assert len(changed) == len(text) + len(text) // 3


def test_reformatting_leaves_the_same_letters() -> None:
    for change in (altering.wide, altering.repunctuated, altering.traditional):
        changed = change(TEXT)
        assert changed != TEXT
        assert letters(changed) == letters(TEXT)


def test_synonyms_replace_words_of_the_list() -> None:
    changed = altering.with_synonyms("采用带式输送机提高效率", Random(1))
    assert "采用" not in changed
    assert "带式输送机" not in changed
    assert "提高" not in changed


def test_a_new_title_is_another_one_and_still_names_the_thing() -> None:
    for seed in range(30):
        title = altering.retitled("一种矿井提升机断绳保护装置", Random(seed))
        assert clean_text(title) != "一种矿井提升机断绳保护装置"
        assert "一种" not in title


@given(texts.filter(bool), seeds)
def test_the_same_seed_gives_the_same_text(text: str, seed: int) -> None:
    for change in (altering.with_function_words, altering.with_synonyms, altering.shuffled, altering.halved):
        assert change(text, Random(seed)) == change(text, Random(seed))
