"""What is said of answers: phrases, conclusions, verified passages, and what is withheld."""

from collections.abc import Iterator
from dataclasses import replace
from math import fsum

import pytest

from corpus.achievement import Achievement
from corpus.samples import achievements, planted
from search_api.duplicates.checking import Checked, check
from search_api.duplicates.conclusion import LONGEST, TO_LOOK_AT
from search_api.duplicates.evidence import OBSERVERS
from search_api.duplicates.library import Library
from search_api.duplicates.phrases import WORDINGS, chance, say
from search_api.duplicates.report import MatchReport, SubmissionReport
from search_api.duplicates.reporting import report_of
from search_api.duplicates.text import Stretch
from search_api.duplicates.withholding import withheld
from search_api.errors import WrongPassage
from tests.search_api.duplicates.library import library_of

PLANTED = {code for each in planted() for code in (each.submission, *each.originals)}
SAMPLES = [each for each in achievements() if each.code not in PLANTED]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(SAMPLES, tmp_path_factory.mktemp("library")) as opened:
        yield opened


def again(at: int, **changes: object) -> Achievement:
    return SAMPLES[at].model_copy(update={"code": "", "source": "", "patents": (), **changes})


def answer(library: Library, submission: Achievement) -> Checked:
    [checked] = check(library, [submission])
    return checked


def report(library: Library, submission: Achievement) -> SubmissionReport:
    return report_of(answer(library, submission))


def spoken(match: MatchReport) -> str:
    """Everything that a match says, as one text."""
    return match.model_dump_json(exclude={"id", "position", "code"})


@pytest.mark.parametrize("observer", OBSERVERS, ids=lambda observer: observer.name)
def test_every_level_of_every_kind_of_evidence_has_a_phrase(observer: object) -> None:
    name, levels = observer.name, observer.levels  # type: ignore[attr-defined]
    assert set(WORDINGS[name].said) >= set(levels)
    for level in levels:
        assert "{" not in say(name, level, 0.5, ("甲", "乙"))


def test_there_are_no_phrases_for_what_nobody_observes() -> None:
    assert set(WORDINGS) == {observer.name for observer in OBSERVERS}


def test_details_are_named_and_the_rest_counted() -> None:
    names = tuple(f"某{number}" for number in range(12))
    assert say("people", "some", 0.1, names, most=3) == "有共同的完成人：某0、某1、某2等 12 项"


def test_a_long_detail_is_cut_and_stays_in_one_line() -> None:
    said = say("declared stage", "declared", 0.0, ("本项目在\n一期的基础上" + "改进" * 50,))
    assert "\n" not in said
    assert len(said) < 70


@pytest.mark.parametrize(
    ("probability", "said"), [(0.0, "<1%"), (0.004, "<1%"), (0.5, "50%"), (0.996, ">99%"), (1.0, ">99%")]
)
def test_nothing_is_certain(probability: float, said: str) -> None:
    assert chance(probability) == said


def test_contributions_and_base_add_up_to_the_log_odds(library: Library) -> None:
    for match in report(library, again(3)).matches:
        parts = [match.base, *(each.contribution for each in (*match.evidence, *match.against))]
        assert fsum(parts) == pytest.approx(match.log_odds, abs=1e-12)


def test_what_speaks_against_is_told_apart(library: Library) -> None:
    for match in report(library, again(3, unit="云台纺织集团维修车间")).matches:
        assert all(each.contribution >= 0 for each in match.evidence)
        assert all(each.contribution <= 0 for each in match.against)


def test_the_strongest_evidence_comes_first(library: Library) -> None:
    for match in report(library, again(3)).matches:
        for side in (match.evidence, match.against):
            weights = [abs(each.contribution) for each in side]
            assert weights == sorted(weights, reverse=True)


def test_passages_stand_verbatim_in_both_texts(library: Library) -> None:
    submission = again(3, summary=SAMPLES[5].summary.replace("，", "， "))
    told = report(library, submission)
    assert any(match.passages for match in told.matches)
    for match in told.matches:
        achievement = SAMPLES[(match.id or 0) - 1]
        for passage in match.passages:
            for stretch, text in ((passage.submission, submission), (passage.achievement, achievement)):
                assert getattr(text, stretch.field)[stretch.start : stretch.end] == stretch.text


def test_a_passage_that_does_not_stand_where_it_is_said_to_is_never_shown(library: Library) -> None:
    checked = answer(library, again(3))
    match = checked.matches[0]
    passage = match.pair.alignment.passages[0]
    wrong = replace(passage, submission=Stretch(passage.submission.field, 1, 3, "另外"))
    pair = replace(match.pair, alignment=replace(match.pair.alignment, passages=(wrong,)))
    with pytest.raises(WrongPassage, match="重新查重"):
        report_of(replace(checked, matches=(replace(match, pair=pair),)))


@pytest.mark.parametrize("at", range(0, 40, 4))
def test_conclusions_are_short_and_name_the_achievement(library: Library, at: int) -> None:
    told = report(library, again(at, summary=SAMPLES[at].summary + SAMPLES[at + 1].summary))
    assert 0 < len(told.conclusion) <= LONGEST
    for match in told.matches:
        assert 0 < len(match.conclusion) <= LONGEST
        assert match.title[:20] in match.conclusion
        assert match.level in match.conclusion


def test_a_conclusion_says_what_to_look_at(library: Library) -> None:
    told = report(library, again(3))
    assert told.type == "原样重报"
    assert TO_LOOK_AT["原样重报"] in told.conclusion


def test_a_conclusion_is_made_of_the_phrases_of_its_evidence(library: Library) -> None:
    for match in report(library, again(3, unit="云台纺织集团维修车间", people=("萧一楠", "卢正"))).matches:
        said = [each.said.partition("：")[0] for each in (*match.evidence, *match.against)]
        for side in ("主要依据：", "不支持重复的："):
            _, _, rest = match.conclusion.partition(side)
            for phrase in filter(None, rest.partition("。")[0].split("；")):
                assert phrase.partition("：")[0] in said


def test_where_nothing_is_like_it_the_conclusion_says_so(library: Library) -> None:
    assert report_of(Checked(again(3), (), "无关", None, ())).conclusion == "没有找到与本申报相近的成果。"


def test_the_very_same_record_is_told(library: Library) -> None:
    checked = replace(answer(library, again(3)), own=(12,))
    assert "编号 12" in report_of(checked).notices[0]


def test_a_match_that_is_confidential_is_not_quoted(library: Library) -> None:
    told = report(library, again(3))
    best = told.matches[0]
    hidden = withheld(told, {best.id}, ())
    kept, others = hidden.matches[0], hidden.matches[1:]
    assert (kept.id, kept.code, kept.probability, kept.withheld) == (best.id, best.code, best.probability, True)
    original = SAMPLES[3]
    for secret in (original.title, original.unit, *original.people, original.summary[:20]):
        assert secret not in spoken(kept)
        assert secret not in hidden.conclusion
    assert others == told.matches[1:]


def test_a_submission_that_is_confidential_is_not_quoted(library: Library) -> None:
    told = report(library, again(3))
    hidden = withheld(told, (), {0})
    assert (hidden.position, hidden.level, hidden.withheld) == (0, "高度疑似", True)
    original = SAMPLES[3]
    for secret in (original.title, original.unit, *original.people, original.summary[:20]):
        assert secret not in hidden.model_dump_json()


def test_what_is_withheld_still_adds_up(library: Library) -> None:
    told = report(library, again(3))
    for match in withheld(told, (), {0}).matches:
        parts = [match.base, *(each.contribution for each in (*match.evidence, *match.against))]
        assert fsum(parts) == pytest.approx(match.log_odds, abs=1e-12)


def test_hostile_text_stays_text(library: Library) -> None:
    title = "<img src=x onerror=alert(1)>\x00=cmd|' /C calc'!A0\u202e{0}{percent}"
    told = report(library, again(3, title=title, unit="{}", people=("{0}",)))
    assert told.title == title
    assert told.conclusion
