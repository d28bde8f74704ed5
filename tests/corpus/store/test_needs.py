"""Needs and their history, on every database."""

import pytest
import sqlalchemy as sa

from corpus.errors import InvalidAchievement, NotFound, StoreProblem
from corpus.need import Need
from corpus.store import Entry, Store

NEED = Need(code="1", title="降低破碎机筛板更换时间", content="更换时间不超过2小时", unit="岳临水泥有限公司")


def test_a_need_is_kept_as_it_was_told(store: Store) -> None:
    added = store.add_need(NEED, "李工")
    assert store.need(added.id) == added
    assert added.need == NEED
    assert store.needs_revision() == added.revision == 1
    assert store.revision() == 0  # the index has nothing to catch up with


def test_the_same_told_twice_is_kept_once(store: Store) -> None:
    first = store.add_need(NEED, "李工")
    assert store.add_need(NEED, "王工") == first
    assert len(store.needs()) == 1


def test_enterprises_number_their_own_needs(store: Store) -> None:
    store.add_need(NEED, "李工")
    store.add_need(NEED.model_copy(update={"unit": "景河陶瓷厂", "title": "窑炉余热利用"}), "李工")
    assert [each.need.unit for each in store.needs()] == ["景河陶瓷厂", "岳临水泥有限公司"]


def test_who_changed_a_need_and_how_stays_known(store: Store) -> None:
    added = store.add_need(NEED, "李工")
    assert store.set_need_status(added.id, "matched", "王工").need.status == "matched"
    store.set_need_status(added.id, "matched", "张工")
    assert [(each.actor, each.action, each.need.status) for each in store.need_history(added.id)] == [
        ("王工", "status", "matched"),
        ("李工", "added", "open"),
    ]


def test_needs_are_listed_and_counted_by_status(store: Store) -> None:
    first = store.add_need(NEED, "李工")
    store.add_need(Need(title="除尘"), "李工")
    store.set_need_status(first.id, "closed", "李工")
    assert [each.need.title for each in store.needs(["open"])] == ["除尘"]
    assert store.count_needs() == {"open": 1, "matched": 0, "closed": 1}
    assert [each.need.title for each in store.needs(limit=1, offset=1)] == [NEED.title]


def test_an_update_leaves_how_far_a_need_has_come(store: Store) -> None:
    added = store.add_need(NEED, "李工")
    store.set_need_status(added.id, "matched", "李工")
    with store.writing_needs("王工") as writing:
        writing.update([(added.id, Entry.of_need(NEED.model_copy(update={"budget": "50万元"})))])
    assert (store.need(added.id).need.budget, store.need(added.id).need.status) == ("50万元", "matched")
    with store.writing_needs("王工") as writing:
        writing.update([(added.id, Entry.of_need(NEED.model_copy(update={"status": "closed"})))])
    assert store.need(added.id).need.status == "closed"
    with store.writing_needs("王工") as writing:
        writing.update([(added.id, Entry.of_need(NEED.model_copy(update={"status": "matched", "budget": "60万元"})))])
    assert (store.need(added.id).need.budget, store.need(added.id).need.status) == ("60万元", "closed")


def test_history_cannot_be_rewritten(store: Store) -> None:
    store.add_need(NEED, "李工")
    with pytest.raises((StoreProblem, sa.exc.DatabaseError)), store._database.writing() as connection:
        connection.execute(sa.text("UPDATE need_versions SET actor = '别人'"))


@pytest.mark.parametrize("id", [7, 0, -1, 2**70])
def test_an_unknown_need_is_said_to_be_so(store: Store, id: int) -> None:
    with pytest.raises(NotFound, match=str(id)):
        store.need(id)
    with pytest.raises(NotFound):
        store.set_need_status(id, "closed", "李工")
    with pytest.raises(NotFound):
        store.need_history(id)


def test_what_a_database_cannot_hold_is_refused(store: Store) -> None:
    with pytest.raises(InvalidAchievement):
        store.add_need(Need(title="空\x00字符"), "李工")
    assert store.needs() == []
