"""Every sample need against the sample achievements: what answers it, what does not, and the way back."""

import pytest

from corpus.need import Need
from corpus.samples import need_files
from search_api.knowledge_base import KnowledgeBase
from search_api.matching.answering import match
from search_api.matching.answers import MatchesAnswer

UNANSWERED = {"XQ2026-020", "XQ2026-021", "XQ2026-022", "XQ2026-026"}
"""Needs that no sample achievement answers."""


@pytest.fixture(scope="module")
def answers(base: KnowledgeBase) -> dict[str, MatchesAnswer]:
    lines = (line for file in need_files() for line in file.read_text(encoding="utf-8").splitlines())
    return {need.code: match(base, need) for need in map(Need.model_validate_json, lines)}


def test_needs_are_answered_by_what_solves_them_and_others_by_nothing(answers: dict[str, MatchesAnswer]) -> None:
    answered = {code for code, answer in answers.items() if answer.hits[0].likely}
    assert set(answers) - answered == UNANSWERED
    assert not any(hit.likely for code in UNANSWERED for hit in answers[code].hits)


def test_what_is_likely_stands_before_what_is_not(answers: dict[str, MatchesAnswer]) -> None:
    for answer in answers.values():
        likely = [hit.likely for hit in answer.hits]
        assert likely == sorted(likely, reverse=True)


def test_demands_are_met_missed_and_unsaid(answers: dict[str, MatchesAnswer]) -> None:
    best = {code: [check.verdict for check in answer.hits[0].checks] for code, answer in answers.items()}
    assert best["XQ2026-010"][0] == "missed"  # 50 days asked for, 41 reached
    assert best["XQ2026-012"] == ["met", "met"]
    assert {verdict for verdicts in best.values() for verdict in verdicts} == {"met", "missed", "unsaid"}


def test_a_contradiction_is_told(answers: dict[str, MatchesAnswer]) -> None:
    assert [code for code, answer in answers.items() if answer.notices] == ["XQ2026-023"]
