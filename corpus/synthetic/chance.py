"""Drawing at random, quickly: everything from one stream of numbers."""

import random
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Final, TypeVar

T = TypeVar("T")

BITS: Final = 11
"""Bits of a draw from a deck."""

DECK: Final = 2**BITS
"""Cards in a deck; a list of words has fewer."""

FLATNESS: Final = 1 / 8
"""The item at rank r of n is drawn in proportion to 1 / (r + n * FLATNESS), the law of Zipf and Mandelbrot: the first
of a list about nine times as often as the last."""

Deck = tuple[T, ...]
"""`DECK` cards to draw from, each as likely as the others; what is common is on many of them."""


def deck_of(items: Sequence[T]) -> Deck[T]:
    """A shuffled deck in which every item is at least once, and the first ones the most often."""
    weights = [1 / (rank + len(items) * FLATNESS) for rank in range(1, len(items) + 1)]
    spare = (DECK - len(items)) / sum(weights)
    cards = [item for item, weight in zip(items, weights, strict=True) for _ in range(1 + int(weight * spare))]
    cards += [items[0]] * (DECK - len(cards))
    random.Random(len(items)).shuffle(cards)
    return tuple(cards)


class Chance:
    """A stream of draws. The same seed gives the same draws, on every machine and in every run."""

    def __init__(self, seed: str) -> None:
        source = random.Random(seed)
        self.random = source.random
        self.bits = source.getrandbits

    def draw(self, deck: Deck[T]) -> T:
        """One card."""
        return deck[self.bits(BITS)]

    def dealing(self, deck: Deck[T]) -> Callable[[], T]:
        """Deals the cards of a deck in their order, from a random place on, over and over: faster than drawing."""
        place = self.bits(BITS)
        return cycle(deck[place:] + deck[:place]).__next__

    def any_of(self, items: Sequence[T]) -> T:
        """One of the items, each as likely as the others."""
        return items[int(len(items) * self.random())]

    def zipf(self, count: int) -> int:
        """A number below `count` after Zipf's law: 0 is drawn about twice as often as 1."""
        return int((count + 1) ** self.random()) - 1

    def small(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included, the small ones the most often."""
        return low + int((high - low + 1) * self.random() * self.random())

    def happens(self, share: float) -> bool:
        """True in this share of the draws."""
        return self.random() < share
