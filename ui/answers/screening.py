"""Candidates for transfer (转化候选): their indicators and traces, profiles of weights, comparisons."""

from ui.answers.base import Answer
from ui.answers.checks import CheckedMatch


class Quote(Answer):
    """A sentence of a field, which begins at offset `begin`, and the words in it that count, from `start` to `end`."""

    field: str
    start: int
    end: int
    begin: int
    sentence: str


class Reference(Answer):
    """Another achievement that a figure rests on."""

    id: int
    title: str
    unit: str
    year: int | None
    note: str


class NeedReference(Answer):
    """An open need that is answered."""

    id: int
    title: str
    unit: str


class Trace(Answer):
    """Where a figure comes from."""

    note: str
    quotes: tuple[Quote, ...]
    references: tuple[Reference, ...]
    needs: tuple[NeedReference, ...]


class CandidateIndicator(Answer):
    """One indicator: what was measured, in words; 0 to 1 (None: unknown); what it adds to the score, in points."""

    key: str
    name: str
    weight: float
    said: str
    scaled: float | None
    contribution: float
    trace: Trace


class FrontlineMark(Answer):
    """One question of 三个一线: 符合, 存疑 or 未说明, and the words that led to it."""

    question: str
    name: str
    mark: str
    note: str
    quotes: tuple[Quote, ...]


class Candidate(Answer):
    """One candidate; `score`, `low` and `high` are points of 100, `known` the share of weight that is known."""

    id: int
    place: int | None
    sufficient: bool
    score: float | None
    low: float
    high: float
    known: float
    title: str
    unit: str
    people: tuple[str, ...]
    region: str
    industry: str
    kind: str
    year: int | None
    level: str
    award: str
    confidential: bool
    indicators: tuple[CandidateIndicator, ...]
    frontline: tuple[FrontlineMark, ...]


class Weight(Answer):
    """One indicator, what it means, and its weight."""

    key: str
    name: str
    means: str
    weight: float


class Profile(Answer):
    """Weights by name; version 0 comes with the program."""

    name: str
    version: int
    minimum: float
    weights: tuple[Weight, ...]
    actor: str


class ProfileList(Answer):
    """All profiles."""

    profiles: tuple[Profile, ...]


class CandidateList(Answer):
    """One page of candidates, best first; those behind the first `sufficient` have no rank."""

    total: int
    sufficient: int
    page: int
    size: int
    profile: Profile
    candidates: tuple[Candidate, ...]
    notices: tuple[str, ...]


class Difference(Answer):
    """What one indicator adds to the lead of the left one, in points."""

    key: str
    name: str
    points: float


class ComparedCandidates(Answer):
    """Two candidates side by side; the differences add up to `points`."""

    left: Candidate
    right: Candidate
    points: float
    differences: tuple[Difference, ...]
    left_before: CheckedMatch | None
    right_before: CheckedMatch | None
    profile: Profile
    notices: tuple[str, ...]
