"""What is found, and how it can be narrowed."""

from ui.answers.base import Answer, Span


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


class HitFacts(Answer):
    """What an achievement states in short: benefits in yuan, use, stage and TRL; None and unstated are 未说明."""

    annual_benefit: float | None
    total_benefit: float | None
    expected_benefit: float | None
    applied: str
    stage: str
    trl: int | None


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
    facts: HitFacts
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


class Suggestions(Answer):
    """Titles that begin as typed, by characters, pinyin or initials."""

    titles: tuple[str, ...]
