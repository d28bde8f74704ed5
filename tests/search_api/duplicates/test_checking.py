import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum

import numpy as np
import numpy.typing as npt
import pytest

from corpus.achievement import Achievement
from corpus.samples import achievements, planted
from indexer.document import View
from indexer.engine.protocol import Frequencies, IndexState, Match, Nearest, Ranking
from search_api.duplicates.checking import Checked, check
from search_api.duplicates.evidence import OBSERVERS
from search_api.duplicates.library import Index, Library
from search_api.duplicates.templates import Rulings
from tests.search_api.duplicates.library import library_of

PLANTED = {code for each in planted() for code in (each.submission, *each.originals)}
SAMPLES = [each for each in achievements() if each.code not in PLANTED]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(SAMPLES, tmp_path_factory.mktemp("library")) as opened:
        yield opened


def again(at: int, **changes: object) -> Achievement:
    return SAMPLES[at].model_copy(update={"code": "", "patents": (), **changes})


def answers(library: Library, submissions: Sequence[Achievement]) -> list[Checked]:
    return list(check(library, submissions))


def shown(checked: Checked) -> object:
    return (
        checked.level,
        checked.type,
        checked.candidates,
        [(match.verdict, match.pair.alignment.passages) for match in checked.matches],
    )


def test_what_was_handed_in_before_is_found_and_named(library: Library) -> None:
    for at, checked in enumerate(answers(library, [again(at) for at in range(10)])):
        assert (checked.matches[0].verdict.id, checked.level, checked.type) == (at + 1, "高度疑似", "原样重报")


def test_other_hands_are_named(library: Library) -> None:
    [checked] = answers(library, [again(3, unit="云台纺织集团维修车间", people=("萧一楠", "卢正"))])
    assert (checked.matches[0].verdict.id, checked.type) == (4, "换单位或换人重报")


def test_something_new_is_no_repeat(library: Library) -> None:
    text = "把幼儿园的午睡被褥按班级编号，晾晒时用带夹子的绳架，一位老师十分钟就能收完。"
    [checked] = answers(library, [Achievement(title="午睡被褥晾晒架", unit="青石幼儿园", summary=text)])
    assert checked.level in ("无关", "相关")


def test_a_record_that_was_imported_before_is_no_repeat_of_itself(library: Library) -> None:
    once, again_elsewhere = answers(library, [SAMPLES[3], SAMPLES[3].model_copy(update={"source": "另一张表"})])
    assert once.own == (4,)
    assert 4 not in {match.verdict.id for match in once.matches}
    assert again_elsewhere.own == ()
    assert again_elsewhere.matches[0].verdict.id == 4


def test_a_record_without_a_source_may_be_somebody_elses(library: Library) -> None:
    [checked] = answers(library, [SAMPLES[3].model_copy(update={"source": ""})])
    assert (checked.own, checked.matches[0].verdict.id) == ((), 4)


def test_every_match_has_a_type_of_its_own(library: Library) -> None:
    [checked] = answers(library, [again(3)])
    assert checked.type == checked.matches[0].type == "原样重报"
    assert {match.type for match in checked.matches[1:]} <= {None, "同题异法", "同源模板"}


def test_what_a_submission_goes_on_from_is_related_and_comes_first_where_nothing_is_suspected(library: Library) -> None:
    before = SAMPLES[3]
    said = f"本项目是我单位{before.year}年度成果《{before.title}》（编号{before.code}）的二期改进。"
    text = "二期新增了在线监测和自动报警，巡检由每班三次减为一次，漏报降为零，并编写了检修规程。"
    [checked] = answers(library, [again(3, title="二期改进", background=said, summary=text, benefit="", innovation="")])
    assert (checked.level, checked.type) == ("相关", "升级延续")
    assert (checked.matches[0].verdict.id, checked.matches[0].verdict.level) == (4, "相关")
    others = [match.verdict.log_odds for match in checked.matches[1:]]
    assert others == sorted(others, reverse=True)


def test_contributions_add_up_to_the_log_odds(library: Library) -> None:
    for checked in answers(library, [again(at, summary=SAMPLES[at + 1].summary) for at in range(5)]):
        for match in checked.matches:
            contributions = match.verdict.contributions
            assert fsum(each.points for each in contributions) == match.verdict.log_odds
            assert [each.name for each in contributions[1:]] == [observer.name for observer in OBSERVERS]


def test_every_level_seen_is_a_level_of_its_kind(library: Library) -> None:
    levels = {observer.name: observer.levels for observer in OBSERVERS}
    for checked in answers(library, SAMPLES[:20]):
        for match in checked.matches:
            assert all(each.level in levels[each.name] and 0 <= each.value <= 1 for each in match.verdict.evidence)


def test_a_batch_is_answered_as_one_by_one_and_in_any_order(library: Library) -> None:
    submissions = [again(at, summary=SAMPLES[at].summary[::2] + SAMPLES[at + 1].summary) for at in range(12)]
    together = [shown(checked) for checked in answers(library, submissions)]
    assert together == [shown(answers(library, [each])[0]) for each in submissions]
    order = list(range(12))
    random.Random(5).shuffle(order)
    shuffled = answers(library, [submissions[at] for at in order])
    assert [shown(checked) for checked in shuffled] == [together[at] for at in order]


def test_every_passage_stands_verbatim_at_its_place(library: Library) -> None:
    for checked in answers(library, [again(at, benefit=SAMPLES[at + 2].summary) for at in range(5)]):
        for match in checked.matches:
            for passage in match.pair.alignment.passages:
                for stretch, text in (
                    (passage.submission, match.pair.submission),
                    (passage.achievement, match.pair.achievement),
                ):
                    assert getattr(text, stretch.field)[stretch.start : stretch.end] == stretch.text


@pytest.mark.parametrize("title", ["!", "泵", "\u200b。", "a" * 500])
def test_almost_nothing_gets_an_answer(library: Library, title: str) -> None:
    [checked] = answers(library, [Achievement(title=title)])
    assert checked.level in ("高度疑似", "疑似", "相关", "无关")


def test_a_very_long_text_gets_an_answer(library: Library) -> None:
    text = "".join(each.body for each in SAMPLES)
    long = (text * (100_000 // len(text) + 1))[:100_000]
    [checked] = answers(library, [Achievement(title="汇编", summary=long)])
    assert checked.matches


def test_an_empty_library_has_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    with library_of([], tmp_path_factory.mktemp("empty")) as library:
        [checked] = answers(library, [SAMPLES[0]])
    assert (checked.matches, checked.level, checked.type) == ((), "无关", None)


@dataclass(frozen=True)
class Counting:
    """An index that tells which arms it was asked for."""

    engine: Index
    asked: list[str] = field(default_factory=list)

    def state(self) -> IndexState:
        return self.engine.state()

    def rank(self, questions: Sequence[Match | Nearest]) -> list[Ranking]:
        self.asked.extend(each.view if isinstance(each, Match) else "vector" for each in questions)
        return self.engine.rank(questions)

    def frequencies(self, terms: Mapping[View, Collection[str]]) -> Frequencies:
        return self.engine.frequencies(terms)

    def vectors(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        return self.engine.vectors(ids)


def test_words_and_meaning_are_asked_for_once_even_where_templates_are_left_out(library: Library) -> None:
    front = "图纸、照片另附光盘一张，联系电话见封底，来函请寄本部三号楼二层收发室转交。"
    index = Counting(library.engine)
    counting = replace(library, engine=index, rulings=Rulings.of([front], []))
    found = answers(counting, [again(at, summary=front + SAMPLES[at].summary) for at in (3, 8)])
    assert all(checked.matches[0].pair.templates.runs for checked in found)
    assert [index.asked.count(arm) for arm in ("words", "bigrams", "vector")] == [2, 2, 2]
