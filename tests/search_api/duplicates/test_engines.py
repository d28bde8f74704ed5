"""Checks on every engine: the same levels, and the same answers for a table as for its rows one by one."""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise

import pytest

from corpus.achievement import Achievement
from corpus.importing.run import import_file
from corpus.samples import achievement_files, achievements
from search_api.duplicates.batch import check_batch
from search_api.duplicates.checking import Checked, check
from search_api.duplicates.library import Library, library_of
from search_api.knowledge_base import KnowledgeBase
from tests.engines import own_settings


@pytest.fixture(scope="module")
def library(base: KnowledgeBase) -> Library:
    """The samples, on each engine in turn."""
    return library_of(base)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The samples on the embedded engine."""
    with (
        own_settings(tmp_path_factory.mktemp("embedded"), None) as settings,
        closing(KnowledgeBase(settings)) as base,
    ):
        for file in achievement_files():
            import_file(base.store, file)
        base.index()
        yield library_of(base)


def submissions() -> list[Achievement]:
    """As they were, by others under another title, half of each with the half of the next, and a title alone."""
    some = list(achievements())[::30]
    others = {"title": "一项改造", "unit": "云台纺织集团维修车间", "people": ("萧一楠",), "patents": ()}
    new = {"code": "", "source": "查重"}
    return [
        *(each.model_copy(update=new) for each in some),
        *(each.model_copy(update=new | others) for each in some),
        *(
            each.model_copy(
                update=new | {"summary": each.summary[::2] + following.summary[: len(following.summary) // 2]}
            )
            for each, following in pairwise(some)
        ),
        *(Achievement(title=each.title) for each in some[:2]),
    ]


def answers(library: Library, table: Sequence[Achievement], within_batch: bool = False) -> list[Checked]:
    return list(check_batch(library, table, within_batch=within_batch))


def shown(checked: Checked, table: Sequence[Achievement]) -> object:
    return [
        (checked.level, checked.type, checked.candidates, checked.own),
        [
            (
                match.verdict.id if match.position is None else table[match.position],
                match.verdict.contributions,
                match.type,
            )
            for match in checked.matches
        ],
    ]


def test_every_engine_gives_the_same_levels(library: Library, embedded: Library) -> None:
    table = submissions()
    for here, there in zip(check(library, table), check(embedded, table), strict=True):
        assert (here.level, here.type) == (there.level, there.type)
        if here.level != "无关":
            assert here.matches[0].verdict.id == there.matches[0].verdict.id


@pytest.mark.parametrize("within_batch", [False, True])
def test_on_every_engine_a_table_is_answered_alike_in_any_order_and_again(library: Library, within_batch: bool) -> None:
    table = submissions()[::3]
    once = [shown(each, table) for each in answers(library, table, within_batch)]
    order = list(range(len(table)))
    random.Random(3).shuffle(order)
    shuffled = [table[at] for at in order]
    again = [shown(each, shuffled) for each in answers(library, shuffled, within_batch)]
    assert again == [once[at] for at in order]
    if not within_batch:
        assert [shown(next(check(library, [each])), table) for each in table] == once
