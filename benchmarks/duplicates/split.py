"""Which text serves what: nothing is tuned on what it is measured on.

`fit` is for fitting models and writing templates, `tune` is looked at while developing, `test` is measured when all is
frozen. A part's own texts are its sources, which stand in its history and are planted again, and its spare texts, which
stand in no history of the part: they are its unrelated submissions and what other submissions are made of. Histories
are filled up with background, of which nothing is ever planted, and those of `tune` and `test` with all texts of `fit`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
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
TESTED: Final = 2
"""Folds of the rewritten patents, and how many of them are `test`; one other is `tune`, the rest `fit`."""


@dataclass(frozen=True)
class Split:
    """The role of every text.

    `rewritten` are the keys of the patents that have rewrites; a patent and all its rewrites are in one fold. `tuned`
    (0 to 3) says which of the folds that are not tested is `tune`: all four together are a cross-validation that may be
    looked at while developing. `tested` (0 to 2) says which pair of folds is `test`: all three together test each
    rewritten patent once, when everything is frozen. Other texts stay where they are.
    """

    rewritten: frozenset[str]
    trained: frozenset[str] = frozenset()
    tuned: int = 0
    tested: int = 0

    def turns(self, part: PartName) -> list["Split"]:
        """The splits of a cross-validation of a part, this one's folds first; of `fit` there is none."""
        if part == "tune":
            return [replace(self, tuned=(self.tuned + turn) % (FOLDS - TESTED)) for turn in range(FOLDS - TESTED)]
        if part == "test":
            return [replace(self, tested=(self.tested + turn) % (FOLDS // TESTED)) for turn in range(FOLDS // TESTED)]
        return [self]

    def role(self, text: Text) -> Role:
        """What a text serves."""
        if text.key in self.rewritten:
            return self.part_of_rewritten(text.key)
        ends = accumulate(SHARES["trained" if text.key in self.trained else text.kind])
        at = rank(text.key, "role")
        return next((part for part, end in zip(PARTS, ends, strict=True) if at < end), "background")

    def part_of_rewritten(self, key: str) -> PartName:
        """The part of a rewritten patent."""
        fold = self._folds[key]
        if fold // TESTED == self.tested:
            return "test"
        others = [other for other in range(FOLDS) if other // TESTED != self.tested]
        return "tune" if fold == others[self.tuned] else "fit"

    @cached_property
    def _folds(self) -> dict[str, int]:
        ranked = sorted(self.rewritten, key=lambda key: rank(key, "fold"))
        return {key: at % FOLDS for at, key in enumerate(ranked)}

    def spare(self, text: Text) -> bool:
        """Whether a text of a part stands in none of the part's history."""
        return text.kind != "fault" and text.key not in self.rewritten and rank(text.key, "spare") < SPARE

    def history(self, texts: Iterable[Text], part: PartName) -> list[Text]:
        """What was handed in before, in the order of the texts."""
        return [text for text in texts if self._in_history(text, part)]

    def _in_history(self, text: Text, part: PartName) -> bool:
        role = self.role(text)
        return role == "background" or (role == part and not self.spare(text)) or (role == "fit" != part)
