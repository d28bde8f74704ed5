import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.normalize import clean_text
from indexer.dictionaries import bundled_terms
from indexer.errors import BadDictionary
from indexer.technical import fold
from indexer.tokens import JiebaTokenizer, RJiebaTokenizer, Tokenizer, load_tokenizer
from indexer.views import words

TEXTS = (
    "矿井提升机断绳保护装置，由2小时降到15分钟，年创效益1,200万元。",
    "采用S7-1200PLC与10kV变频器，符合GB/T 22900-2022，专利ZL 2019 1 0123456.7。",
    "直流换流站换流阀清灰工法研究及应用（ET-1型）3#炉 φ50 M16×60 N06625 Q345B\n带式输送机跑偏",
    "二〇二三年㙍井，ñandú バルブ Привет é",
)
PIECES = (
    "矿井",
    "提升机",
    "断绳保护",
    "的",
    "〇",
    "㐀",
    "𠮷",
    "ET-1",
    "10 kV",
    "×",
    "3#",
    "GB/T 1",
    "ZL2019101234567",
    "İ",
    "ß",
    ".",
    "-",
)
mixed = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=15).map("".join).map(clean_text)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer()


@pytest.fixture(scope="module")
def other() -> Tokenizer:
    return JiebaTokenizer(bundled_terms())


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ET-1", ["et", "et-1"]),
        ("10kV", ["10kv"]),
        ("10 kV", ["10kv"]),
        ("110kV", ["110", "110kv"]),
        ("0.4 MPa", ["0.4", "0.4mpa", "mpa"]),
        ("99.8%", ["99.8", "99.8%"]),
        ("50km/h", ["50km/h"]),
        ("N06625", ["n06625", "06625"]),
        ("Q345B", ["q345b", "345"]),
        ("PLC", ["plc"]),
        ("S7-1200", ["s7", "s7-1200", "1200"]),
        ("S7-1200PLC", ["s7", "s7-1200plc", "1200", "1200plc", "plc"]),
        ("3#", ["3#"]),
        ("#3", ["3#"]),
        ("φ50", ["φ50"]),
        ("M16×60", ["m16", "m16x60", "60"]),
        ("M16*60", ["m16", "m16x60", "60"]),
        ("GB/T 22900", ["gb", "gb/t22900", "22900"]),
        ("GB/T22900-2022", ["gb", "gb/t22900", "gb/t22900-2022", "t22900", "22900", "2022"]),
        ("ZL201910123456.7", ["zl201910123456.7", "201910123456.7"]),
        ("ZL 2019 1 0123456.7", ["zl201910123456.7", "201910123456.7"]),
        ("ZL2019101234567", ["zl201910123456.7", "201910123456.7"]),
        ("1:50", ["1:50", "50"]),
        ("，。()", []),
    ],
)
def test_technical_terms_stay_whole_and_give_their_parts(tokenizer: Tokenizer, text: str, terms: list[str]) -> None:
    assert words(tokenizer, text) == terms


def test_a_term_is_found_wherever_chinese_adjoins_it(tokenizer: Tokenizer) -> None:
    assert {"10kv", "plc", "3#"} <= set(words(tokenizer, "在10kV线路用PLC控制3#炉"))


def test_long_words_give_their_parts_at_their_places(tokenizer: Tokenizer) -> None:
    assert tokenizer.words("提升机断绳保护") == [
        ("提升", 0, 2),
        ("提升机", 0, 3),
        ("升机", 1, 3),
        ("断绳", 3, 5),
        ("断绳保护", 3, 7),
        ("保护", 5, 7),
    ]


def test_a_part_that_the_dictionary_lacks_is_what_the_others_leave_over() -> None:
    cut = words(RJiebaTokenizer(("鞲鞴保护",)), "鞲鞴保护")
    assert cut == ["鞲鞴", "鞲鞴保护", "保护"]


@pytest.mark.parametrize("text", TEXTS)
def test_both_tokenizers_cut_alike(tokenizer: Tokenizer, other: Tokenizer, text: str) -> None:
    assert tokenizer.words(clean_text(text)) == other.words(clean_text(text))


@given(mixed)
@settings(max_examples=150, deadline=None)
def test_both_tokenizers_cut_any_text_alike(tokenizer: Tokenizer, other: Tokenizer, text: str) -> None:
    assert tokenizer.words(text) == other.words(text)


@given(st.lists(mixed, max_size=4))
@settings(max_examples=150, deadline=None)
def test_many_texts_together_give_the_same_words_as_each_alone(tokenizer: Tokenizer, texts: list[str]) -> None:
    assert tokenizer.spaced(texts) == [" ".join(token.text for token in tokenizer.words(text)) for text in texts]


@given(mixed)
@settings(max_examples=150, deadline=None)
def test_words_stand_in_order_at_their_offsets(tokenizer: Tokenizer, text: str) -> None:
    tokens = tokenizer.words(text)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    for token in tokens:
        assert token.text == fold(token.text)
        assert not any(c.isspace() for c in token.text)
        assert 0 <= token.start < token.end <= len(text)
        if token.text.isalpha():
            assert fold(text[token.start : token.end]) == token.text


@given(mixed)
@settings(max_examples=150, deadline=None)
def test_every_letter_and_digit_is_in_some_word(tokenizer: Tokenizer, text: str) -> None:
    covered = {at for token in tokenizer.words(text) for at in range(token.start, token.end)}
    assert all(at in covered for at, c in enumerate(text) if c.isalnum())


def test_a_run_without_end_is_cut_into_terms_that_an_engine_takes(tokenizer: Tokenizer) -> None:
    assert max(map(len, words(tokenizer, "a" * 100_000 + "-1" * 1000))) < 1000


def test_jieba_takes_the_place_of_a_missing_rjieba(monkeypatch: pytest.MonkeyPatch, tokenizer: Tokenizer) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    other = load_tokenizer()
    assert other.id.startswith("jieba ")
    assert other.dictionary == tokenizer.dictionary
    assert words(other, TEXTS[0]) == words(tokenizer, TEXTS[0])


def test_own_terms_stay_whole_and_change_the_dictionary(tmp_path: Path, tokenizer: Tokenizer) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("\ufeff# 我们厂的\n摆渡小车 鞲鞴杆\n", encoding="utf-8")
    own = load_tokenizer(path)
    assert "摆渡小车" in words(own, "新型摆渡小车")
    assert own.id == tokenizer.id
    assert own.dictionary != tokenizer.dictionary


def test_own_terms_do_not_reach_another_tokenizer(tokenizer: Tokenizer) -> None:
    JiebaTokenizer(("鞲鞴摆渡",))
    RJiebaTokenizer(("鞲鞴摆渡",))
    assert "鞲鞴摆渡" not in words(tokenizer, "鞲鞴摆渡")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("皮带机\nPLC控制柜\n".encode(), "第 2 行：“PLC控制柜”"),
        ("阀\n".encode(), "第 1 行：“阀”"),
        ("皮带机".encode("gb18030"), "不是 UTF-8"),
    ],
)
def test_a_bad_dictionary_is_refused_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "terms.txt"
    path.write_bytes(content)
    with pytest.raises(BadDictionary, match=said):
        load_tokenizer(path)


def test_a_missing_dictionary_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDictionary, match=r"没有.txt.*打不开"):
        load_tokenizer(tmp_path / "没有.txt")


def test_the_bundled_terms_are_words_of_the_trade(tokenizer: Tokenizer) -> None:
    terms = bundled_terms()
    assert len(terms) >= 600
    whole = [term for term in terms if term in words(tokenizer, term)]
    assert whole == list(terms)
