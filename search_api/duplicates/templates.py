"""Wording that units use alike: headings, a group's phrases, instructions of a form. It proves no repeat.

What is a template shows in its bearers: they differ in everything else. With several units that is proof enough; with
fewer, the wording itself must be of the kind that could stand before anything. Staff have the last word.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from rapidfuzz.distance import Indel

from corpus.achievement import TEXT_FIELDS, Achievement
from indexer.keys import letters
from search_api.duplicates.alignment import Mask
from search_api.duplicates.runs import BORDER, RUN, Runs, among, covered, runs
from search_api.duplicates.stock import is_stock
from search_api.duplicates.text import ComparedText, Stretch

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


@dataclass(frozen=True)
class Templates:
    """Runs of `RUN` letters that are not counted, and the number of other units that bear each."""

    runs: Mapping[str, int] = field(default_factory=dict)

    def mask(self, text: ComparedText) -> Mask:
        """Which letters stand in such a run; what was asked once is remembered."""
        mask = self._masks.get(text.letters)
        if mask is None:
            mask = self._masks[text.letters] = covered(among(text.runs, self._numbers), len(text.letters))
            mask.flags.writeable = False
        return mask

    def passages(self, text: ComparedText) -> tuple[TemplatePassage, ...]:
        """The stretches of a text that are not counted."""
        return tuple(
            TemplatePassage(
                text.stretch(start, end), max(self.runs.get(run, 0) for run in _written(text.letters[start:end]))
            )
            for start, end in _stretches(self.mask(text))
        )

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        return {}

    @cached_property
    def _numbers(self) -> Runs:
        numbers = np.unique(runs(BORDER.join(self.runs)))
        return numbers[numbers > 0]

    def without(self, achievement: Achievement, text: ComparedText) -> Achievement:
        """An achievement without what is not counted in its running text."""
        mask = self.mask(text).copy()
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
    others: Iterable[ComparedText],
    rulings: Rulings = NO_RULINGS,
) -> Templates:
    """The templates of a submission.

    They are the runs that stand in texts of at least `UNITS` other units which have texts and titles of their own; what
    it has in common with any other that has a text of its own, where it is stock wording; and what staff confirmed.
    Nothing that staff overruled is among them.
    """
    known, places = np.unique(text.runs, return_inverse=True)
    bearers, shared = _bearing(known, list(others))
    borne: dict[str, Mask] = {}
    for bearer, theirs in zip(bearers, shared, strict=True):
        if _is_another(submission, bearer.achievement):
            unit = letters(bearer.achievement.unit)
            borne[unit] = theirs | borne.get(unit, False)
    units = sum(borne.values(), np.zeros(len(known), np.int64))[places]
    found = ((units >= UNITS) | _stock_of_all(text, shared[:, places])).tolist()
    told = zip((text.letters[at : at + RUN] for at in range(len(places))), found, units.tolist(), strict=True)
    return Templates(
        {run: of for run, holds, of in told if (holds or run in rulings.confirmed) and run not in rulings.overruled}
    )


def _bearing(known: Runs, others: Sequence[ComparedText]) -> tuple[list[ComparedText], Mask]:
    """Texts that hold some known runs and have enough of their own, and which they hold: shape (texts, known)."""
    numbers = runs(BORDER.join(each.letters for each in others))  # together, as most are asked for nothing else
    texts = np.repeat(np.arange(len(others)), [len(each.letters) + 1 for each in others])[: len(numbers)][numbers > 0]
    numbers = numbers[numbers > 0]
    hits = among(numbers, known)
    shared = np.zeros((len(others), len(known)), bool)
    shared[texts[hits], known.searchsorted(numbers[hits])] = True
    all_runs, common = (np.bincount(some, minlength=len(others)) for some in (texts, texts[hits]))
    kept = np.flatnonzero((common > 0) & (1 - common / np.maximum(all_runs, 1) >= OWN))
    return [others[at] for at in kept.tolist()], shared[kept]


def _is_another(submission: Achievement, achievement: Achievement) -> bool:
    """Whether an achievement is another unit's and has another title."""
    unit, title = letters(achievement.unit), letters(achievement.title)
    alike = Indel.normalized_similarity(letters(submission.title), title)
    return bool(unit) and unit != letters(submission.unit) and alike < ALIKE


def _stock_of_all(text: ComparedText, shared: Mask) -> Mask:
    """What is stock wording of what others share, where the text keeps enough of its own; one row for each other."""
    own = text.runs > 0
    enough = (~shared & own).sum(axis=1) >= OWN * own.sum()
    stock = np.zeros(len(own), bool)
    for row in {row.tobytes(): row for row in shared[enough]}.values():
        stock |= _stock(text, row)
    return stock


def _stock(text: ComparedText, shared: Mask) -> Mask:
    """The shared runs within stretches that are stock wording; what differs in between is read with them."""
    found = np.zeros(len(shared), bool)
    for start, end in _joined(_stretches(covered(shared, len(text.letters))), text.letters):
        if is_stock(text.letters[start:end]):
            found[start : end - RUN + 1] = shared[start : end - RUN + 1]
    return found


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


def _written(text: str) -> list[str]:
    """The runs of a text as they are written."""
    return [run for at in range(len(text) - RUN + 1) if BORDER not in (run := text[at : at + RUN])]


def _runs_of_all(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(run for text in texts for run in _written(letters(text)))
