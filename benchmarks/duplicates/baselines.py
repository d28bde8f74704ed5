"""Simple methods of finding repeats, as tools on the market have them, each one score a pair.

They compare letters, digits and Chinese characters of title and texts in lower case, and clean nothing else.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from rensa import RMinHash
from scipy.sparse import csr_array

from benchmarks.duplicates.methods import Answer, Method
from benchmarks.duplicates.truth import Record
from corpus.achievement import Achievement
from indexer.encoders import load_encoder
from indexer.tokens import load_tokenizer
from indexer.views import clean_parts, passage

RUN: Final = 13
"""Characters in a row from which on text counts as copied: the rule of CNKI."""

CONTAINED: Final = 8
ALIKE: Final = 5
"""Characters of the grams whose containment and Jaccard index are taken."""

HASHES: Final = 128
"""Slots of a MinHash signature; the standard error of the index is at most 0.044."""

K1: Final = 1.2
B: Final = 0.75
"""Usual parameters of BM25 (Robertson and Zaragoza 2009)."""

_AT_ONCE: Final = 256
_NO_LETTERS: Final = re.compile(r"[\W_]+")

Scores = npt.NDArray[np.float64]


def copied_runs(history: Sequence[Record], submissions: Sequence[Achievement]) -> list[Answer]:
    """Share of the submission that stands in one record in runs of at least 13 characters."""
    records: defaultdict[str, list[int]] = defaultdict(list)
    for record in history:
        for gram in set(_grams(_said(record.achievement), RUN)):
            records[gram].append(record.id)
    return [_most_copied(_said(submission), records) for submission in submissions]


def containment(history: Sequence[Record], submissions: Sequence[Achievement]) -> list[Answer]:
    """Share of the submission's 8-grams that stand in one record."""
    asked, known = _sets_of_grams(history, submissions, CONTAINED)
    sizes = asked.sum(axis=1)[:, None]
    return _best(history, (shared / sizes[rows] for rows, shared in _products(asked, known)))


def jaccard(history: Sequence[Record], submissions: Sequence[Achievement]) -> list[Answer]:
    """5-grams in common, divided by those in either."""
    asked, known = _sets_of_grams(history, submissions, ALIKE)
    ours, theirs = asked.sum(axis=1)[:, None], known.sum(axis=1)[None, :]
    return _best(history, (shared / (ours[rows] + theirs - shared) for rows, shared in _products(asked, known)))


def minhash(history: Sequence[Record], submissions: Sequence[Achievement]) -> list[Answer]:
    """The Jaccard index of 5-grams, estimated from 128 hashes."""
    known, asked = _signatures([record.achievement for record in history]), _signatures(submissions)
    return _best(history, ((row[None] == known).mean(axis=1)[None] for row in asked))


def bm25(history: Sequence[Record], submissions: Sequence[Achievement]) -> list[Answer]:
    """BM25 of words, divided by the score that the submission would have against itself."""
    tokenizer = load_tokenizer()
    texts = [_text(record.achievement) for record in history], [_text(submission) for submission in submissions]
    known, asked = ([Counter(words.split()) for words in tokenizer.spaced(each)] for each in texts)
    places: dict[str, int] = {}
    tallies, questions = _matrix(known, places), _matrix(asked, places)
    tallies.resize(len(known), len(places))
    found_in = np.bincount(tallies.indices, minlength=len(places))
    rarity = np.log1p((len(known) - found_in + 0.5) / (found_in + 0.5))
    usual = tallies.sum() / len(known)
    weighted, own = _saturated(tallies, rarity, usual), _saturated(questions, rarity, usual)
    itself = np.asarray(questions.multiply(own).sum(axis=1))[:, None]
    return _best(history, (scores / itself[rows] for rows, scores in _products(questions, weighted)))


def cosine(history: Sequence[Record], submissions: Sequence[Achievement]) -> list[Answer]:
    """Cosine of the bundled static encoder, as semhash does it."""
    encoder = load_encoder("bundled")
    known = encoder.encode([passage(clean_parts(record.achievement)) for record in history])
    asked = encoder.encode([passage(clean_parts(submission)) for submission in submissions])
    return _best(history, [(asked @ known.T).astype(np.float64)])


BASELINES: Final[dict[str, Method]] = {
    "13-character runs": copied_runs,
    "8-gram containment": containment,
    "5-gram Jaccard": jaccard,
    "MinHash (rensa)": minhash,
    "cosine": cosine,
    "BM25 ÷ own": bm25,
}


def _text(achievement: Achievement) -> str:
    return f"{achievement.title}\n{achievement.body}"


def _said(achievement: Achievement) -> str:
    return _NO_LETTERS.sub("", _text(achievement).lower())


def _grams(said: str, size: int) -> list[str]:
    """All grams; a text that is shorter than one is one."""
    return [said[at : at + size] for at in range(max(1, len(said) - size + 1))]


def _most_copied(said: str, records: dict[str, list[int]]) -> Answer:
    covered: Counter[int] = Counter()
    last: dict[int, int] = {}
    for at, gram in enumerate(_grams(said, RUN)):
        for id in records.get(gram, ()):
            covered[id] += min(len(gram), at - last.get(id, -RUN))
            last[id] = at
    if not covered:
        return Answer(None, 0.0)
    source, letters = min(covered.items(), key=lambda item: (-item[1], item[0]))
    return Answer(source, letters / len(said))


def _sets_of_grams(
    history: Sequence[Record], submissions: Sequence[Achievement], size: int
) -> tuple[csr_array, csr_array]:
    """Which grams submissions and records have, shapes (submissions, grams) and (records, grams), of 0 and 1."""
    places: dict[str, int] = {}
    known = _matrix([dict.fromkeys(_grams(_said(record.achievement), size), 1) for record in history], places)
    asked = _matrix([dict.fromkeys(_grams(_said(each), size), 1) for each in submissions], places)
    known.resize(len(history), len(places))
    return asked, known


def _matrix(rows: Sequence[dict[str, int]], places: dict[str, int]) -> csr_array:
    """Tallies as rows of a matrix; terms that have no place yet are given the next."""
    columns = [places.setdefault(term, len(places)) for row in rows for term in row]
    tallies = [tally for row in rows for tally in row.values()]
    ends = np.cumsum([0, *map(len, rows)])
    return csr_array((np.array(tallies, np.float64), columns, ends), shape=(len(rows), len(places)))


def _products(asked: csr_array, known: csr_array) -> Iterator[tuple[slice, Scores]]:
    """Rows of `asked` times all of `known`, some at a time, as (which rows, products)."""
    turned = known.T.tocsr()
    for start in range(0, asked.shape[0], _AT_ONCE):
        rows = slice(start, start + _AT_ONCE)
        yield rows, (asked[rows] @ turned).toarray()


def _saturated(tallies: csr_array, rarity: Scores, usual: float) -> csr_array:
    """BM25's weight of every term in every text."""
    lengths = np.repeat(tallies.sum(axis=1), np.diff(tallies.indptr))
    weights = tallies.data * (K1 + 1) / (tallies.data + K1 * (1 - B + B * lengths / usual))
    return csr_array((weights * rarity[tallies.indices], tallies.indices, tallies.indptr), shape=tallies.shape)


def _signatures(achievements: Iterable[Achievement]) -> npt.NDArray[np.uint32]:
    """MinHash signatures, shape (achievements, `HASHES`)."""
    grams = [_grams(_said(achievement), ALIKE) for achievement in achievements]
    return np.array([each.digest() for each in RMinHash.from_token_sets(grams, num_perm=HASHES, seed=1)], np.uint32)


def _best(history: Sequence[Record], scores: Iterable[Scores]) -> list[Answer]:
    """The best record of every submission; of equals the first. `scores` are (some submissions, records)."""
    return [
        Answer(history[place].id, float(row[place]))
        for some in scores
        for row, place in zip(some, some.argmax(axis=1).tolist(), strict=True)
    ]
