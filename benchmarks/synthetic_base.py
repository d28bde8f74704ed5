"""A knowledge base of synthetic records for benchmarks, made once and kept in `benchmarks/.work`."""

import random
from itertools import islice
from pathlib import Path

from benchmarks.indexing import fill
from corpus.synthetic import achievements
from indexer.errors import IndexMismatch
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings

FOLDER = Path(__file__).parent / ".work"
SEED = 20_260


def settings_for(records: int) -> Settings:
    """Settings of the kept base with so many records, made and indexed now where it is not there or outdated."""
    settings = Settings(home=FOLDER / str(records))
    base = KnowledgeBase(settings)
    fill(base.store, records)
    try:
        base.index()
    except IndexMismatch:
        base.index(rebuild=True)
    base.close()
    return settings


def questions(count: int) -> list[str]:
    """Questions of 4 to 24 characters: pieces of titles and sentences that are not in the base."""
    chance = random.Random(SEED)
    asked = []
    for achievement in islice(achievements(count, seed=SEED), count):
        text = chance.choice((achievement.title, achievement.title, achievement.summary or achievement.title))
        length = min(len(text), chance.randint(4, 24))
        start = chance.randint(0, len(text) - length)
        asked.append(text[start : start + length])
    return asked
