"""Highlights are offsets of the raw text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.achievement import Achievement
from corpus.normalize import clean_text
from indexer.tokens import Tokenizer, load_tokenizer
from search_api.search.highlight import SNIPPET_LENGTH, Highlighter


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer()


def marked(tokenizer: Tokenizer, raw: str, *terms: str) -> list[str]:
    return [raw[span.start : span.end] for span in Highlighter(tokenizer, terms).spans(raw)]


@pytest.mark.parametrize(
    ("raw", "terms", "expected"),
    [
        ("矿井提升机断绳保护", ("提升机",), ["提升机"]),
        ("礦井提升機斷繩保護", ("提升机",), ["提升機"]),
        ("提\u200b升机", ("提升机",), ["提\u200b升机"]),
        ("采用ＥＴ－１装置", ("et-1",), ["ＥＴ－１"]),
        ("采用 et-1 装置与 met-1x", ("et-1",), ["et-1"]),
        ("創(chuàng)新工艺", ("创新",), ["創(chuàng)新"]),
        ("提升机断绳保护", ("提升机", "断绳"), ["提升机断绳"]),
        ("提升机与断绳保护", ("提升机", "断绳"), ["提升机", "断绳"]),
        ("毫无关系", ("提升机",), []),
    ],
)
def test_words_are_marked_in_the_raw_text(
    tokenizer: Tokenizer, raw: str, terms: tuple[str, ...], expected: list[str]
) -> None:
    assert marked(tokenizer, raw, *terms) == expected


def test_a_single_character_is_marked_as_a_word_where_nothing_longer_is_asked(tokenizer: Tokenizer) -> None:
    assert marked(tokenizer, "水泵的泵壳", "的") == ["的"]
    assert marked(tokenizer, "水泵的泵壳", "的", "水泵") == ["水泵"]


def test_a_combining_mark_stays_with_its_letter(tokenizer: Tokenizer) -> None:
    raw = "cafe\u0301 提升机"
    assert marked(tokenizer, raw, "café") == ["cafe\u0301"]


RAW = st.text(st.sampled_from("提升機断绳的ＡＢab1-．１ \u200b\u0301\u4e00e(à)①㎜\ud800\U0001f600。，\n"), max_size=60)


@given(raw=RAW, start=st.integers(0, 50), length=st.integers(1, 4))
def test_what_is_marked_reads_as_the_term(tokenizer: Tokenizer, raw: str, start: int, length: int) -> None:
    term = clean_text(raw)[start : start + length].strip()
    for span in Highlighter(tokenizer, [term]).find(raw):
        assert 0 <= span.start < span.end <= len(raw)
        assert span.term in clean_text(raw).lower()
        assert span.end == len(raw) or not unicodedata.combining(raw[span.end])


@given(raw=RAW)
def test_spans_rise_and_stay_apart(tokenizer: Tokenizer, raw: str) -> None:
    spans = Highlighter(tokenizer, ["提升", "升机", "a", "b", "1"]).spans(raw)
    assert all(before.end < after.start for before, after in pairwise(spans))


def test_a_snippet_shows_the_best_place(tokenizer: Tokenizer) -> None:
    filler = "这里讲的是别的事情。" * 30
    summary = f"{filler}提升机检修。{filler}提升机发生断绳时抓捕器动作。{filler}"
    achievement = Achievement(title="某装置", summary=summary)
    (snippet,) = Highlighter(tokenizer, ["提升机", "断绳"]).snippets(achievement)
    assert snippet.field == "summary"
    assert summary[snippet.start : snippet.start + len(snippet.text)] == snippet.text
    assert [summary[span.start : span.end] for span in snippet.spans] == ["提升机", "断绳"]
    assert len(snippet.text) <= SNIPPET_LENGTH


def test_without_a_match_the_beginning_is_shown(tokenizer: Tokenizer) -> None:
    achievement = Achievement(title="某装置", background="现状", summary="简介" * 100)
    (snippet,) = Highlighter(tokenizer, ["提升机"]).snippets(achievement)
    assert (snippet.field, snippet.start, snippet.spans) == ("summary", 0, ())
    assert snippet.text == "简介" * (SNIPPET_LENGTH // 2)


@given(raw=RAW.filter(lambda raw: "\ud800" not in raw))
def test_snippets_lie_inside_the_raw_text(tokenizer: Tokenizer, raw: str) -> None:
    achievement = Achievement(title="x", summary=raw * 6)
    for snippet in Highlighter(tokenizer, ["提升", "绳", "ab"]).snippets(achievement):
        field = achievement.summary
        assert field[snippet.start : snippet.start + len(snippet.text)] == snippet.text
        assert all(snippet.start <= s.start < s.end <= snippet.start + len(snippet.text) for s in snippet.spans)
