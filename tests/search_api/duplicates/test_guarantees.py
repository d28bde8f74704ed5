"""What holds of every answer, whatever is handed in."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from math import fsum
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.samples import achievements, planted
from search_api.duplicates.checking import Checked, check
from search_api.duplicates.library import Library
from tests.corpus.normalize.strategies import wild_texts
from tests.search_api.duplicates.library import library_of

PLANTED: Final = {code for each in planted() for code in (each.submission, *each.originals)}
SAMPLES: Final = [each for each in achievements() if each.code not in PLANTED]
UNITS: Final = ("云台纺织集团维修车间", "东岭水务集团二厂", "南屏电力集团检修公司")
TEMPLATES: Final = (
    "为贯彻落实集团公司关于群众性创新活动的部署，公司工会组织广大职工立足岗位开展小发明小革新，坚持问题导向，现将主要内容汇报如下。",
    "填报须知：图纸照片另附光盘一张，联系电话见封底，来函请寄本部三号楼二层收发室转交，逾期不候，恕不退稿，以下由各厂自拟。",
)
"""The first is known by its wording; the second by the three units that bear it."""

BEARERS: Final = 3
SOURCES: Final = range(10, 40)
SECONDS: Final = 20.0

texts = st.lists(st.sampled_from([SAMPLES[at].summary[:200] for at in range(20)]), max_size=3).map(
    "".join
) | wild_texts.map(lambda text: text.encode("utf-8", "ignore").decode())
some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def in_front(achievement: Achievement, template: str) -> Achievement:
    return achievement.model_copy(update={"background": template + achievement.background})


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(SAMPLES, tmp_path_factory.mktemp("plain")) as opened:
        yield opened


Bearing = list[tuple[Library, Library, str]]


@pytest.fixture(scope="module")
def bearing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bearing]:
    """For each template a library whose first records bear it, and the same with all sources bearing it too."""
    with ExitStack() as opened:

        def where(template: str, bearers: set[int]) -> Library:
            records = [in_front(each, template) if at in bearers else each for at, each in enumerate(SAMPLES)]
            return opened.enter_context(library_of(records, tmp_path_factory.mktemp("bearing")))

        few = set(range(BEARERS))
        yield [(where(each, few), where(each, few.union(SOURCES)), each) for each in TEMPLATES]


def answer(library: Library, submission: Achievement) -> Checked:
    [checked] = check(library, [submission])
    return checked


@given(texts, texts)
@some
def test_contributions_sum_to_the_log_odds_to_the_last_bit(library: Library, summary: str, innovation: str) -> None:
    for match in answer(library, Achievement(title="装置", summary=summary, innovation=innovation)).matches:
        assert fsum(each.points for each in match.verdict.contributions) == match.verdict.log_odds


@given(texts, texts)
@some
def test_every_passage_and_template_stands_verbatim_in_the_raw_texts(
    library: Library, summary: str, benefit: str
) -> None:
    submission = Achievement(title="装置", summary=summary, benefit=benefit)
    for match in answer(library, submission).matches:
        pair = match.pair
        stretches = [(passage.submission, submission) for passage in pair.alignment.passages]
        stretches += [(passage.achievement, pair.achievement) for passage in pair.alignment.passages]
        stretches += [(each.stretch, submission) for each in pair.templates.passages(pair.submission_text)]
        for stretch, achievement in stretches:
            assert stretch.field in ("title", *TEXT_FIELDS)
            assert stretch.text == getattr(achievement, stretch.field)[stretch.start : stretch.end] != ""


@given(st.sampled_from(SOURCES), st.sampled_from((0, 1)), st.sampled_from(("again", "half", "reworded", "unrelated")))
@some
def test_a_template_in_front_of_both_texts_moves_the_probability_by_less_than_two_hundredths(
    bearing: Bearing, at: int, which: int, how: str
) -> None:
    without, with_template, template = bearing[which]
    submission = _submission(at, how)
    before = _probability(answer(without, submission), at + 1)
    after = _probability(answer(with_template, in_front(submission, template)), at + 1)
    assert abs(before - after) < 0.02


def _submission(at: int, how: str) -> Achievement:
    source, other = SAMPLES[at], SAMPLES[at + 40]
    text = {
        "again": source.summary,
        "half": source.summary[: len(source.summary) // 2] + other.summary,
        "reworded": "".join(c + ("的" if i % 7 == 6 else "") for i, c in enumerate(source.summary)),
        "unrelated": other.benefit + other.application,
    }[how]
    return Achievement(title=other.title, unit=UNITS[at % len(UNITS)], people=("萧一楠",), summary=text)


def _probability(checked: Checked, id: int) -> float:
    return next((match.verdict.probability for match in checked.matches if match.verdict.id == id), 0.0)


@pytest.mark.parametrize("length", [0, 1, 100_000])
@pytest.mark.parametrize("text", ["泵", "".join(each.body for each in SAMPLES), "abc ", TEMPLATES[0]])
def test_any_length_gets_an_answer_in_bounded_time(library: Library, text: str, length: int) -> None:
    submission = Achievement(title="汇编", summary=(text * (length // len(text) + 1))[:length])
    started = time.process_time()
    checked = answer(library, submission)
    assert time.process_time() - started < SECONDS
    assert checked.level in ("高度疑似", "疑似", "相关", "无关")
