"""Which achievements a submission is compared with: what any of five arms finds for it, asked in one call for many.

Words and bigrams find what is told in the same terms, prints what is copied in part, keys the same patent, team or
title, vectors the same meaning. Nothing that is lost here is found later.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt

from corpus.achievement import Achievement
from indexer import views
from indexer.document import Field, View
from indexer.engine.protocol import Match, Nearest, Ranking
from search_api.duplicates.library import Library

Arm = Literal["words", "bigrams", "prints", "keys", "vector"]
"""One way of finding candidates."""

ARMS: Final[tuple[Arm, ...]] = get_args(Arm)

CANDIDATES: Final = 50
"""Achievements that are looked at for one submission, and that one arm is asked for."""

MOST_TERMS: Final[Mapping[View, int]] = {"words": 64, "bigrams": 96, "prints": 256, "keys": 32}
"""Terms that a submission is looked for by, its rarest. Those that stand nowhere are not counted."""

FIELDS: Final[Mapping[View, Mapping[Field, float]]] = {
    "words": {"title": 1.0, "body": 1.0},
    "bigrams": {"title": 1.0, "body": 1.0},
    "prints": {"body": 1.0},
    "keys": {"names": 1.0},
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A submission as the arms look for it: `terms` of each view and how many documents hold each, and its vector."""

    achievement: Achievement
    terms: Mapping[View, Mapping[str, int]]
    vector: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an arm has a candidate: its rank from 1, and the engine's score."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An achievement that may be what a submission repeats, and its place in each arm that found it."""

    id: int
    places: Mapping[Arm, Place]
    score: float
    """Sum over the arms of its score as a share of the arm's best: cheap, and good for an order alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of a submission, best first, and what each arm answered."""

    candidates: tuple[Candidate, ...]
    arms: Mapping[Arm, Ranking]

    @property
    def printed(self) -> list[int]:
        """What prints found: the ids that share a passage with the submission."""
        return self.arms["prints"].ids.tolist() if "prints" in self.arms else []

    def without(self, ids: Collection[int]) -> "Found":
        """What would be found if some were not there."""
        if not any(candidate.id in ids for candidate in self.candidates):
            return self
        return _found({arm: _without(ranking, ids) for arm, ranking in self.arms.items()})


def prepare(library: Library, submissions: Sequence[Achievement]) -> list[Prepared]:
    """Cut and encode submissions."""
    parts = [views.clean_parts(submission) for submission in submissions]
    vectors = library.encoder.encode([views.passage(each) for each in parts])
    cuts = views.cut_all(library.tokenizer, submissions, parts)
    terms = [{view: dict.fromkeys(_distinct(cut, view), 0) for view in MOST_TERMS} for cut in cuts]
    return counted(library, [Prepared(*each) for each in zip(submissions, terms, vectors, strict=True)])


def counted(library: Library, prepared: Sequence[Prepared]) -> list[Prepared]:
    """Prepared submissions, with how many documents of this library hold their terms."""
    asked = {view: dict.fromkeys(term for each in prepared for term in each.terms[view]) for view in MOST_TERMS}
    known = library.engine.frequencies(asked)
    return [
        replace(each, terms={view: {term: known[view][term] for term in each.terms[view]} for view in MOST_TERMS})
        for each in prepared
    ]


def find(library: Library, prepared: Sequence[Prepared], arms: Collection[Arm] = ARMS) -> list[Found]:
    """Candidates of each submission that some arms find; at most `CANDIDATES`."""
    questions = [_questions(each, arms) for each in prepared]
    answers = iter(library.engine.rank([question for each in questions for question in each.values()]))
    return [_found({arm: next(answers) for arm in each}) for each in questions]


def _distinct(cut: views.Terms, view: View) -> list[str]:
    joined = " ".join(cut.get((view, field), "") for field in FIELDS[view])
    return list(dict.fromkeys(joined.split()))


def _questions(prepared: Prepared, arms: Collection[Arm]) -> dict[Arm, Match | Nearest]:
    questions: dict[Arm, Match | Nearest] = {}
    for arm in (each for each in ARMS if each in arms):
        if arm == "vector":
            questions[arm] = Nearest(prepared.vector, limit=CANDIDATES)
        elif terms := _rarest(prepared.terms[arm], MOST_TERMS[arm]):
            questions[arm] = Match(arm, dict.fromkeys(terms, 1.0), FIELDS[arm], limit=CANDIDATES)
    return questions


def _rarest(terms: Mapping[str, int], most: int) -> list[str]:
    known = [term for term, frequency in terms.items() if frequency]
    return sorted(known, key=lambda term: (terms[term], term))[:most]


def _without(ranking: Ranking, ids: Collection[int]) -> Ranking:
    kept = ~np.isin(ranking.ids, list(ids))
    return Ranking(ranking.ids[kept], ranking.scores[kept])


def _found(arms: dict[Arm, Ranking]) -> Found:
    places: dict[int, dict[Arm, Place]] = {}
    scores: dict[int, float] = {}
    for arm, ranking in arms.items():
        best = float(ranking.scores[0]) if len(ranking.scores) else 0.0
        for rank, (id, score) in enumerate(zip(ranking.ids.tolist(), ranking.scores.tolist(), strict=True), start=1):
            places.setdefault(id, {})[arm] = Place(rank, score)
            scores[id] = scores.get(id, 0.0) + (score / best if best > 0 else 0.0)
    order = sorted(scores, key=lambda id: (-scores[id], id))[:CANDIDATES]
    return Found(tuple(Candidate(id, places[id], scores[id]) for id in order), arms)
