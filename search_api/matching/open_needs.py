"""Achievement → the open needs that it may answer. Needs are thousands, so all of them are looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from corpus.achievement import StoredAchievement
from corpus.facts.extraction import facts_of
from corpus.facts.facts import Facts
from corpus.need import StoredNeed
from corpus.normalize import clean_text
from indexer import views
from search_api.matching.answering import shared
from search_api.matching.answers import NeedHit, NeedsFor
from search_api.matching.asking import without_background
from search_api.matching.demands import read_demands
from search_api.matching.fulfilment import check
from search_api.matching.likeness import Scores, held, is_likely, likeness, rarities_of, words_of
from search_api.search.explanation import Sought
from search_api.visibility import check_open

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

AT_ONCE: Final = 200
"""Needs that are cut and encoded at a time."""


@dataclass(frozen=True, slots=True)
class OpenNeeds:
    """The open needs at one revision of theirs and one of the index, whose documents tell what is rare: their vectors,
    shape (needs, dimensions), and what is rare in each."""

    revisions: tuple[int, int]
    needs: tuple[StoredNeed, ...]
    vectors: npt.NDArray[np.float32]
    rarities: tuple[Mapping[str, float], ...]


class OpenNeedsReader:
    """Keeps the open needs of a base ready, as long as none is written and the index stays."""

    def __init__(self, base: "KnowledgeBase") -> None:
        self._base = base
        self._lock = Lock()
        self._read: OpenNeeds | None = None

    def read(self) -> OpenNeeds:
        """The open needs as they are now. Raises StoreUnavailable, IndexMissing."""
        revisions = self._base.store.needs_revision(), self._base.engine.state().revision
        with self._lock:
            if self._read is None or self._read.revisions != revisions:
                self._read = _read(self._base, revisions)
            return self._read


def needs_for(base: "KnowledgeBase", reader: OpenNeedsReader, id: int, size: int = 10) -> NeedsFor:
    """The open needs that an achievement may answer, best first. Raises NotFound, Gone, IndexMissing."""
    record = check_open(base.store.get(id))
    open_needs = reader.read()
    scores = _scores(base, open_needs, record)
    order = np.lexsort((np.array([need.id for need in open_needs.needs]), -scores))
    best = [at for at in order[:size].tolist() if is_likely(scores[at])]
    facts = facts_of(record.achievement) if best else Facts()
    hits = (_hit(open_needs.needs[at], open_needs.rarities[at], float(scores[at]), record, facts) for at in best)
    return NeedsFor(id=id, open_needs=len(open_needs.needs), hits=tuple(hits))


def _read(base: "KnowledgeBase", revisions: tuple[int, int]) -> OpenNeeds:
    needs = base.store.needs(["open"])
    texts = [f"{clean_text(n.need.title)}\n{without_background(clean_text(n.need.content))}" for n in needs]
    vectors = np.zeros((len(needs), base.encoder.dimensions), np.float32)
    rarities: list[Mapping[str, float]] = []
    for start in range(0, len(needs), AT_ONCE):
        batch = texts[start : start + AT_ONCE]
        vectors[start : start + AT_ONCE] = base.encoder.encode_queries([text[: views.PASSAGE] for text in batch])
        rarities += rarities_of(base, batch)
    return OpenNeeds(revisions, tuple(needs), vectors, tuple(rarities))


def _scores(base: "KnowledgeBase", open_needs: OpenNeeds, record: StoredAchievement) -> Scores:
    """How like an achievement each need is; shape (needs,)."""
    vector = base.engine.vectors([record.id])
    if not vector.any():
        vector = base.encoder.encode([views.passage(views.clean_parts(record.achievement))])
    said = words_of(base, record.achievement)
    return likeness(open_needs.vectors, vector, [held(rarities, said) for rarities in open_needs.rarities])


def _hit(
    stored: StoredNeed, rarities: Mapping[str, float], score: float, record: StoredAchievement, facts: Facts
) -> NeedHit:
    need = stored.need
    rare = sorted(rarities, key=lambda word: (-rarities[word], word))
    verdicts = [each.verdict for each in check(read_demands(need.text).demands, record.achievement, facts)]
    return NeedHit(
        id=stored.id, title=need.title, unit=need.unit, region=need.region, contact=need.contact,
        deadline=need.deadline, score=score, shared_words=shared(Sought(rare), record.achievement),
        met=verdicts.count("met"), missed=verdicts.count("missed"), unsaid=verdicts.count("unsaid"),
    )  # fmt: skip
