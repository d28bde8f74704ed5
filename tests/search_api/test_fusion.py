"""Fusing arms: what the one ranking promises, whatever the arms say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.document import View
from indexer.engine.protocol import Ranking, empty_ranking
from search_api.search import fusion
from search_api.search.fusion import Fused
from search_api.search.weights import Weights, weight_of, weights_for

ARMS = ("words", "bigrams", "characters", "vector")
EVEN = Weights(dict.fromkeys(ARMS, 1.0))
WINDOW = 20


def fuse(arms: dict[str, Ranking], weights: Weights) -> Fused:
    return fusion.fuse(arms, weights, WINDOW)


def ranking(*hits: tuple[int, float]) -> Ranking:
    ordered = sorted(hits, key=lambda hit: (-hit[1], hit[0]))
    return Ranking(np.array([id for id, _ in ordered], np.int64), np.array([s for _, s in ordered], np.float32))


hits = st.dictionaries(st.integers(1, 40), st.floats(0.0, 100.0, width=32), max_size=20)
rankings = st.dictionaries(st.sampled_from(ARMS), hits.map(lambda found: ranking(*found.items())))


@given(rankings)
def test_every_document_that_a_weighted_arm_saw_is_ranked_once(arms: dict[str, Ranking]) -> None:
    fused = fuse(arms, EVEN)
    seen = {id for each in arms.values() for id in each.ids.tolist()}
    assert sorted(fused.ids.tolist()) == sorted(seen)


@given(rankings)
def test_scores_fall_and_ties_go_by_id(arms: dict[str, Ranking]) -> None:
    fused = fuse(arms, EVEN)
    order = list(zip((-fused.scores).tolist(), fused.ids.tolist(), strict=True))
    assert order == sorted(order)


@given(rankings, st.permutations(ARMS))
def test_the_order_of_the_arms_changes_nothing(arms: dict[str, Ranking], names: list[str]) -> None:
    turned = {name: arms[name] for name in names if name in arms}
    assert fuse(turned, EVEN).ids.tolist() == fuse(arms, EVEN).ids.tolist()
    assert fuse(turned, EVEN).scores.tolist() == fuse(arms, EVEN).scores.tolist()


@given(hits.filter(bool))
def test_one_arm_alone_keeps_its_order(found: dict[int, float]) -> None:
    alone = ranking(*found.items())
    assert fuse({"words": alone}, EVEN).ids.tolist() == alone.ids.tolist()


@given(hits.filter(lambda found: all(not 0 < score < 1e-30 for score in found.values())), st.floats(0.1, 50.0))
def test_an_arm_counts_the_same_in_any_unit(found: dict[int, float], unit: float) -> None:
    other = ranking((1, 3.0), (2, 2.0), (3, 1.0))
    as_is = fuse({"words": ranking(*found.items()), "vector": other}, EVEN)
    scaled = {id: score * unit for id, score in found.items()}
    rescaled = fuse({"words": ranking(*scaled.items()), "vector": other}, EVEN)
    assert dict(zip(as_is.ids.tolist(), as_is.scores.round(4), strict=True)) == dict(
        zip(rescaled.ids.tolist(), rescaled.scores.round(4), strict=True)
    )


def test_a_document_that_two_arms_saw_comes_before_one_that_a_single_arm_saw_as_high() -> None:
    fused = fuse(
        {"words": ranking((1, 9.0), (2, 9.0), (3, 1.0)), "bigrams": ranking((2, 5.0), (3, 2.0))},
        EVEN,
    )
    assert fused.ids.tolist()[0] == 2


def test_an_arm_without_weight_neither_counts_nor_adds_documents() -> None:
    fused = fuse({"words": ranking((1, 2.0), (2, 1.0)), "vector": ranking((7, 0.9), (2, 0.8))}, Weights({"words": 1.0}))
    assert fused.ids.tolist() == [1, 2]
    assert "vector" not in fused.seen_by(2)


def test_a_heavier_arm_decides() -> None:
    arms = {"words": ranking((1, 2.0), (2, 1.0)), "vector": ranking((2, 0.9), (1, 0.1))}
    assert fuse(arms, Weights({"words": 2.0, "vector": 1.0})).ids.tolist() == [1, 2]
    assert fuse(arms, Weights({"words": 1.0, "vector": 2.0})).ids.tolist() == [2, 1]


def test_each_hit_says_which_arms_saw_it_and_where() -> None:
    fused = fuse({"words": ranking((1, 2.0), (2, 1.0)), "vector": ranking((2, 0.5))}, EVEN)
    seen = fused.seen_by(2)
    assert {name: (place.rank, place.score) for name, place in seen.items()} == {"words": (2, 1.0), "vector": (1, 0.5)}
    assert fused.seen_by(99) == {}


def test_nothing_found_is_an_empty_ranking() -> None:
    assert fuse({}, EVEN).ids.tolist() == []
    assert fuse({"words": empty_ranking()}, EVEN).scores.tolist() == []


def test_the_last_of_a_full_window_counts_as_much_as_what_lies_behind_it() -> None:
    words = ranking((1, 9.0), (2, 5.0), (3, 4.0))
    other = ranking((4, 0.9), (3, 0.1), (2, 0.0))
    full = fusion.fuse({"words": words, "vector": other}, Weights({"words": 1.0, "vector": 0.01}), 3)
    assert full.ids.tolist() == [1, 2, 4, 3]
    assert full.scores[full.ids == 3] == pytest.approx(0.01 * 0.1 / 0.9)


def test_what_an_unfilled_window_left_out_was_not_found_at_all() -> None:
    fused = fusion.fuse({"words": ranking((1, 4.0), (2, 2.0))}, EVEN, 3)
    assert fused.scores.tolist() == [1.0, 0.5]


def test_every_question_weighs_every_arm() -> None:
    assert set(weights_for({}).arms) == set(ARMS)
    assert all(weight > 0 for weight in weights_for({"words": 0.5, "bigrams": 0.5, "characters": 1.0}).arms.values())


def test_words_and_bigrams_that_the_index_does_not_know_count_less() -> None:
    known, unknown = weights_for({"bigrams": 1.0}).arms, weights_for({"bigrams": 0.5}).arms
    assert unknown["bigrams"] < known["bigrams"]
    assert unknown["characters"] == known["characters"]


@given(st.sampled_from(["words", "bigrams", "characters"]), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_rarer_term_never_weighs_less(view: View, frequency: int, documents: int) -> None:
    assert weight_of(view, frequency, documents) >= weight_of(view, frequency + 1, documents) > 0
