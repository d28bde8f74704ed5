"""Which text serves what: nothing is tuned on what it is measured on.

`fit` is for fitting models and writing templates, `tune` is looked at while developing, `test` is measured when all is
frozen. A part's own texts are its sources, which stand in its history and are planted again, and its spare texts, which
stand in no history of the part: they are its unrelated submissions and what other submissions are made of. Histories
are filled up with background, of which nothing is ever planted, and those of `tune` and `test` with all texts of `fit`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal, get_args

from benchmarks.duplicates.texts import Kind, Text, rank

PartName = Literal["fit", "tune", "test"]
PARTS: Final[tuple[PartName, ...]] = get_args(PartName)

Role = Literal["background", "fit", "tune", "test"]

SHARES: Final[dict[Kind | Literal["trained"], tuple[float, float, float]]] = {
    "patent": (0.22, 0.33, 0.35),
    "paper": (0.22, 0.33, 0.35),
    "need": (0.22, 0.33, 0.35),
    "title": (0.15, 0.20, 0.25),
    "fault": (0.12, 0.12, 0.12),
    "trained": (0.30, 0.00, 0.00),
}
"""Shares of `PARTS`, by kind; the rest is background. `trained` are the patents and needs that the bundled encoder was
trained on and the weights of searches were chosen on."""

SPARE: Final = 0.62
"""Share of a part's texts that are spare.

No fault report is: many are about one case, in the words of several handbooks, so that nobody can say of two of them
that they are unrelated.
"""

FOLDS: Final = 6
"""Folds of the rewritten patents: two are `test`, one is `tune`, three are `fit`."""


@dataclass(frozen=True)
class Split:
    """The role of every text.

    `rewritten` are the keys of the patents that have rewrites; a patent and all its rewrites are in one fold.
    `rotation` moves the folds on: rotations 0, 2 and 4 together test each rewritten patent once, which is a
    cross-validation for what is frozen already; rotation 0 is the split for everything else. Other texts stay.
    """

    rewritten: frozenset[str]
    trained: frozenset[str] = frozenset()
    rotation: int = 0

    def role(self, text: Text) -> Role:
        """What a text serves."""
        if text.key in self.rewritten:
            return self.part_of_rewritten(text.key)
        ends = accumulate(SHARES["trained" if text.key in self.trained else text.kind])
        at = rank(text.key, "role")
        return next((part for part, end in zip(PARTS, ends, strict=True) if at < end), "background")

    def part_of_rewritten(self, key: str) -> PartName:
        """The part of a rewritten patent."""
        ranked = sorted(self.rewritten, key=lambda other: rank(other, "fold"))
        fold = (ranked.index(key) - self.rotation) % FOLDS
        return "test" if fold < 2 else "tune" if fold == 2 else "fit"

    def spare(self, text: Text) -> bool:
        """Whether a text of a part stands in none of the part's history."""
        return text.kind != "fault" and text.key not in self.rewritten and rank(text.key, "spare") < SPARE

    def history(self, texts: Iterable[Text], part: PartName) -> list[Text]:
        """What was handed in before, in the order of the texts."""
        return [text for text in texts if self._in_history(text, part)]

    def _in_history(self, text: Text, part: PartName) -> bool:
        role = self.role(text)
        return role == "background" or (role == part and not self.spare(text)) or (role == "fit" != part)
