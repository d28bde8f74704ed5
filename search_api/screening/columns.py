"""Until the index answers for columns itself: the same out of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.facts import Facts, facts_of
from indexer.engine.protocol import EVERYTHING, Filter

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Coded:
    """A facet of many documents: `codes` (documents,) are places in `values`, where "" is the unsaid."""

    codes: npt.NDArray[np.int64]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What many documents say, by rising id: `ids` (documents,), numbers (documents,) with NaN for the unsaid."""

    ids: npt.NDArray[np.int64]
    values: Mapping[str, npt.NDArray[np.float64]]
    facets: Mapping[str, Coded]


def columns_of(base: "KnowledgeBase", names: Sequence[str], filter: Filter = EVERYTHING) -> Columns:
    """What all documents under the filter say of `names`."""
    ids = sorted(base.engine.browse(filter, 0, 10_000_000))
    records = [record.achievement for record in base.store.get_many(ids).values()] if names else []
    facts = [facts_of(each) for each in records]
    values, facets = {}, {}
    for name in names:
        if name in ("annual_benefit", "total_benefit", "trl", "sites", "rights"):
            values[name] = np.array([_number(name, each) for each in facts], np.float64)
            continue
        texts = [
            (getattr(fact, name) if name in ("applied", "stage") else getattr(record, name))
            for fact, record in zip(facts, records, strict=True)
        ]
        found, codes = np.unique(["" if text == "unstated" else text for text in texts], return_inverse=True)
        facets[name] = Coded(codes.astype(np.int64), tuple(found.tolist()))
    return Columns(np.array(ids, np.int64), values, facets)


def _number(name: str, facts: Facts) -> float:
    if name == "rights":
        return float(len(facts.patents) + len(facts.software) + len(facts.standards)) or float("nan")
    if name in ("trl", "sites"):
        value = getattr(facts, name)
        return float("nan") if value is None else float(value)
    said = [b.yuan_low for b in facts.benefits if not b.expected and b.per_year == (name == "annual_benefit")]
    return float(max(said, default=float("nan")))
