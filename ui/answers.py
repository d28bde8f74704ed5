"""What the pages read of the API's answers. Keys that a page does not show are left out; new ones do no harm."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Span(Answer):
    """A stretch of a raw text: code points `start` to `end` (exclusive)."""

    start: int
    end: int


class Arm(Answer):
    """Why a hit was found, by one way of looking: its rank there (from 1), and the words that matched."""

    rank: int
    matched: tuple[str, ...] = ()


class Snippet(Answer):
    """A piece of a field; `start` and the spans are offsets into the whole field."""

    field: str
    text: str
    start: int
    spans: tuple[Span, ...]


class Hit(Answer):
    """One achievement found."""

    id: int
    code: str
    source: str
    title: str
    unit: str
    people: tuple[str, ...]
    region: str
    industry: str
    kind: str
    year: int | None
    level: str
    award: str
    confidential: bool = False
    arms: dict[str, Arm]
    title_spans: tuple[Span, ...]
    snippets: tuple[Snippet, ...]


class FacetValue(Answer):
    """One value of a facet and how many achievements have it; "" is 未填."""

    value: str
    count: int


class Facet(Answer):
    """The values of one field, the most frequent ones; `distinct` counts them all, 未填 aside."""

    field: str
    name: str
    distinct: int
    values: tuple[FacetValue, ...]


class SearchAnswer(Answer):
    """One page of a search; pages are cut from `total` hits, `matched` achievements hold the words."""

    total: int
    matched: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    did_you_mean: str | None
    synonyms: dict[str, tuple[str, ...]]
    notices: tuple[str, ...]
    took_ms: float


class FacetsAnswer(Answer):
    """The values of all facets under a filter."""

    facets: tuple[Facet, ...]


class Version(Answer):
    """One entry of a history; `achievement` is the record as it was then, by field."""

    at: datetime
    actor: str
    action: str
    import_id: int | None
    achievement: dict[str, object]


class AchievementAnswer(Answer):
    """One achievement: its fields, their Chinese names, its history (newest first), the spans to mark."""

    id: int
    created_at: datetime
    updated_at: datetime
    achievement: dict[str, object]
    names: dict[str, str]
    history: tuple[Version, ...]
    spans: dict[str, tuple[Span, ...]]


class SimilarHit(Answer):
    """An achievement like another one, and the words that they share."""

    id: int
    title: str
    unit: str
    year: int | None
    award: str
    shared_words: tuple[str, ...]


class SimilarAnswer(Answer):
    """Achievements like one achievement, best first."""

    hits: tuple[SimilarHit, ...]


class Suggestions(Answer):
    """Titles that begin as typed, by characters, pinyin or initials."""

    titles: tuple[str, ...]


class Rejected(Answer):
    """A row that was not taken."""

    place: str
    reason: str
    values: dict[str, str]


class Column(Answer):
    """A column of a table: the field it maps onto (None: kept as 其他), and sample cells."""

    header: str
    field: str | None
    samples: tuple[str, ...]


class Table(Answer):
    """A table found in a file."""

    place: str
    columns: tuple[Column, ...]


class ImportedFile(Answer):
    """What became of one file; `rejected` shows the first of `rejected_rows`."""

    file: str
    rows: int
    added: int
    updated: int
    unchanged: int
    rejected_rows: int
    rejected: tuple[Rejected, ...]
    tables: tuple[Table, ...]
    notices: tuple[str, ...]


class ImportAnswer(Answer):
    """An import as a job; `progress` counts rows read, `names` are those of its files."""

    id: int
    status: Literal["waiting", "running", "done", "failed"]
    dry_run: bool
    progress: int
    names: tuple[str, ...]
    files: tuple[ImportedFile, ...]
    detail: str | None
    created_at: datetime
    finished_at: datetime | None


class ImportList(Answer):
    """The latest imports, newest first."""

    imports: tuple[ImportAnswer, ...]


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


class IndexAnswer(Answer):
    """How the index stands beside the store."""

    ready: bool
    detail: str | None
    documents: int
    lag: int
    encoder: str
    engine: str
    indexing: bool


class Statistics(Answer):
    """Figures of what is in the base."""

    achievements: int
    imports: int
    updated_at: datetime | None
    facets: tuple[Facet, ...]
    index: IndexAnswer


class Synonyms(Answer):
    """Groups of words that a search treats as one: the staff's, and those that come with the program."""

    groups: tuple[tuple[str, ...], ...]
    shipped: tuple[tuple[str, ...], ...] = ()


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


class Problem(Answer):
    """What went wrong, in Chinese, and what to do."""

    type: str = ""
    title: str = ""
    detail: str = ""
    retry_after: int | None = None
