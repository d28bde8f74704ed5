"""A check as its reports tell it: what was asked, what came of it, and case by case, without what is confidential."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from corpus.achievement import Achievement
from corpus.store import CheckJob, CheckResult, Store, Tally, Wanted
from search_api.duplicates.false_alarms import expected_false_alarms
from search_api.duplicates.report import MatchReport, SubmissionReport
from search_api.duplicates.withholding import withheld
from search_api.visibility import may_be_quoted

AT_ONCE: Final = 100
"""Cases that are held at a time."""


@dataclass(frozen=True, slots=True)
class Case:
    """A submission and what is said of it; the submission is None where nothing of it may be quoted."""

    submission: Achievement | None
    report: SubmissionReport


class Dossier:
    """A check of a store. What is confidential is withheld unless `confidential` is set.

    `false_alarms` is how many of the submissions at or above the threshold are likely no repeats.
    """

    def __init__(self, store: Store, number: int, *, confidential: bool = False) -> None:
        self._store = store
        self.confidential = confidential
        self.job: CheckJob = store.get_check(number)
        self.tally: Tally = store.tallies({number: self.threshold})[number]
        self.false_alarms = expected_false_alarms(store.probabilities(number), self.threshold)

    @property
    def threshold(self) -> float:
        """Probability from which on a submission is a case for a reviewer."""
        return float(self.job.options["threshold"])

    @property
    def within_batch(self) -> bool:
        """Whether submissions were compared with each other too."""
        return bool(self.job.options["within_batch"])

    def all(self) -> Iterator[Case]:
        """Every submission, in the order of the table."""
        return self._cases(self._store.all_results(self.job.id))

    def for_review(self, most: int) -> Iterator[Case]:
        """Those at or above the threshold, likeliest first, at most so many."""
        _, short = self._store.results(self.job.id, Wanted(), 0, most)
        positions = [each.position for each in short if each.probability >= self.threshold]
        return self._cases(self._at(positions))

    def other(self, match: MatchReport) -> Achievement | None:
        """What a match speaks of, as it is now; None where it is gone or may not be quoted."""
        if match.withheld:
            return None
        if match.id is not None:
            return self._achievements([match.id]).get(match.id)
        return self._submissions([match.position]).get(match.position) if match.position is not None else None

    def _at(self, positions: Sequence[int]) -> Iterator[CheckResult]:
        for start in range(0, len(positions), AT_ONCE):
            some = positions[start : start + AT_ONCE]
            found = self._store.results_at(self.job.id, some)
            yield from (found[position] for position in some)

    def _cases(self, results: Iterator[CheckResult]) -> Iterator[Case]:
        while some := list(islice(results, AT_ONCE)):
            reports = [SubmissionReport.model_validate_json(each.report) for each in some]
            submissions = [Achievement.model_validate_json(each.submission) for each in some]
            hidden = self._hidden_ids(reports)
            hidden_places = self._hidden_positions(reports, submissions)
            for each, submission, report in zip(some, submissions, reports, strict=True):
                told = report.model_copy(update={"family": each.short.family})
                if hidden or hidden_places:
                    told = withheld(told, hidden, hidden_places)
                yield Case(None if told.withheld else submission, told)

    def _hidden_ids(self, reports: Sequence[SubmissionReport]) -> set[int]:
        ids = {match.id for report in reports for match in report.matches if match.id is not None}
        return self._hidden(self._achievements(ids)) if not self.confidential else set()

    def _hidden_positions(self, reports: Sequence[SubmissionReport], submissions: Sequence[Achievement]) -> set[int]:
        known = {report.position: each for report, each in zip(reports, submissions, strict=True)}
        matched = {match.position for report in reports for match in report.matches if match.position is not None}
        return self._hidden(known | self._submissions(matched - known.keys())) if not self.confidential else set()

    def _hidden(self, achievements: dict[int, Achievement]) -> set[int]:
        return {at for at, each in achievements.items() if not may_be_quoted(each, confidential=self.confidential)}

    def _achievements(self, ids: Iterable[int]) -> dict[int, Achievement]:
        return {id: record.achievement for id, record in self._store.get_many(sorted(ids)).items()}

    def _submissions(self, positions: Iterable[int]) -> dict[int, Achievement]:
        found = self._store.results_at(self.job.id, sorted(positions))
        return {at: Achievement.model_validate_json(each.submission) for at, each in found.items()}
