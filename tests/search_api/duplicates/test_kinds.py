import numpy as np
import pytest

from search_api.duplicates.evidence import OBSERVERS, Evidence, Observer
from search_api.duplicates.kinds import Case, sources, type_of
from search_api.duplicates.verdict import Verdict

REPEATED = {"copied": ("all", 0.95), "contained": ("all", 0.95), "longest": ("paragraph", 0.5), "title": ("same", 1.0)}
OWN = {"people": ("same order", 1.0), "unit": ("same", 0.0)}
STRANGERS = {"people": ("none", 0.0), "unit": ("other", 0.0)}
RENAMED = {"title": ("other", 0.2)}


def verdict(probability: float, seen: dict[str, tuple[str, float]], id: int = 1) -> Verdict:
    nothing = {each.name: _nothing(each) for each in OBSERVERS}
    evidence = tuple(Evidence(name, *seen.get(name, (level, 0.0))) for name, level in nothing.items())
    return Verdict(id, 0.0, probability, "", (), evidence)


def _nothing(observer: Observer) -> str:
    return next((level for level in ("missing", "none") if level in observer.levels), observer.levels[-1])


def named(
    probability: float, *seen: dict[str, tuple[str, float]], templates: int = 0, concentration: float = 1.0
) -> str:
    one = verdict(probability, {name: level for each in seen for name, level in each.items()})
    return str(type_of(Case(one, [one] if probability >= 0.5 else [], templates, concentration)))


@pytest.mark.parametrize(
    ("seen", "type"),
    [
        ([REPEATED, OWN], "原样重报"),
        ([REPEATED, OWN, RENAMED], "改名重报"),
        ([REPEATED, STRANGERS, RENAMED], "改名重报"),
        ([REPEATED, STRANGERS], "换单位或换人重报"),
        ([REPEATED, OWN, {"people": ("some", 0.3)}], "换单位或换人重报"),
        ([REPEATED, OWN, {"figures": ("some changed", 0.2)}], "数据变更"),
        ([REPEATED, OWN, {"declared stage": ("declared", 0.0)}], "升级延续"),
        ([REPEATED, OWN, {"declared stage": ("referred", 0.0)}], "原样重报"),
        ([REPEATED, STRANGERS, RENAMED, {"copied": ("nothing", 0.02), "longest": ("none", 0.0)}], "换单位或换人重报"),
        ([STRANGERS, RENAMED, {"copied": ("nothing", 0.03), "registered numbers": ("same", 0.0)}], "换单位或换人重报"),
        ([REPEATED, OWN, RENAMED, {"contained": ("half", 0.4)}], "拆分"),
    ],
)
def test_a_repeat_is_named(seen: list[dict[str, tuple[str, float]]], type: str) -> None:
    assert named(0.99, *seen, concentration=0.3) == type


def test_much_of_ones_own_earlier_text_is_a_part_of_it_only_where_both_are_about_one_thing() -> None:
    half = {"copied": ("half", 0.45), "contained": ("half", 0.4), "longest": ("sentences", 0.25), **RENAMED}
    assert named(0.99, half, OWN, {"meaning": ("kindred", 0.7)}) == "拆分"
    assert named(0.99, half, OWN, {"meaning": ("other", 0.4)}) == "拼接"
    assert named(0.99, half, STRANGERS, {"meaning": ("kindred", 0.7)}) == "拼接"


def test_what_is_made_of_several_is_named_by_whose_they_are() -> None:
    half = {"copied": ("half", 0.45), "contained": ("half", 0.5), **RENAMED}
    for hands, type in ((OWN, "合并"), (STRANGERS, "拼接")):
        both = [verdict(0.9, {**half, **hands}, id) for id in (1, 2)]
        assert [type_of(Case(each, both, 0, 0.3)) for each in both] == [type, type]


def test_only_what_brings_something_of_its_own_is_a_source() -> None:
    one, same, other, weak = (verdict(each, {}, id) for id, each in enumerate((0.99, 0.98, 0.9, 0.2)))
    front, back = np.arange(100) < 50, np.arange(100) >= 50
    assert sources([(one, front), (same, front), (other, back), (weak, back)]) == [one, other]


def test_what_is_no_repeat_is_named_by_what_is_alike() -> None:
    ahead = {"bigrams ahead": ("ahead", 0.5), "vector ahead": ("ahead", 0.5), "copied": ("nothing", 0.0), **RENAMED}
    assert named(0.01, ahead, {"rare words": ("few", 0.15)}) == "同题异法"
    assert named(0.01, ahead, {"rare words": ("hardly any", 0.05)}) == "None"
    assert named(0.01, {"title": ("same", 1.0)}) == "同题异法"
    assert named(0.01, RENAMED, templates=40) == "同源模板"
    assert named(0.01, RENAMED) == "None"
