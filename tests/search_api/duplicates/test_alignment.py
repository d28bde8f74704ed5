import random
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.samples import achievements
from search_api.duplicates.alignment import SEED, Alignment, align
from search_api.duplicates.runs import BORDER
from search_api.duplicates.text import ComparedText, Stretch
from tests.corpus.normalize.strategies import wild_texts

SENTENCES = (
    "原装置靠人工巡视发现跑偏，反应慢，皮带边缘磨损严重",
    "在机头和机尾各装一组红外传感器，偏移超过三十毫米时由控制器推动纠偏托辊",
    "改造后每班少停机四十分钟，一年节约备件费用六十二万元",
    "该装置结构简单，检修工一个班就能装好",
)
BODY = "。".join(SENTENCES) + "。"
OTHER = "把换流阀的清灰改为低压热风吹扫，一个阀塔由两天缩短到五小时，人员不必再登高。"
PIECES = (*SENTENCES, OTHER, "ＰＬＣ控制", "提升機斷繩", "，", "。", "\n", "A", "7")
texts = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | wild_texts.map(
    lambda text: text.encode("utf-8", "ignore").decode()
)


def record(summary: str, title: str = "皮带机防跑偏装置", **fields: str) -> Achievement:
    return Achievement(title=title, summary=summary, **fields)


def aligned(submission: Achievement, achievement: Achievement) -> Alignment:
    return align(ComparedText(submission), ComparedText(achievement))


def coverage(submission: Achievement, achievement: Achievement) -> tuple[float, float]:
    found = aligned(submission, achievement)
    return (
        found.of_submission.sum() / ComparedText(submission).size,
        found.of_achievement.sum() / ComparedText(achievement).size,
    )


def with_function_words(text: str) -> str:
    return "".join(c + ("的" if at % 7 == 6 else "") for at, c in enumerate(text))


def test_the_same_text_is_one_passage_a_field() -> None:
    found = aligned(record(BODY), record(BODY))
    assert [(p.kind, p.submission.field) for p in found.passages] == [("exact", "title"), ("exact", "summary")]
    assert found.passages[1].submission.text == found.passages[1].achievement.text == BODY[:-1]
    assert coverage(record(BODY), record(BODY)) == (1, 1)


def test_a_text_moved_to_another_field_is_found_there() -> None:
    [*_, passage] = aligned(record(BODY), record("见附件", innovation=BODY)).passages
    assert (passage.submission.field, passage.achievement.field) == ("summary", "innovation")


def test_different_texts_share_nothing() -> None:
    assert aligned(record(BODY), record(OTHER, title="换流阀清灰工法")).passages == ()


def test_disguised_characters_hide_no_copy() -> None:
    disguised = "原裝置靠人工巡視發現跑偏,反應慢,皮帶邊緣磨損嚴重\u200b。"
    [passage] = aligned(record(disguised, title="甲"), record(BODY)).passages
    assert passage.kind == "exact"
    assert passage.submission.text == disguised[: len(passage.submission.text)]


@pytest.mark.parametrize(
    ("change", "least"),
    [
        (with_function_words, 0.8),
        (lambda text: text.replace("三十", "四十").replace("六十二", "一百零八"), 0.9),
        (lambda text: "。".join(random.Random(3).sample(text.split("。"), len(text.split("。")))), 0.95),
        (lambda text: text.replace("传感器", "探头").replace("装置", "设备").replace("节约", "节省"), 0.85),
    ],
    ids=["function words put in", "figures changed", "sentences shuffled", "synonyms"],
)
def test_a_worked_over_copy_is_still_covered(change: object, least: float) -> None:
    ours, theirs = coverage(record(change(BODY)), record(BODY))  # type: ignore[operator]
    assert ours >= least
    assert theirs >= least


def test_a_changed_figure_makes_a_passage_near_and_keeps_it_whole() -> None:
    found = aligned(record(SENTENCES[1].replace("三十毫米", "45毫米"), title="甲"), record(SENTENCES[1], title="乙"))
    [passage] = found.passages
    assert passage.kind == "near"
    assert "45毫米" in passage.submission.text
    assert "三十毫米" in passage.achievement.text


def test_a_spliced_passage_is_found_inside_another_text() -> None:
    [passage] = aligned(record(f"{OTHER}{SENTENCES[2]}。{OTHER}", title="甲"), record(BODY)).passages
    assert passage.submission.text == SENTENCES[2]


def test_texts_shorter_than_a_seed_are_compared_without_error() -> None:
    assert aligned(record("", title="阀"), record("", title="阀")).passages == ()
    assert aligned(record(BODY), record("——！")).of_submission.sum() == len("皮带机防跑偏装置")


@given(texts, texts, texts)
@settings(max_examples=150, deadline=None)
def test_every_passage_stands_verbatim_in_both_raw_texts(a: str, b: str, c: str) -> None:
    submission, achievement = record(a, background=b), record(b, background=a, application=c)
    for passage in aligned(submission, achievement).passages:
        stands_in(passage.submission, submission)
        stands_in(passage.achievement, achievement)
        assert passage.letters > 0
        if passage.kind == "exact":
            assert passage.letters >= SEED
            assert letters(passage.submission.text) == letters(passage.achievement.text)


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_clauses_hold_every_letter_once_in_order(a: str, b: str) -> None:
    text = ComparedText(record(a, background=b))
    assert "".join(text.letters[start:end] for start, end in text.clauses) == text.letters.replace(BORDER, "")
    assert text.size == sum(end - start for start, end in text.clauses)


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_what_is_in_common_is_never_more_than_either_text(a: str, b: str) -> None:
    ours, theirs = coverage(record(a), record(b))
    assert 0 <= ours <= 1
    assert 0 <= theirs <= 1


def test_samples_about_different_things_hardly_overlap() -> None:
    some = list(islice(achievements(), 30))
    ours = sorted(coverage(a, b)[0] for a in some for b in some if a.title != b.title)
    assert ours[len(ours) // 2] == 0


def letters(text: str) -> str:
    return ComparedText(Achievement(title="甲", summary=text)).letters.partition(BORDER)[2]


def stands_in(stretch: Stretch, achievement: Achievement) -> None:
    assert stretch.field in ("title", *TEXT_FIELDS)
    assert stretch.text == getattr(achievement, stretch.field)[stretch.start : stretch.end] != ""
