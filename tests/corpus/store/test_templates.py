"""The list of templates, on every database."""

import pytest

from corpus.errors import NotFound
from corpus.store import Store

PARAGRAPH = "为落实集团公司的部署，现将做法汇报如下"


def test_what_most_units_bear_comes_first(store: Store) -> None:
    store.keep_templates({PARAGRAPH: 3, "填表说明：本表一式三份": 7})
    found = store.templates()
    assert [(each.text, each.units, each.state, each.actor) for each in found] == [
        ("填表说明：本表一式三份", 7, "自动", ""),
        (PARAGRAPH, 3, "自动", ""),
    ]


def test_a_passage_is_kept_once_in_any_writing_with_the_most_units(store: Store) -> None:
    store.keep_templates({PARAGRAPH: 3})
    store.keep_templates({PARAGRAPH.replace("，", ","): 5, f"{PARAGRAPH}。": 2})
    [found] = store.templates()
    assert (found.text, found.units) == (PARAGRAPH, 5)


def test_staff_decide_and_what_is_found_again_does_not_change_that(store: Store) -> None:
    store.keep_templates({PARAGRAPH: 3})
    [found] = store.templates()
    assert store.rule_template(found.id, "不算模板", "张工").state == "不算模板"
    store.keep_templates({PARAGRAPH: 9})
    [again] = store.templates(["不算模板"])
    assert (again.units, again.actor) == (9, "张工")
    assert store.templates(["自动", "确认"]) == []


def test_staff_add_a_passage_of_their_own(store: Store) -> None:
    added = store.add_template(PARAGRAPH, "李工")
    assert (added.state, added.units, added.actor) == ("确认", 0, "李工")
    store.rule_template(added.id, "自动", "王工")
    assert store.add_template(PARAGRAPH, "李工").state == "确认"
    assert len(store.templates()) == 1


def test_decisions_are_in_the_audit_and_the_same_again_is_none(store: Store) -> None:
    added = store.add_template(PARAGRAPH, "李工")
    store.rule_template(added.id, "确认", "王工")
    store.rule_template(added.id, "不算模板", "张工")
    assert [(each.actor, each.action) for each in store.audit()] == [
        ("李工", "template.add"),
        ("张工", "template.rule"),
    ]
    assert store.audit()[-1].detail == {"id": added.id, "text": PARAGRAPH, "before": "确认", "after": "不算模板"}


def test_what_is_not_there_cannot_be_decided_on(store: Store) -> None:
    with pytest.raises(NotFound):
        store.rule_template(7, "确认", "张工")
