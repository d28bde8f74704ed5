from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.achievement import Achievement
from corpus.normalize import clean_text
from indexer import views
from indexer.grams import grams
from indexer.keys import patent_keys, software_keys
from indexer.prints import GUARANTEED, print_texts, prints
from indexer.tokens import Tokenizer, load_tokenizer
from tests.corpus.normalize.strategies import wild_texts

ACHIEVEMENT = Achievement(
    code="JX-2023-017",
    title="矿井提升機斷繩保護裝置ET-1",
    unit="某集团 某矿",
    people=("王 伟", "李四"),
    year=2023,
    background="原装置反应慢。",
    summary="采用S7-1200PLC控制断绳保护,提升机运行安全可靠,年创效益100万元。",
    patents=("ZL 2019 1 0123456.7", "软著登字第7654321号"),
    extra={"联系电话": "分机8123"},
)
texts = st.text(st.sampled_from("矿井提升机断绳保护装置安全可靠运行ab1，。 \n"), max_size=120).map(clean_text)
passages = st.text(st.sampled_from("矿井提升机断绳保护装置换流阀清灰工法"), min_size=GUARANTEED, max_size=40)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer()


def test_an_achievement_is_cut_into_every_view(tokenizer: Tokenizer) -> None:
    cut = views.cut(tokenizer, ACHIEVEMENT)
    assert cut["words", "title"].split() == [
        *("矿井", "矿井提升机", "提升", "提升机", "升机", "断绳", "断绳保护", "保护", "装置", "et", "et-1")
    ]
    assert cut["bigrams", "title"] == "矿井 井提 提升 升机 机断 断绳 绳保 保护 护装 装置 et et-1"
    assert cut["characters", "title"] == "矿 井 提 升 机 断 绳 保 护 装 置 et 1"
    assert cut["pinyin", "title"] == "kuang jing ti sheng ji duan sheng bao hu zhuang zhi et 1"
    assert {"1200", "plc", "原", "断绳保护"} <= set(cut["words", "body"].split())
    assert {"jx-2023-017", "李四", "201910123456.7", "8123"} <= set(cut["words", "names"].split())
    assert "王伟" in cut["bigrams", "names"].split()
    assert set(cut) == {
        *((view, field) for view in ("words", "bigrams", "characters") for field in ("title", "body", "names")),
        *{("pinyin", "title"), ("prints", "body"), ("keys", "names")},
    }


def test_only_what_was_said_is_cut(tokenizer: Tokenizer) -> None:
    cut = views.cut(tokenizer, Achievement(title="阀"))
    assert cut == {
        ("words", "title"): "阀",
        ("bigrams", "title"): "阀",
        ("characters", "title"): "阀",
        ("pinyin", "title"): "fa",
        ("keys", "names"): "title:阀",
    }


def test_a_title_of_punctuation_leaves_nothing(tokenizer: Tokenizer) -> None:
    assert views.cut(tokenizer, Achievement(title="——！")) == {}


def passage(achievement: Achievement) -> str:
    return views.passage(views.clean_parts(achievement))


def test_the_passage_is_the_title_and_the_text_cleaned_and_not_too_long() -> None:
    assert passage(ACHIEVEMENT).startswith("矿井提升机断绳保护装置ET-1\n原装置反应慢。\n采用")
    assert len(passage(Achievement(title="阀", summary="长" * 5000))) == views.PASSAGE
    assert passage(Achievement(title="阀")) == "阀"


@given(texts)
@settings(max_examples=100, deadline=None)
def test_terms_hold_no_white_space_and_no_capitals(text: str) -> None:
    for term in [*views.bigrams(text), *views.characters(text), *views.pinyin(text), *views.prints(text)]:
        assert term
        assert term == term.lower()
        assert term.split() == [term]


@given(st.lists(wild_texts.map(lambda text: text.encode("utf-8", "ignore").decode()), min_size=4, max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_achievement_is_too_wild_to_be_cut(tokenizer: Tokenizer, said: list[str]) -> None:
    title, unit, summary, patent = said
    wild = Achievement(title=f"阀{title}", unit=unit, people=(unit, patent), summary=summary, patents=(patent,))
    for terms in views.cut(tokenizer, wild).values():
        assert " ".join(terms.encode("utf-8").decode().split()) == terms


@given(st.lists(texts, max_size=5))
@settings(max_examples=100, deadline=None)
def test_many_texts_together_are_cut_as_each_alone(many: list[str]) -> None:
    assert grams(many) == [grams([text])[0] for text in many]
    assert print_texts(many) == [print_texts([text])[0] for text in many]


@given(st.text(st.sampled_from("矿井提升机"), max_size=20))
def test_bigrams_are_all_neighbours(text: str) -> None:
    assert views.characters(text) == list(text)
    assert views.bigrams(text) == ([a + b for a, b in pairwise(text)] or list(text))


def test_bigrams_read_over_a_space_but_not_over_a_line() -> None:
    assert views.bigrams("王 伟\n李四PLC控") == ["王伟", "李四", "plc", "控"]


def test_characters_do_not_overlap() -> None:
    assert views.characters("S7-1200PLC控制，10kV") == ["s7", "1200plc", "控", "制", "10kv"]


@pytest.mark.parametrize(
    ("text", "syllables", "initials"),
    [
        ("矿井提升机", "kuang jing ti sheng ji", "kjtsj"),
        ("PLC控制，3#炉", "plc kong zhi 3 lu", "plckz3l"),
        ("绿色调度重复行业增长率", "lv se diao du chong fu hang ye zeng zhang lv", "lsddcfhyzzl"),
        ("调节阀重量长度厂房", "tiao jie fa zhong liang chang du chang fang", "tjfzlcdcf"),
        ("钻孔给水轧机", "zuan kong ji shui zha ji", "zkjszj"),
        ("，。", "", ""),
    ],
)
def test_pinyin_is_what_people_type(text: str, syllables: str, initials: str) -> None:
    assert " ".join(views.pinyin(text)) == syllables
    assert views.initials(text) == initials


@given(texts, passages, texts, texts, texts)
@settings(max_examples=150, deadline=None)
def test_a_copied_passage_leaves_a_common_print(a: str, passage: str, b: str, c: str, d: str) -> None:
    assert set(prints(a + passage + b)) & set(prints(c + passage + d))


def test_punctuation_space_and_case_hide_no_copy() -> None:
    plain = "采用PLC控制断绳保护提升机运行安全可靠"
    assert prints("采用 plc 控制,断绳保护。提升机\n运行,安全、可靠!") == prints(plain)


def test_prints_are_the_same_on_every_machine() -> None:
    assert prints("矿井提升机断绳保护装置安全可靠") == ["12nf888r"]
    assert prints("矿井提升机断绳") == []
    assert len(prints("矿井提升机断绳保")) == 1


def test_texts_of_their_own_share_no_prints() -> None:
    mine, theirs = "矿井提升机断绳保护装置采用抱索机构实现", "直流换流站换流阀清灰工法研究及应用与推广"
    assert not set(prints(mine)) & set(prints(theirs))


def test_keys_name_the_achievement_and_its_hands() -> None:
    assert views.keys(ACHIEVEMENT) == [
        "title:矿井提升机断绳保护装置et1",
        "code:jx2023017",
        "patent:201910123456",
        "software:7654321",
        "member:某集团某矿/李四",
        "member:某集团某矿/王伟",
        "team:某集团某矿/李四,王伟",
    ]


def test_keys_do_not_depend_on_the_order_or_the_spelling() -> None:
    same = ACHIEVEMENT.model_copy(update={"title": "矿井提升机 断绳保护装置（ＥＴ－１）", "people": ("李四", "王伟")})
    assert views.keys(same) == views.keys(ACHIEVEMENT)


@pytest.mark.parametrize(
    "written",
    [
        "ZL201910123456.7",
        "ZL 2019 1 0123456.7",
        "201910123456.7",
        "2019101234567",
        "201910123456",
        "ＺＬ２０１９１０１２３４５６．７",
        "发明专利：ZL201910123456.7（已授权）",
        "CN201910123456.7",
    ],
)
def test_a_patent_number_is_one_key_however_it_is_written(written: str) -> None:
    assert patent_keys([written]) == ["patent:201910123456"]


def test_other_numbers_of_protection_are_keys_too() -> None:
    assert patent_keys(["ZL98123456.7", "CN109876543B", "ZL201920000001.X、ZL201920000002.1"]) == [
        "patent:98123456",
        "patent:201920000001",
        "patent:201920000002",
        "published:109876543",
    ]
    assert software_keys(["软件著作权 2021SR0123456", "软著登字第07654321号"]) == [
        "software:2021sr0123456",
        "software:7654321",
    ]


def test_what_is_no_number_is_no_key() -> None:
    assert patent_keys(["已受理", "电话13800138000", "2023年12月"]) == []
