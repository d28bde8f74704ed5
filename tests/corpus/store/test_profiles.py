"""Profiles of weights, on every database."""

import pytest

from corpus.errors import NotFound, ProfileChanged
from corpus.store import Store

WEIGHTS = {"benefit": 3.0, "readiness": 1.5}


def test_a_profile_is_kept_and_changed_by_its_version(store: Store) -> None:
    first = store.keep_profile("看重效益", WEIGHTS, 0.5, None, "张工")
    assert (first.version, first.weights, first.minimum, first.actor) == (1, WEIGHTS, 0.5, "张工")
    second = store.keep_profile("看重效益", {"benefit": 5.0}, 0.6, 1, "李工")
    assert (second.version, second.weights, second.actor) == (2, {"benefit": 5.0}, "李工")
    assert store.profiles() == [second]


def test_who_saw_an_older_version_changes_nothing(store: Store) -> None:
    store.keep_profile("看重效益", WEIGHTS, 0.5, None, "张工")
    second = store.keep_profile("看重效益", {"benefit": 5.0}, 0.5, 1, "李工")
    with pytest.raises(ProfileChanged, match="李工"):
        store.keep_profile("看重效益", WEIGHTS, 0.5, 1, "王工")
    with pytest.raises(ProfileChanged):
        store.delete_profile("看重效益", 1, "王工")
    assert store.profile("看重效益") == second


def test_a_name_is_given_once(store: Store) -> None:
    store.keep_profile("我的", WEIGHTS, 0.5, None, "张工")
    with pytest.raises(ProfileChanged, match="换一个名称"):
        store.keep_profile("我的", WEIGHTS, 0.5, None, "李工")


def test_the_same_again_is_no_change(store: Store) -> None:
    first = store.keep_profile("我的", WEIGHTS, 0.5, None, "张工")
    assert store.keep_profile("我的", WEIGHTS, 0.5, 1, "李工") == first
    assert len(store.audit()) == 1


def test_every_change_is_in_the_audit(store: Store) -> None:
    store.keep_profile("我的", WEIGHTS, 0.5, None, "张工")
    store.keep_profile("我的", {"benefit": 5.0}, 0.5, 1, "李工")
    store.delete_profile("我的", 2, "王工")
    assert [(each.actor, each.action) for each in store.audit()] == [
        ("张工", "profile.add"),
        ("李工", "profile.change"),
        ("王工", "profile.delete"),
    ]
    assert store.audit()[1].detail["before"] == {"weights": WEIGHTS, "minimum": 0.5}
    with pytest.raises(NotFound):
        store.profile("我的")
