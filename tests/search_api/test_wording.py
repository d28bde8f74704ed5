"""What a question says: question words gone, parts and synonyms with their words."""

import pytest

from search_api.knowledge_base import KnowledgeBase
from search_api.search.plan import SYNONYM_WEIGHT, make_plan
from search_api.search.question import Question, parse
from search_api.search.wording import read_wording, synonym_terms


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("皮带机跑偏怎么办", "皮带机跑偏"),
        ("请问有没有除尘的装置", "除尘的装置"),
        ("托辊能换吗?", "托辊能换 ?"),
        ("怎么办", "怎么办"),
    ],
)
def test_words_that_only_ask_are_left_out(base: KnowledgeBase, asked: str, said: str) -> None:
    assert read_wording(base, parse(asked)).text == said


def test_a_word_counts_once_with_its_parts_and_synonyms(base: KnowledgeBase) -> None:
    belt, drift = read_wording(base, parse("皮带机跑偏")).counted
    assert {"皮带机", "带式输送机"} <= set(belt)
    assert "跑偏" in drift


def test_single_characters_count_only_where_there_is_nothing_else(base: KnowledgeBase) -> None:
    assert all(len(group[0]) > 1 for group in read_wording(base, parse("皮带机的跑偏")).counted)
    assert read_wording(base, parse("锅")).counted == (("锅",),)


@pytest.mark.parametrize("view", ["words", "bigrams"])
def test_a_synonym_weighs_the_same_however_it_is_cut(base: KnowledgeBase, view: str) -> None:
    wording = read_wording(base, parse("皮带机"))
    own = wording.words if view == "words" else ("皮带", "带机")
    weights = synonym_terms(base, wording, view, SYNONYM_WEIGHT)  # type: ignore[arg-type]
    assert 0 < max(weights.values()) <= SYNONYM_WEIGHT * len(own)
    assert sum(weights.values()) <= SYNONYM_WEIGHT * len(own) * len(wording.found[0].others) + 1e-9


def test_the_own_words_of_a_question_weigh_more_than_synonyms(base: KnowledgeBase) -> None:
    words = make_plan(base, Question("皮带机跑偏")).arms["words"].terms  # type: ignore[union-attr]
    assert words["带式输送机"] < min(words["跑偏"], words["皮带机"])
