"""What the API says: the models of its answers, shared by the routes and, as JSON, by every client."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corpus.achievement import Achievement, Version
from corpus.facts import Applied, Facts, Stage


class Answer(BaseModel):
    """Base of all answers: frozen, and nothing unsaid slips in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Answer):
    """A highlighted stretch of the raw text of a field: code points `start` to `end` (exclusive)."""

    start: int
    end: int


class Arm(Answer):
    """What one arm of a search says of a hit: its rank (from 1), its own raw score, and the words that matched."""

    rank: int
    score: float
    matched: tuple[str, ...] = ()


class Snippet(Answer):
    """A piece of a field around the best matches. Its `start` and its spans are offsets into the raw field."""

    field: str
    text: str
    start: int
    spans: tuple[Span, ...]


class HitFacts(Answer):
    """What an achievement states in short: its largest benefits in yuan (None: 未说明), use, stage and TRL."""

    annual_benefit: float | None
    total_benefit: float | None
    expected_benefit: float | None
    applied: Applied
    stage: Stage
    trl: int | None


class Hit(Answer):
    """One achievement found. `score` orders hits of one search by relevance and means nothing else."""

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
    confidential: bool
    facts: HitFacts
    score: float
    arms: dict[str, Arm]
    title_spans: tuple[Span, ...]
    snippets: tuple[Snippet, ...]


class FacetValue(Answer):
    """One value of a facet: how many achievements have it, and whether the search is narrowed to it. "" is 未填.

    `name` is the value in Chinese where values are codes (applied, stage), else the value itself.
    """

    value: str
    name: str
    count: int
    chosen: bool


class Facet(Answer):
    """The values of one field, most frequent first (years: newest first); `distinct` counts them all, 未填 aside."""

    field: str
    name: str
    distinct: int
    values: tuple[FacetValue, ...]


class SearchAnswer(Answer):
    """One page of a search.

    `total` is the length of the fused list that the pages are cut from. `matched` counts the achievements under the
    filter that hold the words of the question (all of them when there is no question); facets count the same set.
    """

    query: str
    mode: Literal["hybrid", "words", "vector"]
    total: int
    matched: int
    page: int
    size: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    did_you_mean: str | None
    synonyms: dict[str, tuple[str, ...]]
    notices: tuple[str, ...]
    revision: int
    took_ms: float


class FacetsAnswer(Answer):
    """How many achievements hold the words of a question under a filter, and the values of their facets."""

    query: str
    matched: int
    facets: tuple[Facet, ...]
    notices: tuple[str, ...]


class Suggestions(Answer):
    """Titles that begin as the person typed, by characters, pinyin or initials."""

    prefix: str
    titles: tuple[str, ...]


class AchievementAnswer(Answer):
    """One achievement with its history, newest first, the spans that answer `q`, by field, and its facts."""

    id: int
    revision: int
    created_at: datetime
    updated_at: datetime
    achievement: Achievement
    names: dict[str, str]
    history: tuple[Version, ...]
    spans: dict[str, tuple[Span, ...]]
    facts: Facts


class SimilarHit(Answer):
    """An achievement like another one, with the words that they share (rarest first)."""

    id: int
    code: str
    source: str
    title: str
    unit: str
    year: int | None
    award: str
    score: float
    shared_words: tuple[str, ...]


class SimilarAnswer(Answer):
    """Achievements like one achievement, best first."""

    id: int
    hits: tuple[SimilarHit, ...]


class Rejected(Answer):
    """A row that was not taken: where it stood, why, and its cells by header."""

    place: str
    reason: str
    values: dict[str, str]


class ColumnAnswer(Answer):
    """One column of a table: its header, the field it maps onto (None: goes to `extra`), and sample cells."""

    header: str
    field: str | None
    samples: tuple[str, ...]


class TableAnswer(Answer):
    """One table found in a file: where, and how its columns were understood."""

    place: str
    columns: tuple[ColumnAnswer, ...]


class ImportedFile(Answer):
    """What became of one file. `notices` are things a person should know though rows went in.

    `rejected` shows the first of the `rejected_rows`; the workbook of rejected rows holds them all.
    """

    file: str
    rows: int
    added: int
    updated: int
    unchanged: int
    rejected_rows: int
    rejected: tuple[Rejected, ...]
    mapping: dict[str, str]
    tables: tuple[TableAnswer, ...]
    notices: tuple[str, ...]


class ImportAnswer(Answer):
    """An import as a job. `names` are the files handed in, `files` what became of those that were read; `progress`
    counts rows read; `detail` says in words what went wrong."""

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


class IndexAnswer(Answer):
    """State of the index beside that of the store; `lag` counts the writes that the index has not seen."""

    ready: bool
    detail: str | None
    documents: int
    revision: int
    store_revision: int
    lag: int
    encoder: str
    engine: str
    indexing: bool


class StatisticsAnswer(Answer):
    """Figures of what is in the base: totals and counts by facet, and the state of the index."""

    achievements: int
    imports: int
    updated_at: datetime | None
    facets: tuple[Facet, ...]
    index: IndexAnswer


class SynonymsAnswer(Answer):
    """Groups of words that a search treats as one: those of the staff, and those that come with the program."""

    groups: tuple[tuple[str, ...], ...]
    shipped: tuple[tuple[str, ...], ...]


class TemplateAnswer(Answer):
    """A passage that counts for nothing in a check, or that staff say does count.

    `units` is the largest number of other units that one check saw it in; `actor` who decided last, "" where nobody.
    """

    id: int
    text: str
    units: int
    state: Literal["自动", "确认", "不算模板"]
    actor: str
    at: datetime


class TemplatesAnswer(Answer):
    """The list of templates."""

    templates: tuple[TemplateAnswer, ...]


class Problem(BaseModel):
    """An RFC 9457 problem. `type` is stable, `detail` is Chinese and says what to do.

    `existing` is the number of the record that was there before, where that is what stands in the way.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    retry_after: int | None = None
    existing: int | None = None
