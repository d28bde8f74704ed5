from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.duplicates.baselines import BASELINES
from benchmarks.duplicates.measures import Share, calibration_error, measure, pooled, threshold_at
from benchmarks.duplicates.methods import Answer, Method
from benchmarks.duplicates.parts import Part
from benchmarks.duplicates.truth import Planted, Record, Standing
from corpus.achievement import Achievement

A = Achievement(
    title="皮带机自动张紧装置",
    summary="皮带机长期运行后松弛打滑，需停机人工张紧。采用液压缸与拉力传感器，低于18kN时自动补压。",
)
B = Achievement(title="除尘喷雾联动", summary="粉尘超过限值时电磁阀打开，喷雾杆自动洒水，无需人工值守，夜班也能用。")
C = Achievement(title="轴封改造", summary="轴封泄漏使机组每月停运检修，改为双端面干气密封，并增设氮气缓冲段。")
HISTORY = (Record(1, A), Record(2, B))


def planted(name: str, *sources: int, standing: Standing = "repeat", type: str = "原样重报") -> Planted:
    return Planted(name, A, sources, (type,), standing)  # type: ignore[arg-type]


def part(*planted: Planted) -> Part:
    return Part("tune", HISTORY, (C,) * 200, planted)


def unrelated(*highest: float) -> list[Answer]:
    return [*(Answer(2, score) for score in highest), *(Answer(2, 0.1) for _ in range(200 - len(highest)))]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=300), st.sampled_from([0.01, 0.05, 0.5]))
def test_at_most_the_share_asked_for_lies_above_the_threshold(scores: list[float], alarms: float) -> None:
    threshold = threshold_at(scores, alarms)
    assert sum(score > threshold for score in scores) <= alarms * len(scores)
    assert sum(score >= threshold for score in scores) > alarms * len(scores)


def test_wilsons_interval() -> None:
    assert Share(10, 10).interval == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert Share(50, 100).interval == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_a_calibration_error_is_the_mean_gap_between_said_and_true() -> None:
    assert calibration_error([0.95, 0.95, 0.15, 0.15], [True, True, False, False]) == pytest.approx(0.1)
    assert calibration_error([1.0, 0.0], [True, False]) == 0.0
    assert calibration_error([0.25, 0.25, 0.25, 0.25], [True, False, False, False]) == pytest.approx(0.0)


def test_repeats_are_found_where_they_are_alarmed_and_the_true_source_is_named() -> None:
    asked = part(*(planted("verbatim", 1) for _ in range(4)))
    answers = [Answer(1, 0.9), Answer(2, 0.9), Answer(1, 0.2), Answer(None, 0.0)]
    measured = measure(asked, unrelated(0.8, 0.7, 0.5), answers)
    row = measured.classes[0]
    assert (measured.threshold, measured.unrelated) == (0.5, Share(2, 200))
    assert (row.shares["alarmed"], row.shares["found"], row.shares["first"]) == (Share(2, 4), Share(1, 4), Share(2, 4))
    assert set(row.shares) == {"alarmed", "found", "first"}
    assert measured.calibration_error is None


def test_classes_are_measured_apart_in_the_order_of_the_part() -> None:
    asked = part(planted("verbatim", 1), planted("merge", 1, 2), planted("verbatim", 1))
    measured = measure(asked, unrelated(), [Answer(1, 1.0), Answer(2, 1.0), Answer(2, 1.0)])
    assert [(row.planted, row.shares["found"]) for row in measured.classes] == [
        ("verbatim", Share(1, 2)),
        ("merge", Share(1, 1)),
    ]


def test_verdicts_are_measured_by_level_type_and_candidates() -> None:
    asked = part(planted("merge", 1, 2, type="合并"), planted("merge", 1, 2, type="合并"))
    answers = [Answer(1, 0.9, "高度疑似", "合并", (1, 2)), Answer(1, 0.6, "疑似", "拼接", (1,))]
    calm = [Answer(2, 0.0, "无关")] * 200
    row = measure(asked, calm, answers).classes[0]
    assert (row.shares["typed"], row.shares["certain"], row.shares["suspected"], row.shares["candidates"]) == (
        Share(1, 2),
        Share(1, 2),
        Share(2, 2),
        Share(1, 2),
    )


def test_calibration_leaves_next_stages_out_and_counts_innocents_as_not_repeated() -> None:
    asked = part(
        planted("verbatim", 1),
        planted("upgrade", 1, standing="related", type="升级延续"),
        planted("same title", 1, standing="innocent", type="同题异法"),
    )
    answers = [Answer(1, 1.0, "高度疑似"), Answer(1, 0.5, "相关"), Answer(1, 0.99, "高度疑似")]
    measured = measure(asked, [Answer(2, 0.0, "无关")] * 200, answers)
    assert measured.calibration_error == pytest.approx(0.99 / 202)


def test_turns_of_a_cross_validation_are_added_up_for_rewritten_texts_alone() -> None:
    asked = part(planted("verbatim", 1), planted("paraphrase", 1))
    turns = [
        measure(asked, unrelated(0.8, 0.7, 0.5), [Answer(1, 0.9), Answer(1, 0.9)]),
        measure(asked, unrelated(0.95, 0.95, 0.95), [Answer(1, 0.9), Answer(1, 0.9)]),
    ]
    both = pooled(turns)
    assert (both.threshold, both.classes[0]) == (turns[0].threshold, turns[0].classes[0])
    assert both.classes[1].shares["found"] == Share(1, 2)
    assert "typed" not in both.classes[1].shares


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_finds_what_is_the_same_and_scores_it_one(name: str) -> None:
    same, other = ask(BASELINES[name], [A, C])
    assert same.source == 1
    assert same.score == pytest.approx(1.0, abs=1e-3)
    assert other.score < 0.6


@pytest.mark.parametrize("name", BASELINES)
def test_an_answer_does_not_depend_on_other_submissions(name: str) -> None:
    together = ask(BASELINES[name], [A, B, C])
    assert [answer.score for answer in together] == pytest.approx(
        [ask(BASELINES[name], [each])[0].score for each in (A, B, C)]
    )


def test_half_a_text_is_half_copied() -> None:
    half = Achievement(title="无", summary=A.summary[:21] + "另一半是自己写的，与原来的没有一个字相同嘛")
    for name in ("13-character runs", "8-gram containment"):
        assert ask(BASELINES[name], [half])[0].score == pytest.approx(0.45, abs=0.1)


def test_runs_of_twelve_characters_do_not_count() -> None:
    twelve = Achievement(title="其他", summary=A.summary[:12] + "就改了")
    thirteen = Achievement(title="其他", summary=A.summary[:14] + "就改了")
    assert ask(BASELINES["13-character runs"], [twelve])[0] == Answer(None, 0.0)
    assert ask(BASELINES["13-character runs"], [thirteen])[0] == Answer(1, 13 / 18)


def ask(method: Method, submissions: Sequence[Achievement]) -> list[Answer]:
    return method(HISTORY, submissions)
