"""A second look at the best candidates: how much of the question their texts say in one place.

BM25 counts terms wherever they stand, so a long text that says each of them somewhere passes for one that speaks of
them together. Here only positions count: the best short passage, and pairs of characters that stand together.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.achievement import Achievement
from corpus.normalize import clean_text
from corpus.normalize.characters import HAN
from indexer.technical import fold
from search_api.search.fusion import Fused
from search_api.search.weights import NEARNESS

DEPTH: Final = 20
"""Candidates that are looked at again; more cost time and change next to nothing in front."""

LONGEST: Final = 1_000
"""Characters of title and body that are looked at."""

PASSAGE: Final = 60
"""Length of a passage in characters; passages begin at every half of it. A multiple of `NEAR`."""

NEAR: Final = 10
"""Length of a stretch within which two characters stand near each other, whichever comes first."""

EXACT: Final = 1_024
"""Rarities are counted in parts of this, as whole numbers: their sums are exact, and equal texts stay equal."""

_UNBROKEN: Final = re.compile(f"[^\\W_{HAN}]+")
_MARKS: Final = 0xE000
"""Private characters, which cleaned texts do not hold: from here on they stand for runs of letters and digits."""

Read = Callable[[Sequence[int]], Mapping[int, Achievement]]
"""The achievements with some ids, as far as there are any."""

Table = npt.NDArray[np.bool_]
Parts = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sought:
    """What should stand together, and what each counts: characters (runs of letters and digits whole), and pairs."""

    characters: Mapping[str, float]
    pairs: Mapping[str, float]


def rerank(found: Fused, sought: Sought, read: Read, depth: int = DEPTH) -> Fused:
    """Raise the first `depth` candidates by the nearness of what is sought; the others stay behind them as they are.

    What cannot be read is raised by nothing.
    """
    if not len(found.ids) or not sought.characters:
        return found
    ids = found.ids[:depth].tolist()
    achievements = read(ids)
    scores = found.scores.copy()
    scores[: len(ids)] += nearness(sought, [_text(achievements[id]) if id in achievements else "" for id in ids])
    order = np.lexsort((found.ids, -scores))
    return replace(found, ids=found.ids[order], scores=scores[order])


def nearness(sought: Sought, texts: Sequence[str]) -> Shares:
    """How much each of some cleaned texts says in one place, shape (texts,), from 0 to the sum of the weights."""
    laid = _lay(texts, list(sought.characters))
    return NEARNESS["passage"] * _in_one_passage(laid, sought) + NEARNESS["pairs"] * _in_pairs(laid, sought)


def _text(achievement: Achievement) -> str:
    return clean_text(f"{achievement.title}\n{achievement.body}"[:LONGEST])


@dataclass(frozen=True, slots=True)
class _Laid:
    """Texts end to end, as the numbers of their terms from 1, and 0 for everything else.

    Each has one of `starts`, a multiple of half a passage, and begins half a passage behind it, so that nothing that
    is asked for at the end of a text finds the beginning of the next.
    """

    terms: npt.NDArray[np.int16]
    starts: npt.NDArray[np.int64]


def _lay(texts: Sequence[str], terms: Sequence[str]) -> _Laid:
    marks = {term: chr(_MARKS + at) for at, term in enumerate(terms) if _UNBROKEN.fullmatch(term)}
    folded = [fold(text) for text in texts]
    if marks:
        folded = [_UNBROKEN.sub(lambda run: marks.get(run[0], run[0]), text) for text in folded]
    half = PASSAGE // 2
    padded = ["\0" * half + text + "\0" * (-len(text) % half) for text in folded]
    numbers = np.zeros(0x110000, np.int16)
    numbers[[ord(marks.get(term, term)) for term in terms]] = np.arange(1, len(terms) + 1)
    codes = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32)
    return _Laid(numbers[codes], np.cumsum([0, *map(len, padded[:-1])]))


def _within(laid: _Laid, terms: int, length: int) -> Table:
    """Which terms stand in which stretches of `length`, each beginning half of it later; shape (terms, stretches)."""
    half = length // 2
    found = np.zeros((terms + 1, len(laid.terms) // half), bool)
    places = np.flatnonzero(laid.terms)
    found[laid.terms[places], places // half] = True
    found[:, :-1] |= found[:, 1:]
    return found[1:]


def _in_one_passage(laid: _Laid, sought: Sought) -> Shares:
    """The share of the characters, by rarity, in the passage of each text that has most of them."""
    rarity = _parts(sought.characters.values())
    passages = rarity @ _within(laid, len(rarity), PASSAGE)
    shares: Shares = np.maximum.reduceat(passages, laid.starts // (PASSAGE // 2)) / rarity.sum()
    return shares


def _in_pairs(laid: _Laid, sought: Sought) -> Shares:
    """The share of the pairs, by rarity: whole where they stand so, half where only near each other."""
    number = {character: at for at, character in enumerate(sought.characters)}
    known = [pair for pair in sought.pairs if len(pair) == 2 and pair[0] in number and pair[1] in number]
    if not known:
        return np.zeros(len(laid.starts))
    rarity = _parts(sought.pairs[pair] for pair in known)
    first, second = np.array([[number[pair[0]], number[pair[1]]] for pair in known]).T
    together = _following(laid, len(number), first, second)
    within = _within(laid, len(number), NEAR)
    near = np.logical_or.reduceat(within[first] & within[second], laid.starts // (NEAR // 2), axis=1)
    shares: Shares = (rarity @ together + rarity @ (near | together)) / (2 * rarity.sum())
    return shares


def _following(laid: _Laid, terms: int, first: Parts, second: Parts) -> Table:
    """Which pairs stand in which texts, one character right after the other; shape (pairs, texts)."""
    numbers = np.zeros((terms + 1, terms + 1), np.int64)
    numbers[first + 1, second + 1] = np.arange(1, len(first) + 1)
    pairs = numbers[laid.terms[:-1], laid.terms[1:]]
    places = np.flatnonzero(pairs)
    found = np.zeros((len(first) + 1, len(laid.starts)), bool)
    found[pairs[places], np.searchsorted(laid.starts, places, "right") - 1] = True
    return found[1:]


def _parts(rarities: Iterable[float]) -> Parts:
    return np.maximum(np.rint(np.fromiter(rarities, np.float64) * EXACT), 1).astype(np.int64)
