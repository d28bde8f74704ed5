"""Whoever follows the changes, from whichever revision, ends with what the store holds."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.store import Entry, Store
from tests.corpus.store.making import achievement

Held = dict[int, tuple[int, str]]

numbers = st.integers(0, 7)
steps = st.one_of(
    st.tuples(st.just("add"), st.integers(1, 4)),
    st.tuples(st.just("update"), numbers),
    st.tuples(st.just("delete"), numbers),
    st.tuples(st.just("restore"), numbers),
    st.tuples(st.just("follow"), st.integers(1, 3)),
)


@given(st.lists(steps, max_size=25))
@settings(max_examples=15, deadline=None)
def test_a_follower_ends_with_what_the_store_holds(taken: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{Path(folder) / 'innokb.sqlite'}") as store:
        follower: Held = {}
        for turn, (step, argument) in enumerate(taken):
            if step == "follow":
                _follow(store, follower, batch=argument)
            else:
                _write(store, step, argument, turn)
        _follow(store, follower, batch=2)
        records = [record for batch in store.all() for record in batch]
        assert follower == {record.id: (record.revision, record.achievement.title) for record in records}
        assert len(follower) == store.count()


@given(st.lists(steps, max_size=25))
@settings(max_examples=15, deadline=None)
def test_every_revision_is_one_entry_of_one_history(taken: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{Path(folder) / 'innokb.sqlite'}") as store:
        for turn, (step, argument) in enumerate(taken):
            _write(store, step, argument, turn)
        histories = [store.history(record.id) for batch in store.changes(0) for record in batch]
        assert sorted(version.revision for history in histories for version in history) == list(
            range(1, store.revision() + 1)
        )


def _write(store: Store, step: str, argument: int, turn: int) -> None:
    ids = [record.id for batch in store.changes(0) for record in batch]
    chosen = [ids[argument % len(ids)]] if ids else []
    if step == "delete":
        store.delete(chosen, "张工")
    elif step == "restore":
        store.restore(chosen, "张工")
    elif step in ("add", "update"):
        made = [Entry.of(achievement(turn * 10 + each)) for each in range(argument)]
        with store.writing("张工") as writing:
            if step == "add":
                writing.add(made)
            else:
                writing.update(list(zip(chosen, made, strict=False)))


def _follow(store: Store, held: Held, batch: int) -> None:
    """What an index does: take up what changed since the last revision it holds."""
    after = max([revision for revision, _ in held.values()], default=0)
    for records in store.changes(after, batch=batch):
        for record in records:
            held.pop(record.id, None)
            if not record.deleted:
                held[record.id] = record.revision, record.achievement.title
