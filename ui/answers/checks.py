"""Checks (查重): tables, submissions, matches and the passages behind them."""

from datetime import datetime
from typing import Literal

from ui.answers.base import Answer
from ui.answers.imports import Rejected


class Stretch(Answer):
    """A stretch of a raw field, and the text that stands there."""

    field: str
    start: int
    end: int
    text: str


class SharedStretch(Stretch):
    """A stretch of a submission that counts for nothing, as so many other units use it."""

    units: int = 0


class Passage(Answer):
    """What two texts share, `near` where they are not letter for letter the same."""

    kind: Literal["exact", "near"]
    submission: Stretch
    achievement: Stretch


class Coverage(Answer):
    """Shares (0 to 1) of the running text in common; None where there is hardly any text."""

    of_submission: float | None
    of_achievement: float | None


class Evidence(Answer):
    """One piece of evidence, and what it adds to the log-odds (below 0 it speaks against a repeat)."""

    key: str
    name: str
    level: str
    value: float
    contribution: float
    said: str
    details: tuple[str, ...] = ()


class CheckedMatch(Answer):
    """What a submission may repeat: an achievement (`id`), or with `in_batch` another submission (`position`)."""

    id: int | None
    position: int | None = None
    in_batch: bool = False
    code: str
    source: str
    title: str
    unit: str
    year: int | None
    probability: float
    log_odds: float
    base: float
    level: str
    type: str | None
    coverage: Coverage
    passages: tuple[Passage, ...]
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    flags: tuple[str, ...]
    conclusion: str
    withheld: bool = False


class CheckedSubmission(Answer):
    """What is said of one submission: what it may repeat, likeliest first, and the templates in it."""

    position: int
    place: str
    code: str
    title: str
    unit: str
    year: int | None
    level: str
    type: str | None
    probability: float
    matches: tuple[CheckedMatch, ...]
    templates: tuple[SharedStretch, ...]
    family: str | None = None
    conclusion: str
    notices: tuple[str, ...] = ()
    withheld: bool = False


class CheckedAnswer(Answer):
    """One submission, by field, and its report."""

    submission: dict[str, object]
    report: CheckedSubmission
    index_revision: int


class CheckedRow(Answer):
    """One submission of a check in short; `best` is the title of what it repeats most likely."""

    position: int
    place: str
    code: str
    title: str
    unit: str
    year: int | None
    level: str
    type: str | None
    probability: float
    best: str
    family: str | None
    family_size: int


class CheckedRows(Answer):
    """One page of the submissions of a check, likeliest repeats first."""

    total: int
    rows: tuple[CheckedRow, ...]


class CheckAnswer(Answer):
    """A check of a table as a job; `progress` counts submissions answered, of `total` once they are read."""

    id: int
    status: Literal["waiting", "running", "done", "failed", "cancelled"]
    names: tuple[str, ...]
    progress: int
    total: int | None
    counts: dict[str, int]
    types: dict[str, int]
    families: int
    expected_false_alarms: float | None
    threshold: float
    within_batch: bool
    index_revision: int | None
    run_id: str
    rejected_rows: int
    rejected: tuple[Rejected, ...]
    notices: tuple[str, ...]
    detail: str | None
    created_at: datetime
    finished_at: datetime | None


class CheckList(Answer):
    """The latest checks, newest first."""

    checks: tuple[CheckAnswer, ...]


class Template(Answer):
    """A passage that checks leave out, or that staff say is none; `actor` is who decided last, "" where nobody did."""

    id: int
    text: str
    units: int
    state: Literal["自动", "确认", "不算模板"]
    actor: str
    at: datetime


class TemplateList(Answer):
    """The passages, what most units bear first."""

    templates: tuple[Template, ...]
