"""Wording that several units use alike: headings, a group's phrases, instructions of a form. It proves no repeat."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from corpus.achievement import Achievement
from indexer.keys import letters
from search_api.duplicates.alignment import Mask
from search_api.duplicates.text import BORDER, ComparedText

GRAM: Final = 8
"""Letters of a run that is looked up."""

UNITS: Final = 3
"""Units besides the submission's own in whose texts a run must stand to be a template."""

OWN: Final = 0.25
"""Share of its text that an achievement has to itself where it only bears a template; with less it is a repeat."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Runs of `GRAM` letters that are not counted."""

    runs: frozenset[str] = frozenset()

    def mask(self, letters: str) -> Mask:
        """Which letters stand in such a run."""
        found = np.zeros(len(letters), bool)
        if self.runs:
            for at in range(len(letters) - GRAM + 1):
                if letters[at : at + GRAM] in self.runs:
                    found[at : at + GRAM] = True
        return found


def shared_templates(
    submission: ComparedText, unit: str, others: Iterable[tuple[Achievement, ComparedText]]
) -> Templates:
    """The runs of a submission that stand in texts of at least `UNITS` other units, which have texts of their own."""
    own = frozenset(_runs(submission.letters))
    bearers: dict[str, set[str]] = {}
    home = letters(unit)
    for achievement, text in others:
        runs = _runs(text.letters)
        shared = own.intersection(runs)
        other = letters(achievement.unit)
        if shared and other and other != home and _stands_alone(runs, shared):
            bearers.setdefault(other, set()).update(shared)
    counts = Counter(run for shared in bearers.values() for run in shared)
    return Templates(frozenset(run for run, units in counts.items() if units >= UNITS))


def _stands_alone(runs: Sequence[str], shared: frozenset[str]) -> bool:
    return sum(run not in shared for run in runs) >= OWN * len(runs)


def _runs(text: str) -> list[str]:
    runs = [text[at : at + GRAM] for at in range(len(text) - GRAM + 1)]
    return [run for run in runs if BORDER not in run]
