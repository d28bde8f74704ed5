"""Every engine: counting, facets, browsing, frequencies, phrases, suggestions, vectors."""

import numpy as np
import pytest

from indexer.engine.protocol import Counted, Engine, Filter, Phrase, Scope
from tests.contract.conftest import fill
from tests.contract.documents import document, encode

FOUR = [
    document(1, "皮带 机 纠偏 装置", "皮带 跑偏", region="甲", kind="小发明", unit="一厂", year=2021),
    document(2, "提升 机 断绳 保护", "矿井 提升 机", region="乙", kind="小发明", year=2022),
    document(3, "液压 支架", "皮带 一 处", names="皮带 公司", region="甲", kind="小革新", year=None),
    document(4, "皮带 输送机", "", region="甲", kind="小发明", unit="一厂", year=2022),
]


def counts(facets: dict[str, Counted]) -> dict[str, dict[str, int]]:
    return {field: dict(counted.values) for field, counted in facets.items()}


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine, FOUR)
    return engine


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), 4),
        (Scope(Filter({"region": ("甲",)})), 3),
        (Scope(words=(("皮带",),), at_least=1), 3),
        (Scope(words=(("皮带",), ("机",)), at_least=1), 4),
        (Scope(words=(("皮带",), ("机",)), at_least=2), 1),
        (Scope(words=(("皮带",), ("机",), ("支架",)), at_least=2), 2),
        (Scope(words=(("皮带",), ("机",)), at_least=3), 0),
        (Scope(words=(("皮带",), ("皮带",)), at_least=2), 0),
        (Scope(words=(("皮带",),), at_least=0), 4),
        (Scope(words=(("皮带", "机"),), at_least=1), 4),
        (Scope(words=(("皮带", "支架"), ("机",)), at_least=2), 1),
        (Scope(Filter({"kind": ("小革新",)}), (("皮带",),), 1), 1),
        (Scope(Filter(phrases=(Phrase("words", ("皮带",), excluded=True),))), 1),
        (Scope(Filter(phrases=(Phrase("words", ("皮带",), excluded=True),)), (("机",),), 1), 1),
    ],
)
def test_a_scope_counts_documents_by_filter_and_words(filled: Engine, scope: Scope, expected: int) -> None:
    assert filled.count(scope) == expected
    assert sum(filled.facets(["industry"], scope)["industry"].values.values()) == expected


@pytest.mark.parametrize("scope", [Scope(), Scope(words=(("皮带",), ("机",)), at_least=1)])
def test_facets_count_every_value_and_the_unsaid(filled: Engine, scope: Scope) -> None:
    assert counts(filled.facets(["region", "kind", "unit", "year"], scope)) == {
        "region": {"甲": 3, "乙": 1},
        "kind": {"小发明": 3, "小革新": 1},
        "unit": {"一厂": 2, "": 2},
        "year": {"2021": 1, "2022": 2, "": 1},
    }


@pytest.mark.parametrize(("words", "at_least"), [((), 0), ((("皮带",), ("机",)), 1)])
def test_only_the_values_of_most_documents_and_the_choice(
    filled: Engine, words: tuple[tuple[str, ...], ...], at_least: int
) -> None:
    scope = Scope(Filter({"region": ("乙",)}), words, at_least)
    everything = Scope(Filter(), words, at_least)
    assert filled.facets(["region"], scope, most=1) == {"region": Counted({"甲": 3, "乙": 1}, distinct=2)}
    assert filled.facets(["unit"], everything, most=1) == {"unit": Counted({"": 2}, distinct=1)}
    assert filled.facets(["year"], everything, most=2) == {"year": Counted({"2022": 2, "": 1}, distinct=2)}


@pytest.mark.parametrize(("words", "at_least"), [((), 0), ((("皮带",), ("机",)), 1)])
def test_a_facet_is_not_narrowed_by_its_own_choice(
    filled: Engine, words: tuple[tuple[str, ...], ...], at_least: int
) -> None:
    filter = Filter({"region": ("乙",)}, years=(2022, None))
    found = counts(filled.facets(["region", "kind", "year"], Scope(filter, words, at_least)))
    assert found == {"region": {"甲": 1, "乙": 1}, "kind": {"小发明": 1}, "year": {"2022": 1}}


def test_browsing_goes_from_the_newest_year_to_the_unsaid(filled: Engine) -> None:
    assert filled.browse(Filter(), 0, 10) == [2, 4, 1, 3]
    assert filled.browse(Filter(), 1, 2) == [4, 1]
    assert filled.browse(Filter({"region": ("甲",)}), 0, 10) == [4, 1, 3]
    assert filled.browse(Filter(), 4, 10) == []


def test_frequencies_are_sums_over_the_fields(filled: Engine) -> None:
    asked = {"words": ["皮带", "断绳", "没有"], "characters": ["皮"], "bigrams": []}
    counted = {"words": {"皮带": 5, "断绳": 1, "没有": 0}, "characters": {"皮": 4}, "bigrams": {}}
    assert filled.frequencies(asked) == counted
    assert filled.frequencies({}) == {}


def test_a_phrase_is_found_where_its_terms_stand_next_to_each_other(filled: Engine) -> None:
    assert filled.find(Phrase("characters", ("皮", "带")), 10) == [1, 3, 4]
    assert filled.find(Phrase("characters", ("皮", "带")), 2) == [1, 3]
    assert filled.find(Phrase("words", ("皮带", "输送机"), ("title",)), 10) == [4]
    assert filled.find(Phrase("words", ("输送机", "皮带")), 10) == []
    assert filled.find(Phrase("pinyin", ("shu", "song")), 10) == [4]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("皮带", ["皮带输送机", "皮带机纠偏装置"]),
        ("皮带机纠偏装置", ["皮带机纠偏装置"]),
        ("皮带机纠偏装置。", []),
        ("pidai", ["皮带输送机", "皮带机纠偏装置"]),
        ("pi dai s", ["皮带输送机"]),
        ("pidaijijiupianzhuangzhi", ["皮带机纠偏装置"]),
        ("PDJ", ["皮带机纠偏装置"]),
        ("y", ["液压支架"]),
        ("带", []),
        ("", []),
        ("   ", []),
        ("'", []),
    ],
)
def test_titles_are_suggested_by_characters_pinyin_and_initials(
    filled: Engine, prefix: str, expected: list[str]
) -> None:
    assert filled.suggest(prefix, 10) == expected


def test_a_title_that_stands_there_often_is_suggested_once(engine: Engine) -> None:
    titles = ["皮带"] * 30 + ["皮带 甲 乙"] * 30 + ["皮带 机"]
    fill(engine, [document(id, title) for id, title in enumerate(titles)])
    assert engine.suggest("皮", 3) == ["皮带", "皮带机", "皮带甲乙"]


def test_vectors_come_back_as_unit_vectors(filled: Engine) -> None:
    found = filled.vectors([3, 77, 1])
    assert found.shape == (3, FOUR[0].vector.shape[0])
    assert not found[1].any()
    assert np.linalg.norm(found[[0, 2]], axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert np.abs(found[2] - FOUR[0].vector).max() < 0.01


def test_an_empty_vector_is_near_to_nothing(engine: Engine) -> None:
    fill(engine, [document(1, "", vector=encode([""])[0]), document(2, "皮带")])
    assert not engine.vectors([1]).any()


def test_an_index_without_documents_answers_with_nothing(engine: Engine) -> None:
    fill(engine, [])
    assert engine.count(Scope()) == 0
    assert engine.browse(Filter(), 0, 5) == []
    assert engine.suggest("皮", 5) == []
    assert counts(engine.facets(["year", "kind"], Scope())) == {"year": {}, "kind": {}}
    assert counts(engine.facets(["kind"], Scope(words=(("皮带",),), at_least=1))) == {"kind": {}}
    assert not engine.vectors([1]).any()
