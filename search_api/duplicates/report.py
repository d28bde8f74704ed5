"""What is said of a check: plain data that every door shows alike, as JSON, as a workbook, as a document, on a page."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from search_api.duplicates.kinds import Type
from search_api.duplicates.verdict import Level


class Reported(BaseModel):
    """Base of all parts: frozen, and nothing unsaid slips in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StretchReport(Reported):
    """A stretch of a raw field: code points `start` to `end` (exclusive), and the text that stands there."""

    field: str
    start: int
    end: int
    text: str


class TemplateReport(StretchReport):
    """A stretch that counts for nothing, and how many other units were seen to use it."""

    units: int


class PassageReport(Reported):
    """What two texts share, `near` where they are not letter for letter the same."""

    kind: Literal["exact", "near"]
    submission: StretchReport
    achievement: StretchReport


class CoverageReport(Reported):
    """Shares (0 to 1) of the running text in common, templates left out; None where there is hardly any text."""

    of_submission: float | None
    of_achievement: float | None


class EvidenceReport(Reported):
    """One piece of evidence.

    `key` is the name that the weights know it by, `name` and `said` are for people; `contribution` is what it adds to
    the log-odds (below 0 it speaks against a repeat).
    """

    key: str
    name: str
    level: str
    value: float
    contribution: float
    said: str
    details: tuple[str, ...] = ()


class MatchReport(Reported):
    """What a submission may repeat: an achievement of the base, or with `in_batch` another submission of the table.

    `id` is the achievement's; None in the batch, where `position` (from 0) names the other submission. The
    contributions of `evidence` and `against`, and `base`, add up to `log_odds`. With `withheld` nothing of it is
    quoted, as it or the submission is confidential.
    """

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
    level: Level
    type: Type | None
    coverage: CoverageReport
    passages: tuple[PassageReport, ...]
    evidence: tuple[EvidenceReport, ...]
    against: tuple[EvidenceReport, ...]
    flags: tuple[str, ...]
    conclusion: str
    withheld: bool = False


class SubmissionReport(Reported):
    """The answer to one submission: its places in table and file, and what it may repeat.

    `matches` are the suspected ones, likeliest first; then those that it says itself to go on from; then the others.
    `position` counts from 0. `templates` are stretches of the submission that many units share, which count for
    nothing. `family` is the group of repeats that it belongs to, if any. `notices` are things a person should know.
    With `withheld` the submission is confidential and nothing of it is quoted.
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
    matches: tuple[MatchReport, ...]
    templates: tuple[TemplateReport, ...]
    family: str | None = None
    conclusion: str
    notices: tuple[str, ...] = ()
    withheld: bool = False
