"""Ranking: all questions at once, and again those whose cut falls among equals."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.engine.elasticsearch.questions import WIDEST, match_query, nearest_query
from indexer.engine.elasticsearch.reading import BARE, Answer, Reader, Search
from indexer.engine.protocol import Match, Nearest, Ranking, empty_ranking
from indexer.engine.ranking import MOST, SPARE, cut, rounded, settled

HITS: Final = "hits.hits._score,hits.hits.fields.id"

Question = Match | Nearest


def rank(reader: Reader, questions: Sequence[Question]) -> list[Ranking]:
    """Answer all questions, in order."""
    if not questions:
        reader.check()
    found = [empty_ranking()] * len(questions)
    asked = {place: question.limit + SPARE for place, question in enumerate(questions) if question.limit > 0}
    while asked:
        searches = {place: _search(questions[place], fetch) for place, fetch in asked.items()}
        wanted = {place: search for place, search in searches.items() if search}
        answers = dict(zip(wanted, reader.search(list(wanted.values()), HITS), strict=True))
        asked = {place: fetch for place, fetch in asked.items() if place in wanted}
        for place, answer in answers.items():
            question, fetch = questions[place], min(asked[place], _most(questions[place]))
            ids, scores = _hits(question, answer)
            if settled(scores, fetch, question.limit, _most(question)):
                found[place] = cut(ids, scores, question.limit)
                del asked[place]
            else:
                asked[place] = fetch * 4
    return found


def _search(question: Question, fetch: int) -> Search | None:
    fetch = min(fetch, _most(question))
    query = match_query(question) if isinstance(question, Match) else nearest_query(question, fetch)
    return None if query is None else {**BARE, "query": query, "size": fetch, "docvalue_fields": ["id"]}


def _most(question: Question) -> int:
    return MOST if isinstance(question, Match) else WIDEST


def _hits(question: Question, answer: Answer) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Ids and scores of the hits, best first: rounded BM25, or cosines."""
    hits = answer.get("hits", {}).get("hits", [])
    ids = np.array([hit["fields"]["id"][0] for hit in hits], np.int64)
    scores = np.array([hit["_score"] for hit in hits], np.float64)
    return ids, rounded(scores) if isinstance(question, Match) else (2 * scores - 1).astype(np.float32)
