"""Which passages two achievements share: exactly, or nearly (characters inserted, words replaced, figures changed).

First the exact: from left to right, each time the longest run of letters that stands in the other text too and is not
taken yet (greedy string tiling, Wise 1993). Then, for clauses that are still mostly free, the clause of the other text
that is most like them, whatever the order of sentences. Neighbouring pieces are joined where both texts go on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from search_api.duplicates.runs import BORDER, RUN, among
from search_api.duplicates.text import ComparedText, Stretch

SEED: Final = RUN
"""Shortest run of letters that counts as copied by itself."""

ALIKE: Final = 0.6
"""Likeness of two clauses (letters in common, twice, by letters of both) from which one is the other rewritten."""

SHORTEST_NEAR: Final = 8
"""Letters of the shortest clause that is compared as a whole."""

FREE: Final = 0.5
"""Share of a clause that must not have been found exactly for it to be compared as a whole."""

GAP: Final = 10
"""Letters between two pieces, in either text, over which they are still one passage."""

Mask = npt.NDArray[np.bool_]
"""One value a letter, borders included."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What two texts share: a stretch of each, `near` where they are not letter for letter the same."""

    kind: Literal["exact", "near"]
    submission: Stretch
    achievement: Stretch
    letters: int
    """Letters that both stretches have in common, in order."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The shared passages, in the order of the submission, and which letters of each text they have in common."""

    passages: tuple[Passage, ...]
    of_submission: Mask
    of_achievement: Mask


@dataclass(slots=True)
class _Piece:
    """Letters `a` to `a_end` of the submission and `b` to `b_end` of the achievement."""

    a: int
    a_end: int
    b: int
    b_end: int


def align(submission: ComparedText, achievement: ComparedText) -> Alignment:
    """Find all shared passages of two texts."""
    a, b = submission.letters, achievement.letters
    taken_a, taken_b = bytearray(len(a)), bytearray(len(b))
    tiles = _tiles(submission, achievement, taken_a, taken_b)
    pieces = [*tiles, *_rewritten(submission, achievement, taken_a, taken_b)]
    passages = tuple(_passage(submission, achievement, piece) for piece in _joined(sorted(pieces, key=_order), a, b))
    return Alignment(passages, np.frombuffer(taken_a, bool), np.frombuffer(taken_b, bool))


def _tiles(
    submission: ComparedText, achievement: ComparedText, taken_a: bytearray, taken_b: bytearray
) -> Iterator[_Piece]:
    """Exact runs of at least `SEED` letters, marked as taken (1) on both sides."""
    a, b = submission.letters, achievement.letters
    free = 0
    for at, places in _seeds(submission, achievement):
        if at < free:
            continue
        length, before = max((_run(a, at, b, start, taken_b), -start) for start in places)
        if length >= SEED:
            _take(taken_a, at, length)
            _take(taken_b, -before, length)
            free = at + length
            yield _Piece(at, free, -before, -before + length)


def _seeds(submission: ComparedText, achievement: ComparedText) -> Iterator[tuple[int, list[int]]]:
    """Where runs of the submission begin that stand in the achievement too, and where they stand there."""
    theirs = np.flatnonzero(among(achievement.runs, submission.distinct))
    if not len(theirs):
        return
    seeds: defaultdict[int, list[int]] = defaultdict(list)
    for number, start in zip(achievement.runs[theirs].tolist(), theirs.tolist(), strict=True):
        seeds[number].append(start)
    for at, number in enumerate(submission.runs.tolist()):
        if number in seeds:
            yield at, seeds[number]


def _run(a: str, i: int, b: str, j: int, taken_b: bytearray) -> int:
    """How many letters are the same from here on, up to a border or what is taken."""
    start = i
    while i < len(a) and j < len(b) and a[i] == b[j] != BORDER and not taken_b[j]:
        i += 1
        j += 1
    return i - start


def _rewritten(
    submission: ComparedText, achievement: ComparedText, taken_a: bytearray, taken_b: bytearray
) -> Iterator[_Piece]:
    """Clauses that are like one of the other text; the letters in common are marked as taken."""
    ours = _free(submission.clauses, taken_a)
    theirs = _free(achievement.clauses, taken_b)
    if not ours or not theirs:
        return
    a = [submission.letters[start:end] for start, end in ours]
    b = [achievement.letters[start:end] for start, end in theirs]
    likeness = process.cdist(a, b, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, dtype=np.float32)
    for i, j in _pairs(likeness):
        for at_a, at_b, length in Indel.opcodes(a[i], b[j]).as_matching_blocks():
            _take(taken_a, ours[i][0] + at_a, length)
            _take(taken_b, theirs[j][0] + at_b, length)
        yield _Piece(*ours[i], *theirs[j])


def _take(taken: bytearray, start: int, length: int) -> None:
    taken[start : start + length] = b"\1" * length


def _free(clauses: Sequence[tuple[int, int]], taken: bytearray) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start, end in clauses
        if end - start >= SHORTEST_NEAR and taken.count(0, start, end) >= FREE * (end - start)
    ]


def _pairs(likeness: npt.NDArray[np.float32]) -> Iterator[tuple[int, int]]:
    """Pairs from the most alike down, each clause once; of equals the first."""
    rows, columns = np.nonzero(likeness)
    order = np.lexsort((columns, rows, -likeness[rows, columns]))
    used_rows: set[int] = set()
    used_columns: set[int] = set()
    for i, j in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if i not in used_rows and j not in used_columns:
            used_rows.add(i)
            used_columns.add(j)
            yield i, j


def _order(piece: _Piece) -> tuple[int, int]:
    return piece.a, piece.b


def _joined(pieces: Iterable[_Piece], a: str, b: str) -> Iterator[_Piece]:
    """Pieces that follow each other in both texts, with little between them and no border, as one."""
    last: _Piece | None = None
    for piece in pieces:
        if last and _goes_on(last, piece, a, b):
            last = _Piece(last.a, max(last.a_end, piece.a_end), last.b, max(last.b_end, piece.b_end))
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _goes_on(last: _Piece, piece: _Piece, a: str, b: str) -> bool:
    between_a, between_b = piece.a - last.a_end, piece.b - last.b_end
    return (
        between_a <= GAP
        and -SEED < between_b <= GAP
        and BORDER not in a[last.a : piece.a_end]
        and BORDER not in b[last.b : piece.b_end]
    )


def _passage(submission: ComparedText, achievement: ComparedText, piece: _Piece) -> Passage:
    a, b = submission.letters[piece.a : piece.a_end], achievement.letters[piece.b : piece.b_end]
    return Passage(
        "exact" if a == b else "near",
        submission.stretch(piece.a, piece.a_end),
        achievement.stretch(piece.b, piece.b_end),
        round(Indel.similarity(a, b) / 2),
    )
