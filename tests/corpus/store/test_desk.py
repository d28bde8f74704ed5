"""Synonyms and the audit, on every database."""

from corpus.store import Store
from tests.corpus.store.making import achievement, add


def test_synonyms_come_back_in_their_order(store: Store) -> None:
    store.set_synonyms([["皮带机", "带式输送机"], ["井架", "钻架", "塔架"]], "张工")
    assert store.synonyms() == [("皮带机", "带式输送机"), ("井架", "钻架", "塔架")]


def test_synonyms_are_replaced_as_a_whole(store: Store) -> None:
    store.set_synonyms([["皮带机", "带式输送机"]], "张工")
    store.set_synonyms([["井架", "钻架"]], "李工")
    assert store.synonyms() == [("井架", "钻架")]


def test_blank_and_repeated_words_make_no_group(store: Store) -> None:
    store.set_synonyms([[" 皮带机 ", "", "带式输送机", "皮带机"], ["独词"], []], "张工")
    assert store.synonyms() == [("皮带机", "带式输送机")]


def test_a_change_of_synonyms_is_in_the_audit(store: Store) -> None:
    store.set_synonyms([["皮带机", "带式输送机"], ["井架", "钻架"]], "张工")
    store.set_synonyms([["井架", "钻架"], ["风镐", "气镐"]], "李工")
    entry = store.audit()[-1]
    assert (entry.actor, entry.action) == ("李工", "synonyms.set")
    assert entry.detail == {"added": [["风镐", "气镐"]], "removed": [["皮带机", "带式输送机"]]}


def test_setting_the_same_synonyms_is_no_change(store: Store) -> None:
    store.set_synonyms([["皮带机", "带式输送机"]], "张工")
    store.set_synonyms([["皮带机", "带式输送机"]], "李工")
    assert [entry.actor for entry in store.audit()] == ["张工"]


def test_deletions_and_restorations_are_in_the_audit(store: Store) -> None:
    ids = add(store, achievement(1), achievement(2))
    store.delete(ids, "王工")
    store.restore(ids[:1], "赵工")
    assert [(entry.actor, entry.action, entry.detail) for entry in store.audit()] == [
        ("王工", "achievements.delete", {"ids": ids}),
        ("赵工", "achievements.restore", {"ids": ids[:1]}),
    ]


def test_the_audit_is_read_on_from_an_entry(store: Store) -> None:
    ids = add(store, achievement(1))
    store.delete(ids, "王工")
    store.restore(ids, "赵工")
    first, second = store.audit()
    assert store.audit(after=first.id) == [second]
    assert store.audit(limit=1) == [first]
