"""Every engine: ranking by words and by vector."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engine.protocol import Engine, Filter, Match, Nearest, Phrase
from tests.contract.conftest import fill
from tests.contract.documents import document, encode

FIELDS = {"title": 2.0, "body": 1.0, "names": 1.0}

THREE = [
    document(1, "皮带 机 纠偏 装置", "皮带 跑偏", region="甲", kind="小发明", year=2021),
    document(2, "提升 机 断绳 保护", "矿井 提升 机", region="乙", kind="小发明", year=2022),
    document(3, "液压 支架", "皮带 一 处", names="甲 矿", region="甲", kind="小革新", year=None),
]


def words(*terms: str, **options: object) -> Match:
    return Match("words", dict.fromkeys(terms, 1.0), FIELDS, **options)  # type: ignore[arg-type]


def test_documents_without_any_term_are_not_ranked(engine: Engine) -> None:
    fill(engine, THREE)
    [ranking] = engine.rank([words("断绳")])
    assert ranking.ids.tolist() == [2]
    assert ranking.scores[0] > 0


def test_a_title_counts_more_than_a_body(engine: Engine) -> None:
    fill(engine, [document(1, "甲", "皮带"), document(2, "皮带", "甲")])
    [ranking] = engine.rank([words("皮带")])
    assert ranking.ids.tolist() == [2, 1]


def test_only_the_fields_asked_for_are_searched(engine: Engine) -> None:
    fill(engine, THREE)
    [ranking] = engine.rank([Match("words", {"皮带": 1.0}, {"body": 1.0})])
    assert set(ranking.ids.tolist()) == {1, 3}


def test_a_terms_weight_scales_its_score(engine: Engine) -> None:
    fill(engine, THREE)
    light, heavy = engine.rank([Match("words", {"断绳": weight}, FIELDS) for weight in (1.0, 3.0)])
    assert heavy.scores[0] == pytest.approx(3 * light.scores[0], rel=1e-3)


def test_scores_fall_and_ties_rise_by_id(engine: Engine) -> None:
    fill(engine, [document(id, "皮带 机") for id in (5, 3, 9, 1)])
    [ranking] = engine.rank([words("皮带")])
    assert ranking.ids.tolist() == [1, 3, 5, 9]
    assert len(set(ranking.scores.tolist())) == 1


def test_ties_at_the_cut_are_told_apart_by_id(engine: Engine) -> None:
    fill(engine, [document(id, "皮带 机", vector=encode(["皮带"])[0]) for id in range(300, 0, -1)])
    by_words, by_vector = engine.rank([words("皮带", limit=7), Nearest(encode(["皮带"])[0], limit=7)])
    assert by_words.ids.tolist() == by_vector.ids.tolist() == [1, 2, 3, 4, 5, 6, 7]


def test_the_nearest_is_the_same_text_with_cosine_one(engine: Engine) -> None:
    fill(engine, THREE)
    [ranking] = engine.rank([Nearest(THREE[1].vector)])
    assert ranking.ids[0] == 2
    assert ranking.scores[0] == pytest.approx(1, abs=1e-3)
    assert len(ranking.ids) == 3


def test_cosines_are_near_the_exact_ones(engine: Engine) -> None:
    texts = [f"词{n % 7} 词{n % 11} 词{n}" for n in range(60)]
    fill(engine, [document(n, text) for n, text in enumerate(texts)])
    question = encode(["词3 词5 词40"])[0]
    [ranking] = engine.rank([Nearest(question, limit=60)])
    exact = encode(texts)[ranking.ids] @ question
    assert np.abs(exact - ranking.scores).max() < 0.01


def test_an_unknown_word_and_an_empty_question_rank_nothing(engine: Engine) -> None:
    fill(engine, THREE)
    for ranking in engine.rank([words("没有"), words()]):
        assert ranking.ids.shape == ranking.scores.shape == (0,)


FILTERS = [
    (Filter({"region": ("甲",)}), {1, 3}),
    (Filter({"region": ("甲", "乙")}), {1, 2, 3}),
    (Filter({"region": ("甲",), "kind": ("小发明",)}), {1}),
    (Filter({"region": ("丙",)}), set()),
    (Filter({"award": ("",)}), {1, 2, 3}),
    (Filter(years=(2022, None)), {2}),
    (Filter(years=(None, 2021)), {1}),
    (Filter(years=(2021, 2022)), {1, 2}),
    (Filter(phrases=(Phrase("words", ("皮带", "跑偏")),)), {1}),
    (Filter(phrases=(Phrase("words", ("跑偏", "皮带")),)), set()),
    (Filter(phrases=(Phrase("characters", tuple("提升机")),)), {2}),
    (Filter(phrases=(Phrase("words", ("皮带",), excluded=True),)), {2}),
    (Filter(phrases=(Phrase("words", ("皮带",), ("title",)),)), {1}),
]


@pytest.mark.parametrize(("filter", "expected"), FILTERS)
def test_a_filter_holds_for_words_and_for_vectors(engine: Engine, filter: Filter, expected: set[int]) -> None:
    fill(engine, THREE)
    by_words, by_vector = engine.rank(
        [words("皮带", "机", "液压", filter=filter), Nearest(THREE[0].vector, filter=filter)]
    )
    assert set(by_words.ids.tolist()) == expected
    assert set(by_vector.ids.tolist()) == expected


def test_a_filter_does_not_change_scores(engine: Engine) -> None:
    fill(engine, THREE)
    free, filtered = engine.rank([words("皮带"), words("皮带", filter=Filter({"kind": ("小发明",)}))])
    assert dict(zip(free.ids.tolist(), free.scores, strict=True))[1] == filtered.scores[0]


def test_many_questions_are_answered_bit_for_bit_as_one_by_one(engine: Engine) -> None:
    fill(engine, [document(n, f"词{n % 5} 词{n % 7}", f"词{n % 3}", region=str(n % 2)) for n in range(200)])
    questions: list[Match | Nearest] = []
    for n in range(40):
        filter = Filter({"region": ("1",)}) if n % 3 else Filter()
        questions.append(words(f"词{n % 7}", f"词{n % 5}", filter=filter, limit=20))
        questions.append(Nearest(encode([f"词{n % 7} 词{n % 3}"])[0], filter=filter, limit=20))
    together = engine.rank(questions)
    for question, ranking in zip(questions, together, strict=True):
        [alone] = engine.rank([question])
        assert alone.ids.tobytes() == ranking.ids.tobytes()
        assert alone.scores.tobytes() == ranking.scores.tobytes()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20))
def test_any_text_can_be_asked_for(engine: Engine, text: str) -> None:
    if not _filled(engine):
        fill(engine, THREE)
    engine.rank([words(text), Match("characters", {text: 1.0}, FIELDS)])
    engine.find(Phrase("words", (text,)), 5)
    engine.suggest(text, 5)
    engine.frequencies({"words": [text]})
    assert engine.rank([words("皮带", filter=Filter({"unit": (text,)}))])


def _filled(engine: Engine) -> bool:
    try:
        return engine.state().documents > 0
    except Exception:
        return False
