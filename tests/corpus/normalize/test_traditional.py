import pytest
from opencc import OpenCC

from corpus.normalize import clean, clean_text
from corpus.normalize.traditional import simplified_characters, simplified_phrases


def test_phrases_say_what_opencc_says() -> None:
    converter = OpenCC("t2s")
    pairs = simplified_phrases().items()
    ours_alone = {phrase for phrase, simple in pairs if phrase != simple and converter.convert(phrase) != simple}
    assert ours_alone == {"規畫", "鍊輪"}


@pytest.mark.parametrize("phrase", sorted(simplified_phrases()))
def test_every_phrase_is_seen_alone_and_keeps_its_form(phrase: str) -> None:
    simple = simplified_phrases()[phrase]
    assert clean_text(phrase) == simple
    assert clean_text(simple) == simple


def test_characters_keep_their_offsets() -> None:
    assert all(len(form) == 1 for form in simplified_characters().values())
    assert clean("機電裝備").to_raw(2, 4) == (2, 4)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("礦井提昇機斷繩保護裝置", "矿井提升机断绳保护装置"),
        ("乾燥機與乾隆", "干燥机与乾隆"),
        ("反覆試驗後覆蓋", "反复试验后覆盖"),
        ("鋼坏加熱", "钢坯加热"),
        ("沈陽鼓風機", "沈阳鼓风机"),
        ("损坏覆盖沈阳", "损坏覆盖沈阳"),
    ],
)
def test_a_phrase_decides_where_a_character_has_two_answers(raw: str, text: str) -> None:
    assert clean_text(raw) == text
