"""What the API says of candidates: the models of its answers."""

from datetime import datetime

from search_api.answers import Answer
from search_api.duplicates.report import MatchReport


class Quote(Answer):
    """Words in the raw text of a field, code points `start` to `end`, and the sentence around them, from `begin` on."""

    field: str
    start: int
    end: int
    begin: int
    sentence: str


class Reference(Answer):
    """Another achievement that a figure rests on, and what it has to do with this one."""

    id: int
    title: str
    unit: str
    year: int | None
    confidential: bool
    note: str


class NeedReference(Answer):
    """An open need that is answered."""

    id: int
    title: str
    unit: str


class Trace(Answer):
    """Where a figure comes from: in words, by sentences of the record, by achievements, by needs."""

    note: str = ""
    quotes: tuple[Quote, ...] = ()
    references: tuple[Reference, ...] = ()
    needs: tuple[NeedReference, ...] = ()


class IndicatorAnswer(Answer):
    """One indicator of a candidate. None is 未知, which is neither zero nor average.

    `raw` is what was measured, `said` the same for people, `scaled` 0 to 1. `contribution` is what it adds to the
    score, in points: those of a candidate add up to its score.
    """

    key: str
    name: str
    weight: float
    raw: float | None
    said: str
    scaled: float | None
    contribution: float
    trace: Trace


class FrontlineAnswer(Answer):
    """The mark for one question of 三个一线 (符合, 存疑, 未说明), and the words that led to it."""

    question: str
    name: str
    mark: str
    note: str
    quotes: tuple[Quote, ...]


class CandidateAnswer(Answer):
    """One candidate. `score`, `low` and `high` are points of 100: what is known, and what it could be if all that is
    unknown were worst or best; `known` is the share of weight (0 to 1) that is known.

    `place` counts from 1; with `sufficient` false too little is known for a rank, and it is None. `annual_benefit` is
    what it is said to bring a year, realised, in yuan.
    """

    id: int
    place: int | None
    sufficient: bool
    score: float | None
    low: float
    high: float
    known: float
    code: str
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
    applied: str
    stage: str
    annual_benefit: float | None
    indicators: tuple[IndicatorAnswer, ...]
    frontline: tuple[FrontlineAnswer, ...]


class WeightAnswer(Answer):
    """One indicator and its weight."""

    key: str
    name: str
    means: str
    weight: float


class ProfileAnswer(Answer):
    """Weights by name. `version` is 0 for those that come with the program and cannot be changed."""

    name: str
    version: int
    minimum: float
    weights: tuple[WeightAnswer, ...]
    actor: str = ""
    at: datetime | None = None


class ProfilesAnswer(Answer):
    """All profiles: those that come with the program, then those of the staff by name."""

    profiles: tuple[ProfileAnswer, ...]


class CandidatesAnswer(Answer):
    """One page of candidates, best first; the last `total` - `sufficient` of them are 资料不足 and have no rank."""

    total: int
    sufficient: int
    page: int
    size: int
    profile: ProfileAnswer
    candidates: tuple[CandidateAnswer, ...]
    notices: tuple[str, ...]
    revision: int
    took_ms: float


class Difference(Answer):
    """What one indicator adds to the lead of the left one over the right one, in points."""

    key: str
    name: str
    points: float


class ComparedAnswer(Answer):
    """Two candidates side by side. The differences add up to `points`, the left score less the right one.

    `left_before` and `right_before` are the most likely repeats among what is earlier, from a live check; None where
    there is none or it could not be checked.
    """

    left: CandidateAnswer
    right: CandidateAnswer
    points: float
    differences: tuple[Difference, ...]
    left_before: MatchReport | None
    right_before: MatchReport | None
    profile: ProfileAnswer
    notices: tuple[str, ...]
    revision: int
