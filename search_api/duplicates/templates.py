"""Wording that units use alike: headings, a group's phrases, instructions of a form. It proves no repeat.

What is a template shows in its bearers: they differ in everything else. With several units that is proof enough; with
fewer, the wording itself must be of the kind that could stand before anything. Staff have the last word.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from rapidfuzz.distance import Indel

from corpus.achievement import TEXT_FIELDS, Achievement
from indexer.keys import letters
from search_api.duplicates.alignment import Mask
from search_api.duplicates.stock import is_stock
from search_api.duplicates.text import BORDER, ComparedText, Stretch

GRAM: Final = 8
"""Letters of a run that is looked up."""

UNITS: Final = 3
"""Units besides the submission's own in whose texts a run must stand to be a template whatever it says."""

OWN: Final = 0.25
"""Share of its text that an achievement has to itself where it only bears a template; with less it is a repeat."""

ALIKE: Final = 0.6
"""Likeness of titles from which another achievement is the same one told again, not another bearer."""

GAP: Final = 12
"""Letters that may differ within a template: the name of a unit, a year."""


@dataclass(frozen=True, slots=True)
class TemplatePassage:
    """A stretch of a submission that counts for nothing, and how many other units were seen to bear it."""

    stretch: Stretch
    units: int


@dataclass(frozen=True, slots=True)
class Rulings:
    """What staff decided: runs that are a template wherever they stand, and runs that are none."""

    confirmed: frozenset[str] = frozenset()
    overruled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, confirmed: Iterable[str], overruled: Iterable[str]) -> "Rulings":
        """From the passages decided on, each a text."""
        return cls(_runs_of_all(confirmed), _runs_of_all(overruled))


NO_RULINGS: Final = Rulings()


@dataclass(frozen=True, slots=True)
class Templates:
    """Runs of `GRAM` letters that are not counted, and the number of other units that bear each."""

    runs: Mapping[str, int] = field(default_factory=dict)

    def mask(self, letters: str) -> Mask:
        """Which letters stand in such a run."""
        found = np.zeros(len(letters), bool)
        if self.runs:
            for at in range(len(letters) - GRAM + 1):
                if letters[at : at + GRAM] in self.runs:
                    found[at : at + GRAM] = True
        return found

    def passages(self, text: ComparedText) -> tuple[TemplatePassage, ...]:
        """The stretches of a text that are not counted."""
        return tuple(
            TemplatePassage(
                text.stretch(start, end), max(self.runs.get(run, 0) for run in _runs(text.letters[start:end]))
            )
            for start, end in _stretches(self.mask(text.letters))
        )

    def without(self, achievement: Achievement, text: ComparedText) -> Achievement:
        """An achievement without what is not counted in its running text."""
        mask = self.mask(text.letters)
        mask[: text.body] = False
        if not mask.any():
            return achievement
        kept = {name: getattr(achievement, name) for name in TEXT_FIELDS}
        for start, end in reversed(_stretches(mask)):
            cut = text.stretch(start, end)
            kept[cut.field] = kept[cut.field][: cut.start] + "\n" + kept[cut.field][cut.end :]
        return achievement.model_copy(update=kept)


def shared_templates(
    submission: Achievement,
    text: ComparedText,
    others: Iterable[tuple[Achievement, ComparedText]],
    rulings: Rulings = NO_RULINGS,
) -> Templates:
    """The templates of a submission.

    They are the runs that stand in texts of at least `UNITS` other units which have texts and titles of their own; what
    it has in common with any other that has a text of its own, where it is stock wording; and what staff confirmed.
    Nothing that staff overruled is among them.
    """
    own = _runs(text.letters)
    bearers: dict[str, set[str]] = {}
    stock: set[str] = set()
    for achievement, theirs in others:
        shared = set(own).intersection(runs := _runs(theirs.letters))
        if not shared or not _stands_alone(runs, shared):
            continue
        if _is_another(submission, achievement):
            for run in shared:
                bearers.setdefault(run, set()).add(letters(achievement.unit))
        if _stands_alone(own, shared):
            stock.update(_stock_runs(text, shared))
    found = {run for run, units in bearers.items() if len(units) >= UNITS} | stock | rulings.confirmed.intersection(own)
    return Templates({run: len(bearers.get(run, ())) for run in own if run in found and run not in rulings.overruled})


def _is_another(submission: Achievement, achievement: Achievement) -> bool:
    """Whether an achievement is another unit's and has another title."""
    unit, title = letters(achievement.unit), letters(achievement.title)
    alike = Indel.normalized_similarity(letters(submission.title), title)
    return bool(unit) and unit != letters(submission.unit) and alike < ALIKE


def _stands_alone(runs: Collection[str], shared: Collection[str]) -> bool:
    return sum(run not in shared for run in runs) >= OWN * len(runs)


def _stock_runs(text: ComparedText, shared: Collection[str]) -> Iterator[str]:
    """Runs within the stretches in common that are stock wording; what differs in between is read with them."""
    mask = Templates(dict.fromkeys(shared, 0)).mask(text.letters)
    for start, end in _joined(_stretches(mask), text.letters):
        if is_stock(text.letters[start:end]):
            yield from (run for run in _runs(text.letters[start:end]) if run in shared)


def _stretches(mask: Mask) -> list[tuple[int, int]]:
    """Where a mask holds, as spans."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _joined(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans with at most `GAP` letters and no border between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= GAP and BORDER not in text[joined[-1][1] : start]:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _runs(text: str) -> list[str]:
    runs = [text[at : at + GRAM] for at in range(len(text) - GRAM + 1)]
    return [run for run in runs if BORDER not in run]


def _runs_of_all(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(run for text in texts for run in _runs(letters(text)))
