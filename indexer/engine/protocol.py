"""What every engine can do. Written against by everything above; no engine's own query language leaks out.

A question is data (`Match`, `Nearest`), an answer is data (`Ranking`). All arms of one search, or of a
thousand, go to the engine in one call of `rank`, so that an engine over a network asks once.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from indexer.document import NUMBER_FIELDS, Document, Field, View

Range = tuple[float | None, float | None]
"""From and to, both inclusive; None leaves an end open."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms of one view that stand next to each other in one of the fields; `excluded` turns it round."""

    view: View
    terms: tuple[str, ...]
    fields: tuple[Field, ...] = ("title", "body", "names")
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents count. Values of one facet are alternatives; everything else must all hold.

    `values` maps a facet field (not `year`) to the values allowed; "" stands for "unsaid". `years` is an inclusive
    range, either end may be open; with a range set, a document without a year is out. `numbers` does the same for
    `indexer.document.NUMBER_FIELDS`.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[int | None, int | None] = (None, None)
    phrases: tuple[Phrase, ...] = ()
    numbers: Mapping[str, Range] = field(default_factory=dict)

    def without(self, facet: str) -> "Filter":
        """The same filter with one facet left open, as disjunctive counting needs it."""
        if facet == "year":
            return replace(self, years=(None, None))
        return replace(self, values={k: v for k, v in self.values.items() if k != facet})


EVERYTHING = Filter()

ORDER_FIELDS: Final = ("year", *NUMBER_FIELDS)
"""What documents can be browsed by, and what columns are numbers."""


@dataclass(frozen=True, slots=True)
class Order:
    """By one of `ORDER_FIELDS`, the greatest first or last; the unsaid are last in both, ties go by rising id."""

    field: str
    falling: bool = True


NEWEST_FIRST: Final = Order("year")


@dataclass(frozen=True, slots=True)
class Match:
    """Ask for documents by BM25 over one view.

    `terms` maps a term to its weight in the question. `fields` maps a field to its weight; a document's score is the
    weighted sum of its fields' BM25 scores. Documents that hold none of the terms are not ranked.
    """

    view: View
    terms: Mapping[str, float]
    fields: Mapping[Field, float]
    filter: Filter = EVERYTHING
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Nearest:
    """Ask for documents by cosine with a unit vector of shape (dimensions,)."""

    vector: npt.NDArray[np.float32]
    filter: Filter = EVERYTHING
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Ranking:
    """An answer: document ids by falling score, ties by rising id. Both arrays have shape (hits,)."""

    ids: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of documents to be counted: those under `filter` that hold at least `at_least` of `words`.

    Each of `words` is a word with its alternatives, any one of which will do (view words, any field). With no words,
    all documents under the filter.
    """

    filter: Filter = EVERYTHING
    words: tuple[tuple[str, ...], ...] = ()
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """The values of a facet field and how many documents have each.

    `distinct` tells how many values there are besides "", those left out included.
    """

    values: Mapping[str, int]
    distinct: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A facet of many documents: `codes` (documents,) are places in `values`, where "" is the unsaid."""

    codes: npt.NDArray[np.int64]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What many documents say: their `ids`, and `values` with NaN for the unsaid, all of shape (documents,)."""

    ids: npt.NDArray[np.int64]
    values: Mapping[str, npt.NDArray[np.float64]]
    facets: Mapping[str, Coded]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an index is made with. Two different recipes never share an index."""

    schema: int
    tokenizer: str
    dictionary: str
    encoder: str
    dimensions: int


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an index holds: its recipe, the last store revision in it, and how many documents."""

    recipe: Recipe
    revision: int
    documents: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at one part of what an engine stands on showed; where not all is well, what is wrong and mends it.

    While one is `fatal`, nothing else can be asked.
    """

    name: str
    well: bool
    detail: str
    fatal: bool = False


Frequencies = dict[View, dict[str, int]]
"""In how many documents each term of a view stands."""


class Writer(Protocol):
    """The one writer of an index. What is put or deleted is seen by readers after `commit`, all at once."""

    def put(self, documents: Sequence[Document]) -> None:
        """Add documents, or replace those with the same id."""

    def delete(self, ids: Sequence[int]) -> None:
        """Remove documents; an unknown id is no error."""

    def commit(self, revision: int, *, publish: bool = True) -> None:
        """Make everything so far last, and let readers see it, together with the store revision it brings the index to.

        With `publish` false a rebuild stays hidden from readers until a commit that publishes; it is lost if none does.
        """


class Engine(Protocol):
    """Where an index lives. Methods that read are safe to call from many threads."""

    def state(self) -> IndexState:
        """What the index holds. Raises IndexMissing, IndexUnavailable."""

    def findings(self) -> tuple[Finding, ...]:
        """What the engine stands on, looked at part by part. Never raises for what is wrong there."""

    def rank(self, questions: Sequence[Match | Nearest]) -> list[Ranking]:
        """Answer all questions, in order."""

    def count(self, scope: Scope) -> int:
        """How many documents are in the scope."""

    def facets(self, fields: Sequence[str], scope: Scope, *, most: int | None = None) -> dict[str, Counted]:
        """For each facet field (`year` too, as text), its values and how many documents of the scope have each.

        Disjunctive: a field's counts ignore the filter's own choice in that field. "" counts the unsaid. With `most`,
        only so many values of each field, those of most documents (ties: the lesser value), and the filter's choice.
        """

    def browse(self, filter: Filter, offset: int, limit: int, order: Order = NEWEST_FIRST) -> list[int]:
        """Ids of documents under the filter without any question, in an order.

        Pages cut by `offset` and `limit` go through all documents, each once, as long as nothing is committed.
        """

    def columns(self, names: Sequence[str], filter: Filter = EVERYTHING) -> Columns:
        """What all documents under the filter say of `names`: `ORDER_FIELDS` as numbers, other facets as codes; by
        rising id.

        Raises ValueError for any other name.
        """

    def columns_of(self, names: Sequence[str], ids: Sequence[int]) -> Columns:
        """The same of these ids, in their order; where there is no such document, nothing is said."""

    def frequencies(self, terms: Mapping[View, Collection[str]]) -> Frequencies:
        """In how many documents each term of each view stands in any field (at most the sum over the fields)."""

    def find(self, phrase: Phrase, limit: int) -> list[int]:
        """Ids of documents that hold the phrase, rising; for suggestions by pinyin."""

    def suggest(self, prefix: str, limit: int) -> list[str]:
        """Titles that begin with `prefix` (cleaned text), or whose pinyin or pinyin initials do; shortest first."""

    def vectors(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        """Unit vectors of documents, shape (ids, dimensions); a row of zeros where there is no such document."""

    def writer(self, *, rebuild: bool = False) -> AbstractContextManager[Writer]:
        """Take the one writer's place. Leaving without a commit changes nothing.

        With `rebuild` the index starts empty, while readers keep the old one until the first published commit.
        Raises IndexBusy, IndexMismatch, IndexUnavailable.
        """

    def close(self) -> None:
        """Let go of files and connections."""


def empty_ranking() -> Ranking:
    """A ranking without hits."""
    return Ranking(np.empty(0, np.int64), np.empty(0, np.float32))


__all__ = [
    "EVERYTHING",
    "NEWEST_FIRST",
    "ORDER_FIELDS",
    "Coded",
    "Columns",
    "Counted",
    "Engine",
    "Filter",
    "Finding",
    "Frequencies",
    "IndexState",
    "Match",
    "Nearest",
    "Order",
    "Phrase",
    "Range",
    "Ranking",
    "Recipe",
    "Scope",
    "Writer",
    "empty_ranking",
]
