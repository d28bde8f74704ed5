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


@dataclass(frozen=True, slots=True)
class Overlap:
    """`copied` is one value a letter of the submission's running text: whether it is in common and no template's.

    `of_submission` and `of_achievement` are the shares in common (0 to 1), None where hardly any text is left.
    `lengths` are those of the runs of `copied`, in order; `size` counts the letters of the submission's own text.
    """

    copied: Mask
    of_submission: float | None
    of_achievement: float | None
    lengths: npt.NDArray[np.int64]
    size: int

    @classmethod
    def of(
        cls, submission: ComparedText, achievement: ComparedText, alignment: Alignment, templates: Templates
    ) -> Self:
        """Measure."""
        ours, theirs = (~templates.mask(text)[text.body :] for text in (submission, achievement))
        copied = alignment.of_submission[submission.body :] & ours
        contained = alignment.of_achievement[achievement.body :] & theirs
        return cls(
            copied, _share(copied, ours), _share(contained, theirs), _lengths(copied), int(np.count_nonzero(ours))
        )

    @property
    def measured(self) -> bool:
        """Whether both sides have text enough."""
        return self.of_submission is not None and self.of_achievement is not None

    @property
    def longest(self) -> int:
        """Letters of the longest run."""
        return int(self.lengths.max(initial=0))

    @property
    def concentration(self) -> float:
        """Share of the copied letters that stand in the longest run: near 1 where one passage was taken over."""
        return self.longest / max(1, int(self.lengths.sum()))


def _share(common: Mask, own: Mask) -> float | None:
    size = np.count_nonzero(own)
    return np.count_nonzero(common) / size if size >= FEWEST else None


def _lengths(taken: Mask) -> npt.NDArray[np.int64]:
    """Lengths of the runs of a mask."""
    padded = np.zeros(len(taken) + 2, bool)
    padded[1:-1] = taken
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[1::2] - edges[::2]
