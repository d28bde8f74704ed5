"""Reports that leave the installation: what is confidential is said to be there, and nothing of it is quoted."""

from collections.abc import Container

from search_api.duplicates.conclusion import match_conclusion, submission_conclusion
from search_api.duplicates.phrases import say
from search_api.duplicates.report import EvidenceReport, MatchReport, SubmissionReport


def withheld(report: SubmissionReport, ids: Container[int], positions: Container[int]) -> SubmissionReport:
    """A report without a word of the achievements with these ids and the submissions at these positions.

    Of those, id, position, code and the figures stay. What a confidential submission repeats would give it away, so
    its matches are withheld too.
    """
    own = report.position in positions
    matches = tuple(
        _match(match) if own or match.id in ids or match.position in positions else match for match in report.matches
    )
    told = report.model_copy(update={"matches": matches, "withheld": own})
    if own:
        told = told.model_copy(update={"title": "", "unit": "", "templates": ()})
    return told.model_copy(update={"conclusion": submission_conclusion(told.matches, told.templates)})


def _match(match: MatchReport) -> MatchReport:
    unquoted = {
        "title": "",
        "unit": "",
        "source": "",
        "year": None,
        "passages": (),
        "evidence": _unquoted(match.evidence),
        "against": _unquoted(match.against),
        "withheld": True,
    }
    told = match.model_copy(update=unquoted)
    return told.model_copy(update={"conclusion": match_conclusion(told)})


def _unquoted(evidence: tuple[EvidenceReport, ...]) -> tuple[EvidenceReport, ...]:
    return tuple(
        each.model_copy(update={"details": (), "said": say(each.key, each.level, each.value)}) for each in evidence
    )
