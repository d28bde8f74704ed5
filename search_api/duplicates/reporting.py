"""From an answer to what is said of it: evidence with names and phrases, passages that were looked up once more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, get_args

from corpus.achievement import Achievement
from search_api.duplicates.checking import Checked, Match
from search_api.duplicates.conclusion import match_conclusion, submission_conclusion
from search_api.duplicates.evidence import OBSERVERS, Evidence
from search_api.duplicates.phrases import name_of, say
from search_api.duplicates.report import (
    CoverageReport,
    EvidenceReport,
    MatchReport,
    PassageReport,
    StretchReport,
    SubmissionReport,
    TemplateReport,
)
from search_api.duplicates.text import Stretch
from search_api.duplicates.verdict import Level
from search_api.errors import WrongPassage

LEVELS: Final[tuple[Level, ...]] = get_args(Level)

_LOOSEST: Final[Mapping[str, tuple[str, ...]]] = {
    observer.name: tuple(level for level in observer.levels if level != "missing")[-1:] for observer in OBSERVERS
}
"""The level of each kind of evidence that says least for a repeat."""

DECLARED: Final = "自述为后续"
CONFIDENTIAL: Final = "涉密"


def report_of(checked: Checked, position: int = 0, place: str = "") -> SubmissionReport:
    """What is said of an answer. Raises WrongPassage where a passage does not stand where it is said to."""
    submission = checked.submission
    matches = tuple(_match(each, submission) for each in checked.matches)
    templates = _templates(checked)
    return SubmissionReport(
        position=position,
        place=place,
        code=submission.code,
        title=submission.title,
        unit=submission.unit,
        year=submission.year,
        level=_level(checked.level),
        type=checked.type,
        probability=max((match.probability for match in matches), default=0.0),
        matches=matches,
        templates=templates,
        conclusion=submission_conclusion(matches, templates),
        notices=_notices(checked),
    )


def _notices(checked: Checked) -> tuple[str, ...]:
    if not checked.own:
        return ()
    ids = "、".join(str(id) for id in checked.own)
    return (f"这份申报自己已在库中（编号 {ids}，来源与编号或名称都相同），没有与自己比较。",)


def _match(match: Match, submission: Achievement) -> MatchReport:
    pair, verdict = match.pair, match.verdict
    achievement = pair.achievement
    base, *contributions = verdict.contributions
    points = {each.name: each.points for each in contributions}
    evidence = [_evidence(each, points[each.name]) for each in verdict.evidence]
    report = MatchReport(
        id=None if match.in_batch else verdict.id,
        position=match.position,
        in_batch=match.in_batch,
        code=achievement.code,
        source=achievement.source,
        title=achievement.title,
        unit=achievement.unit,
        year=achievement.year,
        probability=verdict.probability,
        log_odds=verdict.log_odds,
        base=base.points,
        level=_level(verdict.level),
        type=match.type,
        coverage=_coverage(verdict.evidence),
        passages=tuple(
            PassageReport(
                kind=each.kind,
                submission=_verbatim(each.submission, submission),
                achievement=_verbatim(each.achievement, achievement),
            )
            for each in pair.alignment.passages
        ),
        evidence=_strongest(each for each in evidence if _supports(each)),
        against=_strongest(each for each in evidence if not _supports(each)),
        flags=tuple(_flags(match)),
        conclusion="",
    )
    return report.model_copy(update={"conclusion": match_conclusion(report)})


def _evidence(seen: Evidence, points: float) -> EvidenceReport:
    return EvidenceReport(
        key=seen.name,
        name=name_of(seen.name),
        level=seen.level,
        value=seen.value,
        contribution=points,
        said=say(seen.name, seen.level, seen.value, seen.detail),
        details=seen.detail,
    )


def _strongest(evidence: Iterable[EvidenceReport]) -> tuple[EvidenceReport, ...]:
    """The strongest first; what is missing and weighs nothing is left out."""
    told = [each for each in evidence if each.contribution or each.level != "missing"]
    return tuple(sorted(told, key=lambda each: -abs(each.contribution)))


def _supports(evidence: EvidenceReport) -> bool:
    """Whether it speaks for a repeat; what weighs nothing is sorted by what was seen."""
    return evidence.contribution > 0 or (evidence.contribution == 0 and evidence.level not in _LOOSEST[evidence.key])


def _coverage(evidence: Sequence[Evidence]) -> CoverageReport:
    shares = {each.name: None if each.level == "missing" else each.value for each in evidence}
    return CoverageReport(of_submission=shares["copied"], of_achievement=shares["contained"])


def _flags(match: Match) -> Iterator[str]:
    """What a reviewer should see at once."""
    if match.pair.achievement.confidential:
        yield CONFIDENTIAL
    if match.verdict.seen("declared stage").level != "none":
        yield DECLARED
    yield from match.verdict.seen("evasion").detail


def _templates(checked: Checked) -> tuple[TemplateReport, ...]:
    """The stretches of a submission that count for nothing; every pair of it knows the same."""
    if not checked.matches:
        return ()
    pair = checked.matches[0].pair
    passages = pair.templates.passages(pair.submission_text)
    stretches = ((_verbatim(each.stretch, checked.submission), each.units) for each in passages)
    return tuple(TemplateReport(**stretch.model_dump(), units=units) for stretch, units in stretches)


def _verbatim(stretch: Stretch, achievement: Achievement) -> StretchReport:
    """A stretch that was looked up in the raw text. Raises WrongPassage."""
    raw: str = getattr(achievement, stretch.field)
    if raw[stretch.start : stretch.end] != stretch.text:
        raise WrongPassage(
            f"《{achievement.title[:30]}》{stretch.field} 第 {stretch.start} 至 {stretch.end} 字与所报段落不符，"
            "这份结果不能采信。请重新查重；若仍出现，请把这条信息告诉管理员。"
        )
    return StretchReport(field=stretch.field, start=stretch.start, end=stretch.end, text=stretch.text)


def _level(level: str) -> Level:
    return next(each for each in LEVELS if each == level)
