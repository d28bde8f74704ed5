from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.duplicates import planting
from benchmarks.duplicates.planting import ALONE, WITH_HOST
from benchmarks.duplicates.truth import Planted, Record
from corpus.achievement import Achievement
from indexer.keys import letters

SOURCE = Record(
    7,
    Achievement(
        code="CX2018-000123",
        title="一种皮带机自动张紧装置的研制与应用",
        unit="北辰煤业集团一厂",
        people=("王强", "李敏", "赵刚"),
        year=2018,
        summary="皮带机长期运行后松弛打滑，需停机人工张紧。采用液压缸与拉力传感器，低于18kN时自动补压；"
        "张紧时间由45分钟缩短为3分钟。装置结构简单，维修方便，已装设在4台设备上。",
        benefit="年节约维修费32.5万元。",
        patents=("ZL201810123456.7",),
    ),
)
SECOND = Record(
    9, SOURCE.achievement.model_copy(update={"title": "除尘喷雾联动控制", "summary": "粉尘超过限值时自动喷雾。"})
)
HOST = Achievement(
    title="高炉煤气余压发电机组轴封改造",
    unit="华岳钢铁集团动力分厂",
    people=("周勇", "吴洋"),
    year=2016,
    summary="轴封泄漏使机组每月停运检修，煤气外漏还带来中毒风险。改为双端面干气密封，并增设氮气缓冲段，"
    "压差由控制阀跟踪调整。改造后连续运行一年没有泄漏，轴振也明显下降。同类机组可照此改造，不必更换壳体。",
)

seeds = st.integers(0, 2**32)


def plant_alone(name: str, seed: int) -> Planted:
    return ALONE[name](SOURCE, Random(seed))


@pytest.mark.parametrize("name", ALONE)
@given(seeds)
def test_a_class_planted_alone_is_the_same_for_a_seed_and_names_its_source(name: str, seed: int) -> None:
    planted = plant_alone(name, seed)
    assert planted == plant_alone(name, seed)
    assert (planted.planted, planted.sources) == (name, (7,))
    _is_handed_in_later(planted.submission, SOURCE.achievement)


@pytest.mark.parametrize("name", WITH_HOST)
@given(seeds)
def test_a_class_with_a_host_is_the_same_for_a_seed_and_names_its_source(name: str, seed: int) -> None:
    planted = WITH_HOST[name](SOURCE, HOST, Random(seed))
    assert planted == WITH_HOST[name](SOURCE, HOST, Random(seed))
    assert (planted.planted, planted.sources) == (name, (7,))
    _is_handed_in_later(planted.submission, HOST)


def _is_handed_in_later(submission: Achievement, before: Achievement) -> None:
    assert submission.year is not None
    assert before.year is not None
    assert 1 <= submission.year - before.year <= 3
    assert submission.code not in ("", before.code)
    assert Achievement.model_validate(submission.model_dump()) == submission


def changed(planted: Planted, source: Achievement = SOURCE.achievement) -> set[str]:
    """The fields in which a submission differs, but for its year and code."""
    fields = set(Achievement.model_fields) - {"year", "code"}
    return {name for name in fields if getattr(planted.submission, name) != getattr(source, name)}


@pytest.mark.parametrize(
    ("name", "differing"),
    [
        ("verbatim", set()),
        ("renamed", {"title"}),
        ("other people", {"people"}),
        ("other unit", {"unit"}),
        ("numbers", {"summary", "benefit"}),
        ("upgrade", {"title", "patents", "background", "summary", "innovation", "benefit"}),
        ("title only", {"unit", "people", "patents"}),
    ],
)
@given(seeds)
def test_a_class_changes_its_fields_and_no_others(name: str, differing: set[str], seed: int) -> None:
    assert changed(plant_alone(name, seed)) == differing


@given(seeds)
def test_other_people_are_none_of_the_first(seed: int) -> None:
    people = plant_alone("other people", seed).submission.people
    assert people
    assert not set(people) & set(SOURCE.achievement.people)


@pytest.mark.parametrize("name", ["inserted", "synonyms", "shuffled", "combined", "short"])
def test_reworded_texts_come_from_the_same_team_or_from_others_and_the_type_says_so(name: str) -> None:
    seen = set()
    for seed in range(20):
        planted = plant_alone(name, seed)
        same = planted.submission.unit == SOURCE.achievement.unit
        assert planted.types[0] == ("原样重报" if same else "换单位或换人重报")
        assert bool(planted.submission.patents) == same
        assert (planted.submission.title == SOURCE.achievement.title) == same
        seen.add(same)
    assert seen == {True, False}


@pytest.mark.parametrize("name", ["inserted", "synonyms", "shuffled", "combined"])
def test_reworded_texts_differ(name: str) -> None:
    assert "summary" in changed(plant_alone(name, 1))


@given(seeds)
def test_reformatting_changes_no_letter(seed: int) -> None:
    planted = plant_alone("reformatted", seed)
    assert letters(planted.submission.body) == letters(SOURCE.achievement.body)
    assert letters(planted.submission.title) == letters(SOURCE.achievement.title)
    assert planted.submission.body != SOURCE.achievement.body


@pytest.mark.parametrize(("plant", "share"), [(planting.splice_30, 0.30), (planting.splice_15, 0.15)])
@given(seed=seeds)
def test_a_splice_holds_its_share_of_the_source_in_one_piece(
    plant: Callable[[Record, Achievement, Random], Planted], share: float, seed: int
) -> None:
    text = plant(SOURCE, HOST, Random(seed)).submission.body
    copied = round(len(text) * share)
    assert any(SOURCE.achievement.body[at : at + copied - 1] in text for at in range(len(SOURCE.achievement.body)))
    assert abs(copied - len(text) * share) <= 1


@given(seeds)
def test_a_splice_into_a_long_host_cuts_the_host(seed: int) -> None:
    host = HOST.model_copy(update={"summary": HOST.summary * 20})
    text = planting.splice_30(SOURCE, host, Random(seed)).submission.body
    assert len(SOURCE.achievement.body) / len(text) == pytest.approx(0.30, abs=0.01)
    assert SOURCE.achievement.body in text


@given(seeds)
def test_a_split_is_half_of_the_source(seed: int) -> None:
    half = plant_alone("split", seed).submission.body
    assert half in SOURCE.achievement.body
    assert len(half) / len(SOURCE.achievement.body) == pytest.approx(0.5, abs=0.2)


@given(seeds)
def test_a_merge_holds_both_sources(seed: int) -> None:
    planted = planting.merge(SOURCE, SECOND, Random(seed))
    assert planted.sources == (7, 9)
    for source in (SOURCE, SECOND):
        assert source.achievement.summary in planted.submission.summary
        assert source.achievement.title in planted.submission.title


@given(seeds)
def test_identity_only_shares_people_and_patents_and_nothing_else(seed: int) -> None:
    submission = planting.identity_only(SOURCE, HOST, Random(seed)).submission
    assert (submission.people, submission.patents) == (SOURCE.achievement.people, SOURCE.achievement.patents)
    assert (submission.title, submission.body) == (HOST.title, HOST.body)
    assert submission.unit not in (SOURCE.achievement.unit, HOST.unit)


@given(seeds)
def test_an_upgrade_names_the_earlier_stage_and_is_no_repeat(seed: int) -> None:
    planted = plant_alone("upgrade", seed)
    assert planted.standing == "related"
    assert SOURCE.achievement.title in planted.submission.background
    assert SOURCE.achievement.code in planted.submission.background
    assert planted.submission.title.startswith(SOURCE.achievement.title)


@given(seeds)
def test_the_same_title_over_another_text_is_innocent(seed: int) -> None:
    planted = planting.same_title(SOURCE, HOST, Random(seed))
    assert planted.standing == "innocent"
    assert changed(planted, HOST) == {"title"}
    assert planted.submission.title == SOURCE.achievement.title


@given(seeds)
def test_a_template_stands_in_front_of_another_text_of_the_same_group(seed: int) -> None:
    paragraph = "{unit}认真组织职工创新活动。具体如下："
    planted = planting.template((SOURCE, SECOND), HOST, paragraph, "北辰煤业集团", Random(seed))
    assert planted.standing == "innocent"
    assert planted.sources == (7, 9)
    assert planted.submission.unit.startswith("北辰煤业集团")
    assert planted.submission.summary == paragraph.format(unit=planted.submission.unit) + HOST.summary


@pytest.mark.parametrize(
    ("kind", "standing"), [("paraphrase", "repeat"), ("summary", "repeat"), ("other_method", "innocent")]
)
def test_a_rewrite_is_another_teams_text(kind: str, standing: str) -> None:
    row = {"class": kind, "title": "新标题", "unit": "别的单位", "people": ["孙燕"], "text": "从头写过的文字。"}
    planted = planting.rewritten(SOURCE, row, Random(1))
    submission = planted.submission
    assert (planted.sources, planted.standing) == ((7,), standing)
    assert (submission.title, submission.unit, submission.people) == ("新标题", "别的单位", ("孙燕",))
    assert (submission.body, submission.patents) == ("从头写过的文字。", ())
