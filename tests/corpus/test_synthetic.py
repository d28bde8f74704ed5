"""The synthetic achievements: the same for a seed, plausible, varied like real ones, and quick to make."""

import math
import re
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.achievement import Achievement
from corpus.importing.reading import read
from corpus.importing.rows import RowRead
from corpus.synthetic import achievements, write_jsonl, write_workbook
from corpus.synthetic.chance import DECK, deck_of
from corpus.synthetic.composing import BLOCK
from corpus.synthetic.figures import chinese
from corpus.synthetic.lexicon import load_lexicon

MANY = 5_000


@pytest.fixture(scope="module")
def many() -> list[Achievement]:
    return list(achievements(MANY))


def bigrams(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


@given(count=st.integers(0, 2 * BLOCK), more=st.integers(0, BLOCK), seed=st.integers())
@settings(max_examples=10, deadline=None)
def test_a_record_does_not_depend_on_how_many_are_made(count: int, more: int, seed: int) -> None:
    assert list(achievements(count, seed)) == list(islice(achievements(count + more, seed), count))


def test_the_first_record_stays_what_it_is() -> None:
    """Benchmarks of different days compare only while the texts are the same; change this knowingly."""
    first = next(achievements(1))
    assert (first.code, first.title) == ("SY2024-0000000", "洁净车间波峰焊机耐磨衬套")


def test_another_seed_makes_others() -> None:
    assert not {record.body for record in achievements(50, seed=1)} & {
        record.body for record in achievements(50, seed=2)
    }


def test_codes_are_unique(many: list[Achievement]) -> None:
    assert len({record.code for record in many}) == MANY


@pytest.mark.parametrize(
    ("field", "least"), [("industry", 35), ("kind", 7), ("year", 10), ("region", 10), ("source", 90), ("unit", 1500)]
)
def test_fields_are_varied(many: list[Achievement], field: str, least: int) -> None:
    assert len({getattr(record, field) for record in many}) >= least


def test_bodies_average_about_280_characters(many: list[Achievement]) -> None:
    lengths = sorted(len(record.body) for record in many)
    assert sum(lengths) / MANY == pytest.approx(280, abs=15)
    assert lengths[MANY // 20] < 170
    assert lengths[-MANY // 20] > 420


def test_every_slot_is_filled(many: list[Achievement]) -> None:
    assert [record for record in many if re.search(r"[{}]|%s|%%", record.title + record.body)] == []


def test_titles_hardly_repeat(many: list[Achievement]) -> None:
    assert len({record.title for record in many}) >= 0.95 * MANY


def test_a_few_records_nearly_repeat_an_earlier_one(many: list[Achievement]) -> None:
    seen: set[str] = set()
    again = 0
    for record in many:
        again += record.summary in seen
        seen.add(record.summary)
    assert 0.005 <= again / MANY <= 0.02


def test_unplanted_records_share_little(many: list[Achievement]) -> None:
    """Two bodies drawn at random have few bigrams in common, as in real texts."""
    sets = [set(bigrams(record.body)) for record in many]
    overlaps = sorted(len(a & b) / min(len(a), len(b)) for a, b in zip(sets[::2], sets[1::2], strict=True))
    assert overlaps[len(overlaps) // 2] < 0.25


def test_frequencies_fall_as_in_language(many: list[Achievement]) -> None:
    """The slope of log frequency over log rank: -0.75 in patents, about -0.6 in the samples."""
    counts = [count for _, count in Counter(pair for record in many for pair in bigrams(record.body)).most_common()]
    slope = math.log(counts[2000] / counts[50]) / math.log(2000 / 50)
    assert -0.9 < slope < -0.55


def test_vocabulary_goes_on_growing(many: list[Achievement]) -> None:
    def terms(records: list[Achievement]) -> int:
        return len({term for record in records for term in re.findall(r"[A-Z]+[-/]?[0-9]+|[0-9.]+", record.body)})

    assert terms(many) > 1.5 * terms(many[: MANY // 4])


def test_word_lists_are_long() -> None:
    lexicon = load_lexicon()
    troubles = set(lexicon.troubles)
    assert len({name for industry in lexicon.industries for name in industry.equipment}) >= 300
    assert len({problem.template for trouble in troubles for problem in trouble.problems}) >= 200
    assert len({method.template for trouble in troubles for method in trouble.methods}) >= 200


@given(st.lists(st.integers(), min_size=1, max_size=600, unique=True))
def test_a_deck_holds_every_item_and_the_first_most_often(items: list[int]) -> None:
    deck = deck_of(items)
    assert len(deck) == DECK
    counts = Counter(deck)
    assert set(counts) == set(items)
    assert counts[items[0]] == max(counts.values())


@pytest.mark.parametrize(
    ("number", "text"),
    [(7, "七"), (10, "十"), (15, "十五"), (20, "二十"), (205, "二百零五"), (350, "三百五十"), (999, "九百九十九")],
)
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize("write", [write_jsonl, write_workbook])
def test_files_read_back_as_what_was_written(write: Callable[[Path, int], None], tmp_path: Path) -> None:
    path = tmp_path / ("成果.jsonl" if write is write_jsonl else "成果.xlsx")
    write(path, 300)
    rows = list(read(path).rows())
    assert [row.record.code for row in rows if isinstance(row, RowRead)] == [a.code for a in achievements(300)]
    assert [row.record.body for row in rows if isinstance(row, RowRead)] == [a.body for a in achievements(300)]
