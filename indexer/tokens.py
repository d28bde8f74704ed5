"""Cutting cleaned text into terms; the query side and the document side are the same code.

Whatever is not Chinese is taken out by the rules of `indexer.technical` before a cutter sees the text, so that cutters
only ever get runs of Chinese characters. On those jieba and its port to Rust agree; they differed around Latin letters
and digits. Both cut with jieba's dictionary, the bundled user terms and those of the staff.
"""

import hashlib
import logging
import re
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Final, Generic, NamedTuple, Protocol, Self, TypeVar

from indexer.dictionaries import bundled_terms, read_terms
from indexer.technical import FINGERPRINT, Term, fold, spaced_terms, technical_terms

_CUTTABLE: Final = "\u4e00-\u9fd5"
"""Chinese characters that the cutters know; rarer ones are terms of their own."""

_GAP: Final = re.compile(f"([^{_CUTTABLE}]+)")
_LONGEST_PART: Final = 6
_CACHED: Final = 200_000
"""Distinct words whose parts are remembered."""


class Token(NamedTuple):
    """A term as indexed (case folded) and where it stands: code points `start` to `end` of the cleaned text."""

    text: str
    start: int
    end: int


class Tokenizer(Protocol):
    """Cuts text into words. Two tokenizers never share an index."""

    @property
    def id(self) -> str:
        """Names the cutter and its version."""

    @property
    def dictionary(self) -> str:
        """Hash of the user dictionary and the rules for technical terms."""

    def words(self, text: str) -> list[Token]:
        """Words in search mode, in order of their start; punctuation and white space are left out."""

    def spaced(self, texts: Sequence[str]) -> list[str]:
        """The texts of `words(text)` for each text, separated by spaces, much faster."""


_Made = TypeVar("_Made")


class _Remembered(dict[str, _Made], Generic[_Made]):
    """What a function made of strings met before. Emptied when full, so that it stays small."""

    def __init__(self, function: Callable[[str], _Made]) -> None:
        self._function = function

    def __missing__(self, key: str) -> _Made:
        if len(self) >= _CACHED:
            self.clear()
        made = self[key] = self._function(key)
        return made


class _SearchMode(ABC):
    """What both tokenizers share: everything but cutting a run of Chinese and knowing a word."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        self._terms = terms
        self._dictionary = _hash((*sorted(terms), *FINGERPRINT, _CUTTABLE, str(_LONGEST_PART)))
        self._in_word = _Remembered(self._spans)
        self._of_word = _Remembered(lambda word: " ".join(term.text for term in self._in_word[word]))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[str, ...]]]:
        """To another process a tokenizer travels as its terms."""
        return type(self), (self._terms,)

    @property
    def dictionary(self) -> str:
        """Hash of the user dictionary and the rules for technical terms."""
        return self._dictionary

    def words(self, text: str) -> list[Token]:
        """Words in search mode, in order of their start; punctuation and white space are left out."""
        folded = fold(text)
        tokens: list[Token] = []
        gaps = _GAP.finditer(folded)
        at = 0
        for word in self._cut(_GAP.sub("\n", folded)):
            if word == "\n":
                gap = next(gaps)
                at = gap.start()
                tokens += [Token(t, at + a, at + b) for t, a, b in technical_terms(gap[0])]
                at = gap.end()
            else:
                tokens += [Token(t, at + a, at + b) for t, a, b in self._in_word[word]]
                at += len(word)
        return tokens

    def spaced(self, texts: Sequence[str]) -> list[str]:
        """The texts of `words(text)` for each text, separated by spaces, much faster."""
        pieces = [_GAP.split(fold(text)) for text in texts]  # by turns Chinese and other
        runs = filter(None, chain.from_iterable(each[::2] for each in pieces))
        words = iter(" ".join(map(self._of_word.__getitem__, self._cut("\n".join(runs)))).split(" \n "))
        found: list[str] = []
        for each in pieces:
            each[::2] = [next(words) if run else "" for run in each[::2]]
            each[1::2] = map(spaced_terms, each[1::2])
            found.append(" ".join(filter(None, each)))
        return found

    def _spans(self, word: str) -> tuple[Term, ...]:
        """The word and its parts: shorter words in the dictionary, and what they leave uncovered."""
        if len(word) < 3:
            return (Term(word, 0, len(word)),)
        spans = [
            (start, start + size)
            for size in range(2, min(len(word) - 1, _LONGEST_PART) + 1)
            for start in range(len(word) - size + 1)
            if self._knows(word[start : start + size])
        ]
        spans += _uncovered(spans, len(word)) if spans else []
        return tuple(Term(word[a:b], a, b) for a, b in sorted([*spans, (0, len(word))]))

    @abstractmethod
    def _cut(self, text: str) -> list[str]:
        """A line of Chinese runs, cut; each line feed by itself."""

    @abstractmethod
    def _knows(self, word: str) -> bool:
        """Whether the dictionary holds the word."""


class RJiebaTokenizer(_SearchMode):
    """Cuts with rjieba: ready in a tenth of a second, millions of characters a second."""

    def __init__(self, terms: tuple[str, ...] = ()) -> None:
        import rjieba

        super().__init__(terms)
        self._jieba = rjieba.Jieba()
        for term in terms:
            self._jieba.add_word(term, None, None)
        self._version = version("rjieba")

    @property
    def id(self) -> str:
        """Names the cutter and its version."""
        return f"rjieba {self._version}"

    def _cut(self, text: str) -> list[str]:
        cut: list[str] = self._jieba.cut(text)
        return cut

    def _knows(self, word: str) -> bool:
        return bool(self._jieba.has_word(word))


class JiebaTokenizer(_SearchMode):
    """Cuts with jieba itself, where rjieba is not to be had: the same words, some fifteen times slower."""

    def __init__(self, terms: tuple[str, ...] = ()) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba's source has invalid escapes, said once when it is compiled
            import jieba

        super().__init__(terms)
        logging.getLogger("jieba").setLevel(logging.WARNING)
        self._jieba = jieba.Tokenizer()
        for term in terms:
            self._jieba.add_word(term)
        self._version = version("jieba")

    @property
    def id(self) -> str:
        """Names the cutter and its version."""
        return f"jieba {self._version}"

    def _cut(self, text: str) -> list[str]:
        cut: list[str] = self._jieba.lcut(text)
        return cut

    def _knows(self, word: str) -> bool:
        return bool(self._jieba.FREQ.get(word))


def load_tokenizer(user_terms: Path | None = None) -> Tokenizer:
    """The tokenizer for bulk, with the bundled terms and those of the file. Raises BadDictionary.

    jieba itself takes its place on a machine that rjieba has no build for.
    """
    own = read_terms(user_terms) if user_terms else ()
    terms = tuple(dict.fromkeys((*bundled_terms(), *own)))
    try:
        return RJiebaTokenizer(terms)
    except ImportError:
        return JiebaTokenizer(terms)


def _uncovered(spans: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Stretches of at least two characters that no span covers: 断绳 in 断绳保护, of which only 保护 is known."""
    free: list[tuple[int, int]] = []
    reached = 0
    for start, end in sorted([*spans, (length, length)]):
        if start - reached > 1:
            free.append((reached, start))
        reached = max(reached, end)
    return free


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
