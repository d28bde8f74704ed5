"""您是不是要找: words of a question that stand nowhere, but sound like words that do (提生机 → 提升机)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from corpus.normalize import clean_text
from indexer import views
from indexer.engine.protocol import Phrase
from indexer.pinyin import readings

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

MAX_QUESTION: Final = 40
"""Longest question in characters that is looked at; a pasted text has no typing errors worth a guess."""

LONGEST: Final = 6
"""Characters of the longest stretch that is looked up by sound."""

SHORTEST: Final = 3
"""Characters of the shortest stretch inside a longer one: two sounds alone are shared by too many words."""

LONGEST_SYLLABLE: Final = 6

MAX_LOOKUPS: Final = 24

SAMPLE: Final = 30
"""Achievements that are read for one sound."""

NONE: Final[Mapping[str, int]] = {}

_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]+")
_LETTERS: Final = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z]{4,30}(?![A-Za-z0-9-])")


def did_you_mean(base: "KnowledgeBase", text: str, known: Mapping[str, int] = NONE) -> str | None:
    """The question with what is nowhere written replaced by what sounds alike; None where nothing needs or gets it.

    `known` are pairs of characters that were counted before, and how many achievements hold each.
    """
    if len(text) > MAX_QUESTION:
        return None
    better = _CHINESE.sub(lambda run: _mend(base, run[0], known), text)
    better = _LETTERS.sub(lambda run: _spell_out(base, run[0]), better)
    return better if better != text else None


def _spell_out(base: "KnowledgeBase", letters: str) -> str:
    """Pinyin typed instead of characters, where no achievement holds the letters: tishengji → 提升机."""
    word = letters.lower()
    if base.engine.frequencies({"words": [word]})["words"][word]:
        return letters
    sounds = syllables_of(word)
    return (_written_as(base, sounds) if len(sounds) > 1 else None) or letters


def syllables_of(letters: str) -> tuple[str, ...]:
    """The fewest syllables that the letters are made of, the longest first; empty where they are no pinyin."""
    known = set(readings().values())
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(letters) + 1):
        ways = (
            (*before, letters[start:end])
            for start in range(max(0, end - LONGEST_SYLLABLE), end)
            if (before := best[start]) is not None and letters[start:end] in known
        )
        best.append(min(ways, key=lambda way: (len(way), [-len(sound) for sound in way]), default=None))
    return best[-1] or ()


def _mend(base: "KnowledgeBase", run: str, known: Mapping[str, int]) -> str:
    """One stretch of Chinese, mended where a pair of its characters stands nowhere."""
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    doubtful = [pair for pair in pairs if pair not in known]
    counts = {**known, **base.engine.frequencies({"bigrams": doubtful})["bigrams"]} if doubtful else known
    unknown = [at for at, pair in enumerate(pairs) if not counts[pair]]
    if not unknown:
        return run
    for start, end in _stretches(len(run), unknown):
        if (found := _written_as(base, tuple(views.pinyin(run[start:end])))) and found != run[start:end]:
            return run[:start] + found + run[end:]
    return run


def _stretches(length: int, unknown: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches to look up, longest first: those that hold most of the unknown pairs before others."""
    shortest = min(SHORTEST, length)
    tried = 0
    for size in range(min(LONGEST, length), shortest - 1, -1):
        starts = range(length - size + 1)
        held = {start: sum(start <= at < start + size - 1 for at in unknown) for start in starts}
        for start in sorted((s for s in starts if held[s]), key=lambda s: -held[s]):
            if tried == MAX_LOOKUPS:
                return
            tried += 1
            yield start, start + size


def _written_as(base: "KnowledgeBase", sounds: tuple[str, ...]) -> str | None:
    """What is written most often where titles sound so."""
    ids = base.engine.find(Phrase("pinyin", sounds, ("title",)), SAMPLE)
    if not ids:
        return None
    records = base.store.get_many(ids).values()
    written = Counter(_written((record.achievement.title for record in records), sounds))
    return min(written, key=lambda word: (-written[word], word), default=None)


def _written(titles: Iterable[str], sounds: tuple[str, ...]) -> Iterator[str]:
    """The characters that stand where a title sounds so."""
    for title in titles:
        for run in _CHINESE.findall(clean_text(title)):
            spoken = views.pinyin(run)
            for at in range(len(spoken) - len(sounds) + 1):
                if tuple(spoken[at : at + len(sounds)]) == sounds and len(spoken) == len(run):
                    yield run[at : at + len(sounds)]
