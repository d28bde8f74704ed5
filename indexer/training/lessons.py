"""Batches to learn from, drawn at random from examples."""

import random
import re
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass
from functools import partial
from typing import Final

from indexer.training.examples import Examples, Pair

BATCH: Final = 512
"""Pairs of one batch; every other pair's second text is a wrong answer to tell apart."""

_SENTENCE_END: Final = re.compile(r"[。；;！？!?\n]")
_CLAUSE_END: Final = re.compile(r"[，,。；;]")
_SHORTEST: Final = 5
"""Characters of a part worth learning from."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Two columns of texts of the same length; row by row they belong together.

    With `scores`, how alike people found each row; without, each row is right and all others are wrong.
    """

    firsts: list[str]
    seconds: list[str]
    scores: list[float] | None = None


Draw = Callable[[random.Random, int], Batch]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One kind of examples: how often it comes, relative to others, and how to draw a batch."""

    weight: float
    draw: Draw


def lessons_of(examples: Examples) -> list[Lesson]:
    """What can be learned from the examples; a kind with less than a batch comes accordingly less often."""
    parted = [parts for text in examples.bodies() if len(parts := _parts(text)) > 1]
    kinds: list[tuple[Sized, float, Draw]] = [
        *((pairs, 2.0, partial(_pairs, pairs)) for pairs in (examples.titled, examples.asked, examples.same)),
        (examples.scored, 1.0, partial(_scored, examples.scored)),
        (parted, 2.0, partial(_split, parted)),
    ]
    return [Lesson(weight * min(1.0, len(kind) / BATCH), draw) for kind, weight, draw in kinds if len(kind) > 1]


def _pairs(pairs: list[Pair], rng: random.Random, size: int) -> Batch:
    """Pairs with different second texts: one passage may answer several questions."""
    drawn = {second: first for first, second in rng.sample(pairs, min(size, len(pairs)))}
    return Batch(list(drawn.values()), list(drawn))


def _scored(scored: list[tuple[str, str, float]], rng: random.Random, size: int) -> Batch:
    drawn = rng.sample(scored, min(size, len(scored)))
    return Batch([a for a, _, _ in drawn], [b for _, b, _ in drawn], [score for _, _, score in drawn])


def _split(parted: list[list[str]], rng: random.Random, size: int) -> Batch:
    """Texts taken apart: one sentence, or half of them, belongs to the rest."""
    firsts, seconds = [], []
    for parts in rng.sample(parted, min(size, len(parted))):
        taken = len(parts) // 2 if len(parts) > 3 and rng.random() < 0.5 else 1
        order = rng.sample(range(len(parts)), len(parts))
        firsts.append(_joined(parts, order[:taken]))
        seconds.append(_joined(parts, order[taken:]))
    return Batch(firsts, seconds)


def _joined(parts: list[str], places: Iterable[int]) -> str:
    return "。".join(parts[place] for place in sorted(places))


def _parts(text: str) -> list[str]:
    """The sentences of a text, or its clauses where it is a single sentence."""
    for end in (_SENTENCE_END, _CLAUSE_END):
        parts = [part for part in end.split(text) if len(part) >= _SHORTEST]
        if len(parts) > 1:
            return parts
    return []
