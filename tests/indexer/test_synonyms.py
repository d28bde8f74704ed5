import pytest

from indexer.errors import BadDictionary
from indexer.synonyms import Alternatives, Synonyms, default_groups
from indexer.tokens import Tokenizer, load_tokenizer

GROUPS = (
    ("皮带机", "带式输送机", "胶带机"),
    ("ＰＬＣ", "可编程控制器"),
    ("对轮", "联轴器"),
    ("输送机跑偏", "走偏"),
    ("皮带机", "皮带"),
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer()


def found(synonyms: Synonyms, tokenizer: Tokenizer, text: str) -> list[Alternatives]:
    return synonyms.find(text, tokenizer.words(text))


def test_a_term_has_the_others_of_all_its_groups() -> None:
    assert Synonyms.from_groups(GROUPS).others("皮带机") == ("带式输送机", "胶带机", "皮带")


def test_terms_are_cleaned_and_folded() -> None:
    assert Synonyms.from_groups(GROUPS).expand(["plc", "电机"]) == {"plc": ("可编程控制器",)}


def test_members_are_found_with_their_places(tokenizer: Tokenizer) -> None:
    assert found(Synonyms.from_groups(GROUPS), tokenizer, "PLC控制胶带机") == [
        ("plc", 0, 3, ("可编程控制器",)),
        ("胶带机", 5, 8, ("皮带机", "带式输送机")),
    ]


def test_the_longest_member_is_taken_though_it_is_several_words(tokenizer: Tokenizer) -> None:
    synonyms = Synonyms.from_groups([*GROUPS, ("带式输送机防跑偏", "皮带防偏")])
    assert [hit.text for hit in found(synonyms, tokenizer, "带式输送机防跑偏装置")] == ["带式输送机防跑偏"]


def test_a_member_inside_other_words_is_none(tokenizer: Tokenizer) -> None:
    synonyms = Synonyms.from_groups(GROUPS)
    assert [hit.text for hit in found(synonyms, tokenizer, "更换对轮")] == ["对轮"]
    assert found(synonyms, tokenizer, "针对轮胎") == []
    assert found(synonyms, tokenizer, "PLCS") == []


def test_nothing_is_found_in_nothing(tokenizer: Tokenizer) -> None:
    assert found(Synonyms.from_groups(GROUPS), tokenizer, "") == []
    assert found(Synonyms(), tokenizer, "皮带机") == []


def test_groups_of_two_sources_add_up() -> None:
    both = Synonyms.from_groups([("a1", "b1")]) + Synonyms.from_groups([("a1", "c1")])
    assert both.others("a1") == ("b1", "c1")


def test_a_file_is_read_line_by_line() -> None:
    text = "# 矿山\n皮带机 = 胶带机  # 常用\n\n3#炉 = 三号炉\n"
    assert Synonyms.from_text(text).groups == (("皮带机", "胶带机"), ("3#炉", "三号炉"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("皮带机\n", "“同义词”第 1 行有 1 个不同的词"),
        ("甲 = 乙\n皮带机 = = 胶带机\n", "第 2 行有空的词"),
        ("皮带机 = 皮帶機\n", "有 1 个不同的词"),
        (f"甲 = {'很长' * 30}\n", "太长"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(text: str, said: str) -> None:
    with pytest.raises(BadDictionary, match=said):
        Synonyms.from_text(text)


def test_a_bad_group_is_refused_with_its_number() -> None:
    with pytest.raises(BadDictionary, match="第 2 组"):
        Synonyms.from_groups([("甲", "乙"), ("丙",)])


def test_the_bundled_groups_find_the_other_names_of_things(tokenizer: Tokenizer) -> None:
    groups = default_groups()
    assert len(groups) >= 150
    synonyms = Synonyms.from_groups(groups)
    assert "带式输送机" in synonyms.others("皮带机")
    assert "马达" in synonyms.others("电动机")
    missed = [term for group in groups for term in group if not found(synonyms, tokenizer, term)]
    assert missed == []
