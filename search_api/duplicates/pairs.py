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

AT_ONCE: Final = 256
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
    """By arm and, as `rare`, by the mean of the shares in common; left out where too few rivals are."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A submission, the ids that were looked at for it, and its pairs in the order of the candidates."""

    submission: Achievement
    candidates: tuple[int, ...]
    pairs: tuple[Pair, ...]


def compare(library: Library, submissions: Iterable[Achievement]) -> Iterator[Compared]:
    """Find and align what submissions may repeat; the answer to one does not depend on the others."""
    waiting = iter(submissions)
    documents = library.engine.state().documents
    while some := list(islice(waiting, AT_ONCE)):
        prepared = prepare(library, some)
        looked = [_look(library, each, found) for each, found in zip(prepared, find(library, prepared), strict=True)]
        yield from (_compared(library, each, documents) for each in _looked_again(library, looked))


@dataclass(frozen=True, slots=True)
class _Looked:
    """A submission and what was found for it, `prepared` and `found` being those without its templates."""

    submission: Achievement
    text: ComparedText
    templates: Templates
    prepared: Prepared
    found: Found


def _look(library: Library, prepared: Prepared, found: Found) -> _Looked:
    """See what a submission shares with what prints found: its templates."""
    printed = found.arms["prints"].ids.tolist() if "prints" in found.arms else []
    others = library.read(printed).values()
    text = ComparedText.of(prepared.achievement)
    bearers = ((other, ComparedText.of(other)) for other in others)
    templates = shared_templates(prepared.achievement, text, bearers, library.rulings)
    return _Looked(prepared.achievement, text, templates, prepared, found)


def _looked_again(library: Library, looked: Sequence[_Looked]) -> list[_Looked]:
    """What is found for those with templates when these are cut out."""
    bare = {at: each.templates.without(each.submission, each.text) for at, each in enumerate(looked)}
    bare = {at: without for at, without in bare.items() if without is not looked[at].submission}
    prepared = prepare(library, list(bare.values()))
    again = dict(zip(bare, zip(prepared, find(library, prepared), strict=True), strict=True))
    return [
        replace(each, prepared=again[at][0], found=again[at][1]) if at in again else each
        for at, each in enumerate(looked)
    ]


def _compared(library: Library, looked: _Looked, documents: int) -> Compared:
    found, prepared = looked.found, looked.prepared
    ids = [candidate.id for candidate in found.candidates]
    achievements = library.read(ids)
    best = _best(candidate for candidate in found.candidates if candidate.id in achievements)
    texts = [ComparedText.of(achievements[each.id]) for each in best]
    bare = [looked.templates.without(achievements[each.id], text) for each, text in zip(best, texts, strict=True)]
    shared = _shared(library, prepared, bare, documents)
    cosines = library.engine.vectors([each.id for each in best]) @ prepared.vector
    ranked = {arm: (ranking.ids.tolist(), ranking.scores.tolist()) for arm, ranking in found.arms.items()}
    rare = [(each.of_submission + each.of_achievement) / 2 if each else 0.0 for each in shared]
    pairs = tuple(
        Pair(
            candidate,
            looked.submission,
            achievements[candidate.id],
            looked.text,
            texts[at],
            align(looked.text, texts[at]),
            looked.templates,
            float(cosines[at]),
            shared[at],
            _standings(candidate, ranked, rare, at),
        )
        for at, candidate in enumerate(best)
    )
    return Compared(looked.submission, tuple(ids), pairs)


def _best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """What is to be aligned: what any arm has in front, then the best of all."""
    return sorted(candidates, key=lambda each: min(place.rank for place in each.places.values()) > IN_FRONT)[:PAIRS]


def _standings(
    candidate: Candidate, ranked: Mapping[Arm, tuple[list[int], list[float]]], rare: Sequence[float], at: int
) -> dict[str, Standing]:
    falling = sorted(rare, reverse=True)
    found: dict[str, Standing | None] = {"rare": standing(falling, falling.index(rare[at]))}
    for arm, place in candidate.places.items():
        found[arm] = standing(ranked[arm][1], place.rank - 1)
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
        for term, frequency in zip(terms, library.engine.frequencies("words", terms), strict=True)
    }

    def weigh(some: set[str]) -> float:
        return sum(weights[term] for term in sorted(some))

    return [
        Shared(weigh(ours & theirs) / weigh(ours), weigh(ours & theirs) / weigh(theirs)) if ours and theirs else None
        for theirs in cuts
    ]
