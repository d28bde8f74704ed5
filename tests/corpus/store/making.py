"""Achievements made up for the tests."""

from collections.abc import Sequence

from corpus.achievement import Achievement, StoredAchievement
from corpus.store import Entry, Store


def achievement(number: int = 1, **fields: object) -> Achievement:
    """A small achievement; different numbers, different codes and titles."""
    made = {"code": f"JX-{number:04}", "title": f"第{number}号输送带跑偏自动纠正装置", "unit": "北山选煤厂"} | fields
    return Achievement.model_validate(made)


def entries(*numbers: int) -> list[Entry]:
    return [Entry.of(achievement(number)) for number in numbers]


def add(store: Store, *achievements: Achievement, actor: str = "张工") -> list[int]:
    with store.writing(actor) as writing:
        return writing.add([Entry.of(each) for each in achievements])


def changed(store: Store, after: int = 0, batch: int = 1_000) -> list[StoredAchievement]:
    return [record for records in store.changes(after, batch=batch) for record in records]


def titles(records: Sequence[StoredAchievement]) -> list[str]:
    return [record.achievement.title for record in records]
