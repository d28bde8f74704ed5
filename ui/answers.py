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


class Problem(Answer):
    """What went wrong, in Chinese, and what to do."""

    type: str = ""
    title: str = ""
    detail: str = ""
    retry_after: int | None = None
