"""您是不是要找: words of a question that stand nowhere, but sound like words that do (提生机 → 提升机)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from corpus.normalize import clean_text
from indexer import views
from indexer.engine.protocol import Phrase

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

MAX_QUESTION: Final = 40
"""Longest question in characters that is looked at; a pasted text has no typing errors worth a guess."""

LONGEST: Final = 6
"""Characters of the longest stretch that is looked up by sound."""

SHORTEST: Final = 3
"""Characters of the shortest stretch inside a longer one: two sounds alone are shared by too many words."""

MAX_LOOKUPS: Final = 24

SAMPLE: Final = 30
"""Achievements that are read for one sound."""

_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]+")


def did_you_mean(base: "KnowledgeBase", text: str) -> str | None:
    """The question with what is nowhere written replaced by what sounds alike; None where nothing needs or gets it."""
    if len(text) > MAX_QUESTION:
        return None
    better = _CHINESE.sub(lambda run: _mend(base, run[0]), text)
    return better if better != text else None


def _mend(base: "KnowledgeBase", run: str) -> str:
    """One stretch of Chinese, mended at its first pair of characters that stands nowhere."""
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    if not pairs:
        return run
    known = base.engine.frequencies("bigrams", pairs)
    unknown = [at for at, count in enumerate(known) if not count]
    if not unknown:
        return run
    for start, end in _stretches(len(run), unknown):
        if (found := _sounding_like(base, run[start:end])) and found != run[start:end]:
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


def _sounding_like(base: "KnowledgeBase", stretch: str) -> str | None:
    """What is written most often where something sounds like the stretch."""
    sounds = tuple(views.pinyin(stretch))
    ids = base.engine.find(Phrase("pinyin", sounds, ("title", "body")), SAMPLE)
    if not ids:
        return None
    records = base.store.get_many(ids).values()
    texts = (f"{record.achievement.title}\n{record.achievement.body}" for record in records)
    written = Counter(_written(texts, sounds))
    return min(written, key=lambda word: (-written[word], word), default=None)


def _written(texts: Iterable[str], sounds: tuple[str, ...]) -> Iterator[str]:
    """The characters that stand where a text sounds so."""
    for text in texts:
        for run in _CHINESE.findall(clean_text(text)):
            spoken = views.pinyin(run)
            for at in range(len(spoken) - len(sounds) + 1):
                if tuple(spoken[at : at + len(sounds)]) == sounds and len(spoken) == len(run):
                    yield run[at : at + len(sounds)]
