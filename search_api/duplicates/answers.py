"""What the API says of checks; apart from other answers, as evidence takes a while to load and a search needs none."""

from datetime import datetime
from typing import Literal

from corpus.achievement import Achievement
from search_api.answers import Answer, Rejected
from search_api.duplicates.kinds import Type
from search_api.duplicates.report import SubmissionReport
from search_api.duplicates.verdict import Level


class CheckAnswer(Answer):
    """A check of a table as a job. `names` are the files handed in; `progress` counts submissions answered, of `total`
    once they are read. `counts` are submissions by level, `types` those suspected by type, `families` groups of
    repeats; `expected_false_alarms`, known at the end, is how many of those at or above `threshold` are likely none.
    `rejected` shows the first of the `rejected_rows`; `detail` says in words what goes on or went wrong.
    """

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


class CheckedRow(Answer):
    """One submission of a check in short; `best` is the title of what it repeats most likely.

    `family_size` counts the submissions of its table that are of its family, itself too; 0 where it has none.
    """

    position: int
    place: str
    code: str
    title: str
    unit: str
    year: int | None
    level: Level
    type: Type | None
    probability: float
    best: str
    family: str | None
    family_size: int


class CheckedRows(Answer):
    """One page of the submissions of a check, by level and probability; `total` counts them on all pages."""

    total: int
    rows: tuple[CheckedRow, ...]


class CheckedAnswer(Answer):
    """One submission as it was handed in, and all that is said of it, at a revision of the index."""

    submission: Achievement
    report: SubmissionReport
    index_revision: int
