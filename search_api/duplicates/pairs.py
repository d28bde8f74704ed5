"""A submission beside one candidate, with all that evidence is taken from; only the best candidates come so far.

Templates are cut out before a submission is compared: what was found with them is looked for again without them, so
that a group's phrases neither find anything nor push anything ahead of its rivals.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import log
from typing import Final

from corpus.achievement import Achievement
from corpus.store.entry import Entry
from indexer import views
from search_api.duplicates.alignment import Alignment, align
from search_api.duplicates.candidates import Arm, Candidate, Found, Prepared, find, prepare
from search_api.duplicates.library import Library
from search_api.duplicates.rivals import Standing, standing
from search_api.duplicates.templates import Templates, shared_templates
from search_api.duplicates.text import ComparedText

PAIRS: Final = 12
"""Candidates that are aligned."""

IN_FRONT: Final = 2
"""Ranks of an arm that are aligned whatever the other arms say: a patent may be all that two texts have in common."""

AT_ONCE: Final = 64
"""Submissions that the engine is asked about in one call."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Words of the running text in common, weighed by their rarity, as shares (0 to 1) of what each text holds."""

    of_submission: float
    of_achievement: float


@dataclass(frozen=True, slots=True)
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
    """By arm asked and, as `rare`, by the mean of the shares in common; left out where there are too few rivals."""


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
            self._texts[id] = ComparedText.of(self._achievements[id])
        return self._texts[id]


def look(library: Library, prepared: Sequence[Prepared], shelf: Shelf) -> list[Looked]:
    """Find candidates, leave out records that are a submission itself, and look again without templates."""
    looked = [
        Looked(each.achievement, ComparedText.of(each.achievement), Templates(), each, found)
        for each, found in zip(prepared, find(library, prepared), strict=True)
    ]
    shelf.fetch(id for each in looked for id in _needed(each.found))
    return look_again(library, [_without_own(each, shelf) for each in looked], shelf)


def look_again(library: Library, looked: Sequence[Looked], shelf: Shelf) -> list[Looked]:
    """Learn the templates that submissions share with their candidates, and find these anew without the templates."""
    shelf.fetch(id for each in looked for id in _needed(each.found))
    bearing = [_with_templates(library, each, shelf) for each in looked]
    bare = {at: each.templates.without(each.submission, each.text) for at, each in enumerate(bearing)}
    bare = {at: without for at, without in bare.items() if without is not bearing[at].submission}
    prepared = prepare(library, list(bare.values()))
    for at, each, found in zip(bare, prepared, find(library, prepared), strict=True):
        bearing[at] = replace(bearing[at], prepared=each, found=found.without(bearing[at].own))
    shelf.fetch(id for at in bare for id in _needed(bearing[at].found))
    return bearing


def compared(library: Library, looked: Iterable[Looked], shelf: Shelf) -> Iterator[Compared]:
    """Align what was found."""
    documents = (library.common or library.engine).state().documents
    return (_compared(library, each, shelf, documents) for each in looked)


def _needed(found: Found) -> list[int]:
    """Ids of what may be aligned, twice as many as will be should some be gone, and of what may bear templates."""
    return [*(each.id for each in _in_front(found.candidates)[: 2 * PAIRS]), *found.printed]


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
    printed = [id for id in looked.found.printed if shelf.holds(id)]
    bearers = ((shelf.achievement(id), shelf.text(id)) for id in printed)
    found = shared_templates(looked.submission, looked.text, bearers, library.rulings)
    return replace(looked, templates=Templates({**looked.templates.runs, **found.runs}))


def _compared(library: Library, looked: Looked, shelf: Shelf, documents: int) -> Compared:
    found, prepared = looked.found, looked.prepared
    best = [each for each in _in_front(found.candidates) if shelf.holds(each.id)][:PAIRS]
    bare = [looked.templates.without(shelf.achievement(each.id), shelf.text(each.id)) for each in best]
    shared = _shared(library, prepared, bare, documents)
    cosines = library.engine.vectors([each.id for each in best]) @ prepared.vector
    ranked = {arm: ranking.scores.tolist() for arm, ranking in found.arms.items()}
    rare = [(each.of_submission + each.of_achievement) / 2 if each else 0.0 for each in shared]
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
            _standings(candidate, ranked, rare, at),
        )
        for at, candidate in enumerate(best)
        if candidate.id not in library.rivals
    )
    ids = tuple(candidate.id for candidate in found.candidates)
    return Compared(looked.submission, ids, pairs, tuple(sorted(looked.own)))


def _in_front(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The order in which they are aligned: what any arm has in front, then the best of all."""
    return sorted(candidates, key=lambda each: min(place.rank for place in each.places.values()) > IN_FRONT)


def _standings(
    candidate: Candidate, ranked: Mapping[Arm, list[float]], rare: Sequence[float], at: int
) -> dict[str, Standing]:
    falling = sorted(rare, reverse=True)
    found: dict[str, Standing | None] = {"rare": standing(falling, falling.index(rare[at]))}
    for arm, scores in ranked.items():
        place = candidate.places.get(arm)
        found[arm] = standing(scores, place.rank - 1 if place else len(scores))
    return {name: each for name, each in found.items() if each}


def _shared(
    library: Library, prepared: Prepared, achievements: Sequence[Achievement], documents: int
) -> list[Shared | None]:
    """What the running texts have in common."""
    cuts = [set(words.split()) for words in library.tokenizer.spaced([views.clean_parts(a).body for a in achievements])]
    ours = set(library.tokenizer.spaced([views.clean_parts(prepared.achievement).body])[0].split())
    terms = sorted(ours.union(*cuts))
    weights = {
        term: log(1 + documents / (1 + frequency))
        for term, frequency in zip(terms, (library.common or library.engine).frequencies("words", terms), strict=True)
    }

    def weigh(some: set[str]) -> float:
        return sum(weights[term] for term in sorted(some))

    return [
        Shared(weigh(ours & theirs) / weigh(ours), weigh(ours & theirs) / weigh(theirs)) if ours and theirs else None
        for theirs in cuts
    ]
