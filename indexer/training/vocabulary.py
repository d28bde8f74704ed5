"""The pieces that a static encoder knows: words and characters by how often they are used.

The pieces come from the general dictionary, the terms of the trade and the words of the training texts, so nothing has
to be learned: a unigram model wants each piece's frequency, and the dictionary says it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from indexer.dictionaries import bundled_terms
from indexer.tokens import load_tokenizer

CHARACTERS: Final = 8_000
"""Single characters among the pieces; the commonest 8,000 are all that modern texts use."""

LONGEST: Final = 4
"""Characters of the longest piece. Longer ones are rare, and looking for them costs a quarter more time."""

TRADE_RANK: Final = 20
"""Terms of the trade count as often as a word that one of so many words outranks."""

SENTENCE_SHARE: Final = 0.5
"""What the words of everyday sentences count beside those of formal texts and of the dictionary."""

UNKNOWN: Final = "[UNK]"
UNKNOWN_ID: Final = 0
_SINGLE: Final = 0.5
"""A character by itself is this much less likely than the words that hold it would have it."""
_RAREST: Final = 0.01
"""Frequency of a piece that no text holds, in shares of the rarest word that made it into the vocabulary."""
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz0123456789"


def make_tokenizer(formal: Iterable[str], sentences: Iterable[str], pieces: int) -> Tokenizer:
    """A tokenizer for cleaned text with `pieces` pieces, id 0 standing for whatever is unknown.

    `formal` are texts as they will be encoded, `sentences` everyday ones, which count less.
    """
    frequency = _frequencies(formal, sentences)
    characters = _characters(frequency)
    words = sorted((word for word in frequency if 1 < len(word) <= LONGEST), key=partial(_rank, frequency))
    words = words[: pieces - 1 - len(characters)]
    rarest = _RAREST * min((frequency[word] for word in words), default=1.0)
    vocabulary = [(UNKNOWN, 0.0)]
    vocabulary += [(word, math.log(frequency[word])) for word in words]
    vocabulary += [(c, math.log(max(frequency.get(c, 0.0) * _SINGLE, rarest))) for c in characters]
    return _tokenizer(vocabulary)


def _tokenizer(vocabulary: list[tuple[str, float]]) -> Tokenizer:
    tokenizer = Tokenizer(Unigram(vocabulary, UNKNOWN_ID, byte_fallback=False))
    tokenizer.normalizer = normalizers.Lowercase()
    # One pass for punctuation and white space: what a text is split by takes most of the time of cutting it.
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\p{P}]+"), "removed")
    return tokenizer


def _rank(frequency: Mapping[str, float], word: str) -> tuple[float, str]:
    return -frequency[word], word


def _frequencies(formal: Iterable[str], sentences: Iterable[str]) -> dict[str, float]:
    """Shares of words, summed over the dictionary and both kinds of text; terms of the trade are never rare."""
    total: defaultdict[str, float] = defaultdict(float)
    sources = ((_dictionary(), 1.0), (_words(formal), 1.0), (_words(sentences), SENTENCE_SHARE))
    for counts, weight in sources:
        everything = max(counts.total(), 1)
        for word, count in counts.items():
            total[word] += weight * count / everything
    usual = sorted(total.values(), reverse=True)[: len(total) // TRADE_RANK][-1]
    for term in bundled_terms():
        total[term] = max(total[term], usual)
    return dict(total)


def _dictionary() -> Counter[str]:
    """Chinese words of jieba's dictionary with their counts; read without importing jieba, which takes its time."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    counts: Counter[str] = Counter()
    with (Path(spec.origin).parent / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ")
            if _is_chinese(word):
                counts[word] = int(count)
    return counts


def _words(texts: Iterable[str]) -> Counter[str]:
    tokenizer = load_tokenizer()
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in tokenizer.spaced([text])[0].split() if word.isalnum())
    return counts


def _characters(frequency: Mapping[str, float]) -> list[str]:
    """The commonest single characters, with Latin letters and digits."""
    shares: defaultdict[str, float] = defaultdict(float)
    for word, share in frequency.items():
        for character in word:
            shares[character] += share
    commonest = sorted(shares, key=partial(_rank, shares))[: CHARACTERS - len(_LATIN)]
    return sorted({*commonest, *_LATIN})


def _is_chinese(word: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in word)
