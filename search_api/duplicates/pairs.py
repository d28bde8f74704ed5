"""A submission beside one candidate, with all that evidence is taken from; only the best candidates come so far.

Templates are cut out before a submission is compared: what was found with them is looked for again without them, so
that a group's phrases neither find anything nor push anything ahead of its rivals.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np

from corpus.achievement import Achievement
from corpus.normalize import clean_text
from corpus.store.entry import Entry
from search_api.duplicates.alignment import Alignment, align
from search_api.duplicates.candidates import Arm, Candidate, Found, Prepared, counted, find, prepare
from search_api.duplicates.library import Library
from search_api.duplicates.overlap import Overlap
from search_api.duplicates.rarity import Rarity, Shared
from search_api.duplicates.rivals import Scores, Standing, standing
from search_api.duplicates.templates import Templates, shared_templates
from search_api.duplicates.text import ComparedText

PAIRS: Final = 12
"""Candidates that are aligned."""

IN_FRONT: Final = 2
"""Ranks of an arm that are aligned whatever the other arms say: a patent may be all that two texts have in common."""

NEAR: Final[Sequence[Arm]] = ("prints", "keys")
"""Arms that find what bears a submission's templates, and the very same record. The others are asked when it is known
what to leave out."""

RANKED: Final[Sequence[Arm]] = ("words", "bigrams", "vector")
"""Arms in which it is looked at how far one is ahead of the others."""

AT_ONCE: Final = 64
"""Submissions that the engine is asked about in one call."""


@dataclass(frozen=True)
class Pair:
    """A submission and an achievement that it may repeat."""

    candidate: Candidate
    submission: Achievement
    achievement: Achievement
    submission_text: ComparedText
    achievement_text: ComparedText
    alignment: Alignment
    templates: Templates
    cosine: float
    shared: Shared | None
    """None where one of both has no running text."""
    standings: Mapping[str, Standing]
    """By arm of `RANKED` and, as `rare`, by the mean of the shares in common; left out where rivals are too few."""

    @cached_property
    def overlap(self) -> Overlap:
        """What the running texts have in common."""
        return Overlap.of(self.submission_text, self.achievement_text, self.alignment, self.templates)


@dataclass(frozen=True, slots=True)
class Compared:
    """A submission, the ids that were looked at for it, and its pairs in the order of the candidates.

    `own` are ids of the very same record, from an import before; they are left out as if they were not there.
    """

    submission: Achievement
    candidates: tuple[int, ...]
    pairs: tuple[Pair, ...]
    own: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """A submission and what was found for it, `prepared` and `found` being those without its templates."""

    submission: Achievement
    text: ComparedText
    templates: Templates
    prepared: Prepared
    found: Found
    own: frozenset[int] = frozenset()


def compare(library: Library, submissions: Iterable[Achievement]) -> Iterator[Compared]:
    """Find and align what submissions may repeat; the answer to one does not depend on the others."""
    waiting = iter(submissions)
    while some := list(islice(waiting, AT_ONCE)):
        shelf = Shelf(library)
        yield from compared(library, look(library, prepare(library, some), shelf), shelf)


class Shelf:
    """The achievements that some submissions are compared with, each read, and made letters of, once."""

    def __init__(self, library: Library) -> None:
        self._read = library.read
        self._achievements: dict[int, Achievement] = {}
        self._texts: dict[int, ComparedText] = {}

    def fetch(self, ids: Iterable[int]) -> None:
        """Read what is not there yet; what cannot be read stays away."""
        if missing := sorted({*ids} - self._achievements.keys()):
            self._achievements.update(self._read(missing))

    def holds(self, id: int) -> bool:
        """Whether an achievement is there."""
        return id in self._achievements

    def achievement(self, id: int) -> Achievement:
        """One that is there."""
        return self._achievements[id]

    def text(self, id: int) -> ComparedText:
        """Its letters."""
        if id not in self._texts:
            self._texts[id] = ComparedText(self._achievements[id])
        return self._texts[id]


def look(library: Library, prepared: Sequence[Prepared], shelf: Shelf) -> list[Looked]:
    """Find candidates without what is a submission itself, and without templates."""
    near = [
        Looked(each.achievement, ComparedText(each.achievement), Templates(), each, found)
        for each, found in zip(prepared, find(library, prepared, NEAR), strict=True)
    ]
    shelf.fetch(id for each in near for id in _near(each.found))
    bare = _bare(library, [_without_own(each, shelf) for each in near], shelf)
    return _fetched([_without_own(each, shelf) for each in _fetched(_found(library, bare), shelf)], shelf)


def look_beside(others: Library, looked: Sequence[Looked], ids: Sequence[int], shelf: Shelf) -> list[Looked]:
    """Find what else of a table is like what the base was asked for; `ids` are their own there."""
    prepared = counted(others, [each.prepared for each in looked])
    near = [
        replace(each, prepared=asked, found=found.without({id}), own=frozenset({id}))
        for each, asked, found, id in zip(looked, prepared, find(others, prepared, NEAR), ids, strict=True)
    ]
    shelf.fetch(id for each in near for id in each.found.printed)
    return _fetched(_found(others, _bare(others, near, shelf)), shelf)


def _bare(library: Library, looked: Sequence[Looked], shelf: Shelf) -> list[Looked]:
    """Learn the templates that submissions share with what was found, and leave them out of what is asked."""
    bearing = [_with_templates(library, each, shelf) for each in looked]
    bare = {at: each.templates.without(each.submission, each.text) for at, each in enumerate(bearing)}
    bare = {at: without for at, without in bare.items() if without != bearing[at].prepared.achievement}
    for at, prepared in zip(bare, prepare(library, list(bare.values())), strict=True):
        bearing[at] = replace(bearing[at], prepared=prepared)
    return bearing


def _found(library: Library, looked: Sequence[Looked]) -> list[Looked]:
    """What all arms find."""
    found = find(library, [each.prepared for each in looked])
    return [replace(each, found=some.without(each.own)) for each, some in zip(looked, found, strict=True)]


def _fetched(looked: list[Looked], shelf: Shelf) -> list[Looked]:
    """With what may be aligned on the shelf; where some cannot be read, as many more."""
    shelf.fetch(candidate.id for each in looked for candidate in _in_front(each.found.candidates)[:PAIRS])
    for each in looked:
        front = [candidate.id for candidate in _in_front(each.found.candidates)[: 2 * PAIRS]]
        if not all(map(shelf.holds, front[:PAIRS])):
            shelf.fetch(front)
    return looked


def compared(library: Library, looked: Iterable[Looked], shelf: Shelf) -> Iterator[Compared]:
    """Align what was found."""
    rarity = Rarity(library.common or library.engine)
    return (_compared(library, each, shelf, rarity) for each in looked)


def _near(found: Found) -> list[int]:
    """Ids of what may be a submission itself, and of what may bear templates."""
    return [*(each.id for each in _in_front(found.candidates)[:PAIRS]), *found.printed]


def _without_own(looked: Looked, shelf: Shelf) -> Looked:
    """A record is the submission's own where both name one source, and are known by the same there."""
    source = looked.submission.source
    alike = [
        each.id
        for each in looked.found.candidates
        if source and shelf.holds(each.id) and shelf.achievement(each.id).source == source
    ]
    if not alike:
        return looked
    identity = Entry.of(looked.submission).identity
    own = looked.own.union(id for id in alike if Entry.of(shelf.achievement(id)).identity == identity)
    return replace(looked, own=own, found=looked.found.without(own))


def _with_templates(library: Library, looked: Looked, shelf: Shelf) -> Looked:
    bearers = [shelf.text(id) for id in looked.found.printed if shelf.holds(id)]
    found = shared_templates(looked.submission, looked.text, bearers, library.rulings)
    return replace(looked, templates=Templates({**looked.templates.runs, **found.runs}))


def _compared(library: Library, looked: Looked, shelf: Shelf, rarity: Rarity) -> Compared:
    found, prepared = looked.found, looked.prepared
    best = [each for each in _in_front(found.candidates) if shelf.holds(each.id)][:PAIRS]
    bare = [looked.templates.without(shelf.achievement(each.id), shelf.text(each.id)) for each in best]
    ours, *others = _words(library, [prepared.achievement, *bare])
    shared = rarity.shared(ours, others)
    cosines = library.engine.vectors([each.id for each in best]) @ prepared.vector
    ranked = {arm: found.arms[arm].scores.astype(np.float64) for arm in RANKED if arm in found.arms}
    rare = np.array([(each.of_submission + each.of_achievement) / 2 if each else 0.0 for each in shared])
    pairs = tuple(
        Pair(
            candidate,
            looked.submission,
            shelf.achievement(candidate.id),
            looked.text,
            shelf.text(candidate.id),
            align(looked.text, shelf.text(candidate.id)),
            looked.templates,
            float(cosines[at]),
            shared[at],
            _standings(candidate, ranked, rare, float(rare[at])),
        )
        for at, candidate in enumerate(best)
        if candidate.id not in library.rivals
    )
    ids = tuple(candidate.id for candidate in found.candidates)
    return Compared(looked.submission, ids, pairs, tuple(sorted(looked.own)))


def _in_front(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The order in which they are aligned: what any arm has in front, then the best of all."""
    return sorted(candidates, key=lambda each: min(place.rank for place in each.places.values()) > IN_FRONT)


def _standings(candidate: Candidate, ranked: Mapping[Arm, Scores], rare: Scores, own: float) -> dict[str, Standing]:
    found = {"rare": standing(-np.sort(-rare), int(np.count_nonzero(rare > own)))}
    for arm, scores in ranked.items():
        place = candidate.places.get(arm)
        found[arm] = standing(scores, place.rank - 1 if place else len(scores))
    return {name: each for name, each in found.items() if each}


def _words(library: Library, achievements: Iterable[Achievement]) -> list[set[str]]:
    """Words of running texts."""
    return [set(words.split()) for words in library.tokenizer.spaced([clean_text(each.body) for each in achievements])]
