"""Records, their revisions and their history, on every database."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from corpus.achievement import Achievement
from corpus.errors import NotFound
from corpus.store import Entry, Store
from tests.corpus.store.making import achievement, add, changed, titles


def test_an_empty_store_is_at_revision_nought(store: Store) -> None:
    assert (store.revision(), store.count(), store.updated_at()) == (0, 0, None)
    assert changed(store) == []


def test_a_record_comes_back_as_it_was_given(store: Store) -> None:
    given = Achievement(
        code="Ｎ０６－７",
        title="“双电源”自动切换 装置",
        people=("王五", "李四"),
        year=2023,
        summary="第一行\n第二行\t=1+1",
        patents=("ZL202310000000.0",),
        source="汇总表.xlsx",
        confidential=True,
        extra={"备注": "无", "序号": "7"},
    )
    (id_,) = add(store, given)
    stored = store.get(id_)
    assert stored.achievement == given
    assert list(stored.achievement.extra) == ["备注", "序号"]
    assert not stored.deleted
    assert timedelta(0) <= datetime.now(UTC) - stored.created_at < timedelta(minutes=1)
    assert stored.updated_at == stored.created_at == store.updated_at()


def test_every_write_takes_the_next_revision(store: Store) -> None:
    first, second = add(store, achievement(1), achievement(2))
    with store.writing("李工") as writing:
        writing.update([(first, Entry.of(achievement(1, award="一等奖")))])
    store.delete([second], "李工")
    assert [(record.id, record.revision) for record in changed(store)] == [(first, 3), (second, 4)]
    assert store.revision() == 4


def test_changes_hold_each_record_once_in_its_newest_state(store: Store) -> None:
    ids = add(store, *map(achievement, range(1, 8)))
    with store.writing("李工") as writing:
        writing.update([(ids[2], Entry.of(achievement(3, title="改名后的装置")))])
    store.delete([ids[0]], "李工")
    records = changed(store, batch=2)
    assert [record.id for record in records] == [*ids[1:2], *ids[3:], ids[2], ids[0]]
    assert titles(records)[-2] == "改名后的装置"
    assert [record.deleted for record in records] == [False] * 6 + [True]


def test_changes_begin_after_the_revision_given(store: Store) -> None:
    add(store, achievement(1), achievement(2))
    seen = store.revision()
    add(store, achievement(3))
    assert titles(changed(store, after=seen)) == [achievement(3).title]
    assert changed(store, after=store.revision()) == []


def test_changes_leave_what_is_written_meanwhile_to_the_next_call(store: Store) -> None:
    first, second, third = add(store, *map(achievement, (1, 2, 3)))
    batches = store.changes(0, batch=1)
    seen = next(batches)
    with store.writing("李工") as writing:
        writing.update([(third, Entry.of(achievement(3, award="二等奖")))])
    seen += [record for batch in batches for record in batch]
    assert [record.id for record in seen] == [first, second]
    assert [record.id for record in changed(store, after=seen[-1].revision)] == [third]


def test_all_gives_the_live_ones_by_id(store: Store) -> None:
    ids = add(store, *map(achievement, range(1, 6)))
    store.delete(ids[1:3], "李工")
    batches = list(store.all(batch=2))
    assert [[record.id for record in batch] for batch in batches] == [[ids[0], ids[3]], [ids[4]]]
    assert store.count() == 3


def test_history_tells_who_did_what_newest_first(store: Store) -> None:
    (id_,) = add(store, achievement(1), actor="张工")
    job = store.create_import(["二次.xlsx"], {}, "李工")
    with store.writing("李工", job) as writing:
        writing.update([(id_, Entry.of(achievement(1, award="一等奖")))])
    store.delete([id_], "王工")
    store.restore([id_], "赵工")
    history = store.history(id_)
    assert [(version.action, version.actor, version.import_id) for version in history] == [
        ("restored", "赵工", None),
        ("deleted", "王工", None),
        ("updated", "李工", job),
        ("added", "张工", None),
    ]
    assert [version.achievement.award for version in history] == ["一等奖", "一等奖", "一等奖", ""]
    assert [version.revision for version in history] == [4, 3, 2, 1]


def test_a_deleted_record_can_still_be_read(store: Store) -> None:
    (id_,) = add(store, achievement(1))
    assert store.delete([id_], "张工") == 1
    assert store.get(id_).deleted
    assert store.get(id_).achievement == achievement(1)


def test_deleting_again_changes_nothing(store: Store) -> None:
    (id_,) = add(store, achievement(1))
    store.delete([id_], "张工")
    revision = store.revision()
    assert store.delete([id_], "张工") == 0
    assert store.revision() == revision


def test_deleting_an_unknown_record_deletes_none(store: Store) -> None:
    (id_,) = add(store, achievement(1))
    with pytest.raises(NotFound, match="999"):
        store.delete([id_, 999], "张工")
    assert store.count() == 1


@pytest.mark.parametrize("unknown", [0, -1, 12, 2**63, 10**30])
def test_an_unknown_id_is_not_found(store: Store, unknown: int) -> None:
    with pytest.raises(NotFound, match=str(unknown)):
        store.get(unknown)
    with pytest.raises(NotFound):
        store.history(unknown)
    with pytest.raises(NotFound):
        store.delete([unknown], "张工")
    assert store.get_many([unknown]) == {}


def test_many_records_come_in_the_order_asked_for(store: Store) -> None:
    first, _, third = add(store, *map(achievement, (1, 2, 3)))
    assert list(store.get_many([third, 77, first])) == [third, first]


def test_ids_rise_and_are_never_used_again(store: Store) -> None:
    first = add(store, achievement(1), achievement(2))
    store.delete(first, "张工")
    assert add(store, achievement(3))[0] > max(first)


def test_an_error_inside_a_transaction_leaves_nothing(store: Store) -> None:
    add(store, achievement(1))
    with pytest.raises(ZeroDivisionError):
        _fail_after_adding(store, achievement(2))
    assert titles(changed(store)) == [achievement(1).title]
    assert store.revision() == 1


@pytest.mark.parametrize("table", ["versions", "audit"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET actor = 'nobody'", "DELETE FROM {}"])
def test_the_database_refuses_to_rewrite_history(store: Store, store_url: str, table: str, statement: str) -> None:
    (id_,) = add(store, achievement(1))
    store.delete([id_], "张工")
    engine = sa.create_engine(store_url.replace("postgresql:", "postgresql+psycopg:"))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text(statement.format(table)))
    engine.dispose()


def test_a_reader_never_sees_a_revision_before_an_earlier_one(store: Store) -> None:
    writers = [threading.Thread(target=_write, args=(store, worker)) for worker in range(4)]
    for writer in writers:
        writer.start()
    seen: list[int] = []
    while len(seen) < 4 * 15 * 3:
        seen += [record.revision for record in changed(store, after=seen[-1] if seen else 0)]
    for writer in writers:
        writer.join()
    assert seen == list(range(1, 4 * 15 * 3 + 1))


def _fail_after_adding(store: Store, added: Achievement) -> None:
    with store.writing("张工") as writing:
        writing.add([Entry.of(added)])
        1 / 0  # noqa: B018


def _write(store: Store, worker: int) -> None:
    for turn in range(15):
        add(store, *(achievement(worker * 1_000 + turn * 3 + number) for number in range(3)))
