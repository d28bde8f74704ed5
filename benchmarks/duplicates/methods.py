"""What every method of finding repeats is asked, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.duplicates.parts import Part
from benchmarks.duplicates.truth import Record
from corpus.achievement import Achievement


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method says of one submission.

    `source` is the id of the record that it most likely repeats, None where there is nothing like it. `score` rises
    with the likelihood; a method that names a `level` gives a probability. `candidates` are the ids that were looked
    at, for methods that look at some records only.
    """

    source: int | None
    score: float
    level: str = ""
    type: str = ""
    candidates: tuple[int, ...] = ()


Method = Callable[[Sequence[Record], Sequence[Achievement]], list[Answer]]
"""A history and submissions → an answer to each submission, which must not depend on the other submissions."""

Learner = Callable[[Part], Method]
"""Makes a method of the `fit` part; one that learns nothing ignores it."""
