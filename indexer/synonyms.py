"""Groups of terms that mean the same, applied to questions and never to documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from corpus.normalize import clean_text
from indexer.dictionaries import bundled_synonyms, entries
from indexer.errors import BadDictionary
from indexer.technical import fold
from indexer.tokens import Token

LONGEST: Final = 40
"""Longest member of a group in characters; a longer one is a sentence."""

MOST: Final = 30
"""Most members of one group."""


class Alternatives(NamedTuple):
    """A member of a group found in a question, its place, and the other members, in the group's order."""

    text: str
    start: int
    end: int
    others: tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """Groups of terms; a term that stands in several groups has the members of all of them as alternatives."""

    groups: tuple[tuple[str, ...], ...] = ()
    _others: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        others: dict[str, dict[str, None]] = {}
        for group in self.groups:
            for term in group:
                others.setdefault(term, {}).update(dict.fromkeys(other for other in group if other != term))
        object.__setattr__(self, "_others", {term: tuple(found) for term, found in others.items()})

    @classmethod
    def from_groups(cls, groups: Iterable[Sequence[str]]) -> "Synonyms":
        """Synonyms of groups as people wrote them; terms are cleaned and folded. Raises BadDictionary."""
        return cls(tuple(_group(group, f"第 {number} 组") for number, group in enumerate(groups, start=1)))

    @classmethod
    def from_text(cls, text: str, name: str = "同义词") -> "Synonyms":
        """Synonyms of a file's text, one group a line: `皮带机 = 带式输送机 = 胶带机`. Raises BadDictionary."""
        lines = entries(text)
        return cls(tuple(_group(line.split("="), f"“{name}”第 {number} 行") for number, line in lines))

    def __add__(self, more: "Synonyms") -> "Synonyms":
        return Synonyms((*self.groups, *more.groups))

    def others(self, term: str) -> tuple[str, ...]:
        """The alternatives of one term, folded; empty where it stands in no group."""
        return self._others.get(term, ())

    def expand(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For those words that stand in a group, as they are, their alternatives."""
        return {word: others for word in words if (others := self.others(word))}

    def find(self, text: str, tokens: Sequence[Token]) -> list[Alternatives]:
        """Members of groups in cleaned text, the longest at every place, from left to right without overlap.

        `tokens` are the text's words. A member begins and ends where words do, and may be made of several: 对轮 stands
        in 更换对轮 but not in 针对轮胎.
        """
        folded = fold(text)
        ends = {token.end for token in tokens}
        found: list[Alternatives] = []
        reached = 0
        for start in sorted({token.start for token in tokens}):
            end = self._longest(folded, start, ends) if start >= reached else None
            if end is not None:
                found.append(Alternatives(folded[start:end], start, end, self._others[folded[start:end]]))
                reached = end
        return found

    def _longest(self, text: str, start: int, ends: set[int]) -> int | None:
        for length in self._lengths.get(text[start], ()):
            if start + length in ends and text[start : start + length] in self._others:
                return start + length
        return None

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """Lengths of the terms that begin with a character, longest first."""
        lengths: dict[str, set[int]] = {}
        for term in self._others:
            lengths.setdefault(term[0], set()).add(len(term))
        return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def default_groups() -> tuple[tuple[str, ...], ...]:
    """The groups of the trade that come with the program."""
    return Synonyms.from_text(bundled_synonyms(), "synonyms.txt").groups


def _group(terms: Sequence[str], place: str) -> tuple[str, ...]:
    cleaned = tuple(dict.fromkeys(fold(clean_text(term)) for term in terms))
    if not all(cleaned):
        raise BadDictionary(f"同义词{place}有空的词。写法：皮带机 = 带式输送机 = 胶带机")
    if not 2 <= len(cleaned) <= MOST:
        raise BadDictionary(f"同义词{place}有 {len(cleaned)} 个不同的词，应为 2 至 {MOST} 个：“{cleaned[0]}”")
    if too_long := next((term for term in cleaned if len(term) > LONGEST or "\n" in term), None):
        raise BadDictionary(f"同义词{place}的“{too_long[:LONGEST]}…”太长，一个词至多 {LONGEST} 个字，不能换行")
    return cleaned
