"""Needs of enterprises, and what answers them."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from ui.answers.base import Answer, Span
from ui.answers.search import Snippet

NeedStatus = Literal["open", "matched", "closed"]


class NeedTold(Answer):
    """What an enterprise said; "" is nothing."""

    code: str = ""
    title: str
    content: str = ""
    unit: str = ""
    contact: str = ""
    region: str = ""
    industry: str = ""
    budget: str = ""
    deadline: str = ""
    status: NeedStatus = "open"
    extra: dict[str, str] = Field(default_factory=dict)


class NeedVersion(Answer):
    """One entry of a need's history."""

    revision: int
    at: datetime
    actor: str
    action: Literal["added", "updated", "status"]
    need: NeedTold


class StoredNeed(Answer):
    """One need as it is now, and its history where it was asked for alone."""

    id: int
    created_at: datetime
    updated_at: datetime
    need: NeedTold
    history: tuple[NeedVersion, ...]


class NeedList(Answer):
    """Needs, newest first; `counts` is how many there are by status."""

    needs: tuple[StoredNeed, ...]
    counts: dict[str, int]


class Demand(Answer):
    """A figure that a need asks for, in short and as it was said."""

    text: str
    span: str
    against: tuple[int, ...]


class DemandCheck(Answer):
    """One demand, by its place, checked against an achievement."""

    demand: int
    verdict: Literal["met", "missed", "unsaid"]
    field: str
    span: str
    sentence: str


class Reason(Answer):
    """One reason for a match, in words."""

    kind: str
    text: str


class Ripe(Answer):
    """How ripe an achievement is, and what protects it."""

    stage: str
    trl: int | None
    applied: str
    sites: int | None
    patents: tuple[str, ...]
    software: tuple[str, ...]
    standards: tuple[str, ...]


class MatchHit(Answer):
    """An achievement that may answer a need; `likely` says that the two speak of the same thing."""

    id: int
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
    likely: bool
    title_spans: tuple[Span, ...]
    snippets: tuple[Snippet, ...]
    reasons: tuple[Reason, ...]
    checks: tuple[DemandCheck, ...]
    ripe: Ripe | None


class Matches(Answer):
    """The achievements that may answer a need, best first."""

    need: int | None
    title: str
    demands: tuple[Demand, ...]
    notices: tuple[str, ...]
    hits: tuple[MatchHit, ...]


class NeedHit(Answer):
    """An open need that an achievement may answer."""

    id: int
    title: str
    unit: str
    region: str
    deadline: str
    shared_words: tuple[str, ...]
    met: int
    missed: int


class NeedsFor(Answer):
    """The open needs that an achievement may answer, best first."""

    open_needs: int
    hits: tuple[NeedHit, ...]
