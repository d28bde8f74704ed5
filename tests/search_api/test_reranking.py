"""The second look at the best candidates: what stands together raises, and nothing else moves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.achievement import Achievement
from indexer import views
from search_api.search.fusion import Fused
from search_api.search.reranking import LONGEST, Sought, nearness, rerank
from search_api.search.weights import NEARNESS

MOST = sum(NEARNESS.values())
FAR = "，" + "其他内容" * 30 + "，"


def sought(text: str) -> Sought:
    return Sought(dict.fromkeys(views.characters(text), 2.0), dict.fromkeys(views.bigrams(text), 4.0))


def near(question: str, *texts: str) -> list[float]:
    return [float(each) for each in nearness(sought(question), texts)]


def fused(*scores: float) -> Fused:
    return Fused(np.arange(1, len(scores) + 1), np.array(scores, np.float64), {})


def reranked(found: Fused, question: str, texts: dict[int, str], depth: int = 20) -> Fused:
    return rerank(found, sought(question), lambda _: {id: achievement(text) for id, text in texts.items()}, depth)


def achievement(text: str) -> Achievement:
    return Achievement(title="题", summary=text)


def test_the_question_itself_is_as_near_as_can_be() -> None:
    assert near("提升机断绳保护", "矿井提升机断绳保护装置") == [pytest.approx(MOST)]


def test_a_text_without_any_of_it_is_not_near() -> None:
    assert near("提升机断绳", "换辊", "") == [0.0, 0.0]


def test_the_nearer_the_more() -> None:
    together, turned, one_passage, scattered = near(
        "断绳", "发生断绳时", "钢丝绳断了", f"断裂{'，' * 20}绳索", f"断裂{FAR}绳索"
    )
    assert together > turned > one_passage > scattered > 0


def test_a_passage_does_not_reach_into_the_next_text() -> None:
    assert near("断绳", "它断", "绳子") == near("断绳", "它断") + near("断绳", "绳子")


def test_letters_and_digits_are_compared_whole() -> None:
    assert near("10kV 开关", "10kV 开关") == [pytest.approx(MOST)]
    whole, other = near("10", "10", "100")
    assert whole > other == 0


def test_what_counts_more_raises_more() -> None:
    characters = Sought({"绳": 5.0, "的": 0.1}, {})
    rope, of = nearness(characters, ["绳", "的"])
    assert rope > of


@given(st.lists(st.text("断绳保护，a1"), min_size=1, max_size=6))
def test_nearness_depends_on_the_text_alone(texts: list[str]) -> None:
    alone = [near("断绳保护a1", text)[0] for text in texts]
    assert near("断绳保护a1", *texts) == alone
    assert all(0 <= each <= MOST for each in alone)


def test_a_near_candidate_comes_first() -> None:
    found = reranked(fused(1.0, 0.9), "断绳", {1: f"断裂{FAR}绳索", 2: "断绳"})
    assert found.ids.tolist() == [2, 1]


def test_only_the_first_are_looked_at_and_the_others_stay_behind() -> None:
    found = reranked(fused(1.0, 0.9, 0.8), "断绳", {1: "无", 2: "无", 3: "断绳"}, depth=2)
    assert found.ids.tolist() == [1, 2, 3]
    assert found.scores.tolist() == [1.0, 0.9, 0.8]


@given(st.lists(st.floats(0, 2), max_size=8), st.integers(1, 8))
def test_every_candidate_stays_and_scores_fall_with_ties_by_id(scores: list[float], depth: int) -> None:
    before = fused(*sorted(scores, reverse=True))
    found = reranked(before, "断绳", {id: "断绳" if id % 2 else "绳" for id in before.ids.tolist()}, depth)
    order = list(zip((-found.scores).tolist(), found.ids.tolist(), strict=True))
    assert order == sorted(order)
    assert sorted(found.ids.tolist()) == before.ids.tolist()


def test_what_cannot_be_read_stays_as_it_is() -> None:
    found = reranked(fused(1.0, 0.9), "断绳", {2: "断绳"})
    assert found.ids.tolist() == [2, 1]
    assert found.scores.tolist()[1] == 1.0


def test_without_terms_nothing_is_read() -> None:
    before = fused(1.0, 0.9)
    assert rerank(before, Sought({}, {}), lambda _: pytest.fail("read")) is before


def test_what_lies_beyond_the_part_looked_at_does_not_count() -> None:
    before = fused(1.0)
    assert reranked(before, "断绳", {1: "无" * LONGEST + "断绳"}).scores.tolist() == [1.0]
