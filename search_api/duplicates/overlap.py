"""What two texts have in common of their running text, templates left out: measured once, and read by many."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from search_api.duplicates.alignment import Alignment, Mask
from search_api.duplicates.templates import Templates
from search_api.duplicates.text import ComparedText

FEWEST: Final = 8
"""Letters of running text, templates left out, below which there is nothing to copy."""

AMID: Final = 16
"""Letters of a template that do not part a passage: what stands on both sides of a stock phrase was copied with it."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Overlap:
    """`copied` is one value a letter of the submission's running text: whether it is in common and no template's.

    `of_submission` and `of_achievement` are the shares in common (0 to 1), None where hardly any text is left.
    `lengths` are the letters of `copied` in each passage, in order: at most `AMID` letters of a template amid a passage
    are not counted, but do not part it either. `size` counts the letters of the submission's own text.
    """

    copied: Mask
    of_submission: float | None
    of_achievement: float | None
    lengths: Places
    size: int

    @classmethod
    def of(
        cls, submission: ComparedText, achievement: ComparedText, alignment: Alignment, templates: Templates
    ) -> Self:
        """Measure."""
        ours, theirs = (~templates.mask(text)[text.body :] for text in (submission, achievement))
        common = alignment.of_submission[submission.body :]
        copied = common & ours
        contained = alignment.of_achievement[achievement.body :] & theirs
        lengths = _lengths(copied, common & ~ours)
        return cls(copied, _share(copied, ours), _share(contained, theirs), lengths, int(np.count_nonzero(ours)))

    @property
    def measured(self) -> bool:
        """Whether both sides have text enough."""
        return self.of_submission is not None and self.of_achievement is not None

    @property
    def longest(self) -> int:
        """Letters of the longest passage."""
        return int(self.lengths.max(initial=0))

    @property
    def concentration(self) -> float:
        """Share of the copied letters that stand in the longest passage: near 1 where one passage was taken over."""
        return self.longest / max(1, int(self.lengths.sum()))


def _share(common: Mask, own: Mask) -> float | None:
    size = np.count_nonzero(own)
    return np.count_nonzero(common) / size if size >= FEWEST else None


def _lengths(copied: Mask, stock: Mask) -> Places:
    """How many letters are copied in each stretch of copied ones and of stock wording in common that is short."""
    passages = copied | stock
    for start, end in zip(*_stretches(stock), strict=True):
        if end - start > AMID:
            passages[start:end] = False
    starts, ends = _stretches(passages)
    so_far = np.concatenate(([0], np.cumsum(copied)))
    lengths = so_far[ends] - so_far[starts]
    return lengths[lengths > 0]


def _stretches(mask: Mask) -> tuple[Places, Places]:
    """Where the stretches of a mask begin, and where they end."""
    padded = np.zeros(len(mask) + 2, bool)
    padded[1:-1] = mask
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]
