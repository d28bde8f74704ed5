"""What the API says of needs and of what answers them."""

from datetime import datetime
from typing import Literal

from corpus.need import Need, NeedVersion
from search_api.answers import Answer, Arm, Snippet, Span


class DemandAnswer(Answer):
    """A figure that a need asks for; `text` says it in short.

    `span` is `start` to `end` of the need's text: title and content on lines of their own, or the content alone where
    it begins with the title. `against` are the places of demands that cannot be met together with it.
    """

    what: str
    relation: Literal["≥", "≤", "=", "range"]
    low: float | None
    high: float | None
    unit: str
    direction: Literal["up", "down"] | None
    text: str
    span: str
    start: int
    end: int
    against: tuple[int, ...] = ()


class DemandCheck(Answer):
    """One demand, by its place among those of the need, checked against an achievement.

    Unless unsaid, `span` decides; it stands in `sentence`, which is `start` to `end` of the raw `field`.
    """

    demand: int
    verdict: Literal["met", "missed", "unsaid"]
    field: str
    span: str
    sentence: str
    start: int
    end: int


class Reason(Answer):
    """One reason for a match, in words."""

    kind: Literal["words", "meaning", "demand", "ripeness", "protection"]
    text: str


class Ripe(Answer):
    """How ripe an achievement is, and what protects it; None and "unstated" are 未说明."""

    stage: Literal["idea", "prototype", "trial", "in_use", "spread", "unstated"]
    trl: int | None
    applied: Literal["yes", "no", "planned", "unstated"]
    sites: int | None
    patents: tuple[str, ...]
    software: tuple[str, ...]
    standards: tuple[str, ...]


class MatchHit(Answer):
    """An achievement that may answer a need, with everything that speaks for and against it.

    `score` orders the hits of one need and means nothing else; `likely` says that the two speak of the same thing.
    Beyond the first hundred hits `likely` is false, `ripe` is None, `checks` and `snippets` are empty, and the words
    are the only reason.
    """

    id: int
    code: str
    source: str
    title: str
    unit: str
    people: tuple[str, ...]
    recommended_by: str
    region: str
    industry: str
    kind: str
    year: int | None
    award: str
    confidential: bool
    contact: str
    score: float
    likely: bool
    arms: dict[str, Arm]
    title_spans: tuple[Span, ...]
    snippets: tuple[Snippet, ...]
    reasons: tuple[Reason, ...]
    checks: tuple[DemandCheck, ...]
    ripe: Ripe | None


class MatchesAnswer(Answer):
    """The achievements that may answer a need, best first; `total` is how many were ranked."""

    need: int | None
    title: str
    demands: tuple[DemandAnswer, ...]
    notices: tuple[str, ...]
    hits: tuple[MatchHit, ...]
    total: int
    revision: int
    took_ms: float


class NeedAnswer(Answer):
    """One need as it is now; lists leave its history out."""

    id: int
    revision: int
    created_at: datetime
    updated_at: datetime
    need: Need
    history: tuple[NeedVersion, ...] = ()


class NeedsAnswer(Answer):
    """Needs, newest first; `counts` is how many there are by status."""

    needs: tuple[NeedAnswer, ...]
    counts: dict[str, int]


class NeedHit(Answer):
    """An open need that an achievement may answer."""

    id: int
    title: str
    unit: str
    region: str
    contact: str
    deadline: str
    score: float
    shared_words: tuple[str, ...]
    met: int
    missed: int
    unsaid: int


class NeedsFor(Answer):
    """The open needs that an achievement may answer, best first."""

    id: int
    open_needs: int
    hits: tuple[NeedHit, ...]
