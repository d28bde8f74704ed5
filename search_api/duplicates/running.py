"""Carrying out a check: every submission answered at one revision of the index, and kept as it comes.

What was kept stays when the program is killed; carrying the check out again goes on behind it. Where the index has
changed in the meantime it starts anew, as all answers of a check are to be given by the same index.
"""

import os
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Final

from corpus.achievement import Achievement
from corpus.importing.abandoned import is_abandoned
from corpus.store import CheckResult, ResultInShort, Store
from indexer.errors import IndexUnavailable
from search_api.duplicates.batch import check_apart
from search_api.duplicates.checking import Checked, check
from search_api.duplicates.families import JOINED, Edge, Member, families
from search_api.duplicates.library import library_of, opened
from search_api.duplicates.report import SubmissionReport
from search_api.duplicates.reporting import report_of
from search_api.duplicates.submissions import Submission, Submissions
from search_api.errors import IndexBehind
from search_api.knowledge_base import KnowledgeBase

KEEP_EVERY_S: Final = 0.5
"""Seconds between two writes of results."""

ALWAYS_KEPT: Final = 3
"""Matches of a submission that are kept however unlikely they are; of the others, those that are related at least."""

RELATED: Final = 0.1

MOST_PROCESSES: Final = 8
"""Processes that answer a large table at most; each holds an index and an encoder of its own."""

ATTEMPTS: Final = 3
"""Times that a check is begun, where the index changes under it."""

PAUSES_S: Final = (2.0, 5.0, 15.0, 30.0)
"""Seconds before a check that has begun asks again an index that did not answer; then it has failed. A cluster that is
busy or restarts is back by then. Every kept answer starts the row anew."""

MOVED: Final = "查重期间索引有更新，已按新的索引从头查过。"

GONE: Final = "查重没有做完：执行它的程序已经退出。请重新查重。"

GoOn = Callable[[], None]
Progress = Callable[[int, int], None]

Answered = tuple[CheckResult, SubmissionReport]


def _ignored(_done: int, _total: int) -> None:
    pass


class _Moved(Exception):
    """The index has changed."""


class Cancelled(Exception):
    """Somebody has ended the check. A signal within the program, no error that is shown."""


def require_current_index(base: KnowledgeBase) -> None:
    """Raises IndexBehind where the index lacks something that is in the store, IndexMissing, StoreUnavailable."""
    if lag := base.store.revision() - base.engine.state().revision:
        raise IndexBehind(f"索引还差 {lag} 次修改没有跟上，会漏掉新近的成果。请等索引更新完成，或运行 innokb index。")


def check_one(base: KnowledgeBase, submission: Achievement) -> tuple[SubmissionReport, int]:
    """What is said of one submission, and the revision of the index. Raises IndexBehind, IndexMissing …"""
    require_current_index(base)
    revision = base.engine.state().revision
    (checked,) = check(library_of(base), [submission])
    return report_of(checked), revision


def close_abandoned_checks(store: Store) -> None:
    """Say of checks that a process of this machine left unfinished that they have failed. Raises StoreProblem."""
    for job in store.unfinished_checks():
        if is_abandoned(job.options):
            store.fail_check(job.id, GONE)


@dataclass(frozen=True, slots=True)
class Run:
    """A check that is carried out.

    `current` sees to it that the index has all of the store, and raises where it has not. `go_on` is called again and
    again; what it raises leaves the check, which can be gone on with. `progress` is told how many submissions are
    answered, of how many.
    """

    base: KnowledgeBase
    number: int
    table: Submissions
    within_batch: bool
    current: Callable[[], None]
    go_on: GoOn = lambda: None
    progress: Progress = _ignored

    def carry_out(self) -> bool:
        """Answer what is not answered yet. False where the check was cancelled.

        Raises IndexBehind where the index will not hold still, IndexUnavailable where it does not answer for long,
        CheckInterrupted where a process was ended from outside, and what `current` and `go_on` raise.
        """
        notices = self.table.notices
        for _ in range(ATTEMPTS):
            try:
                self._answer(notices)
            except Cancelled:
                return False
            except _Moved:
                notices = (*self.table.notices, MOVED)
                continue
            self.base.store.set_families(self.number, _families(self.base.store, self.number))
            return self.base.store.finish_check(self.number)
        raise IndexBehind(f"查重 {ATTEMPTS} 次都遇到索引更新，没有完成。请等导入结束后再查。")

    def _answer(self, notices: Sequence[str]) -> None:
        """Answer all, and go on after a while where the index does not answer. Raises Cancelled, _Moved."""
        rows, rejected = self.table.rows, self.table.rejected
        self.current()
        revision = self.base.engine.state().revision
        stuck = -1
        while True:
            begun = self.base.store.begin_results(
                self.number, total=len(rows), revision=revision, rejected=rejected, notices=notices
            )
            if begun != stuck:
                pauses, stuck = iter(PAUSES_S), begun
            try:
                self._answer_from(begun, revision)
                return
            except IndexUnavailable:
                if (pause := next(pauses, None)) is None:
                    raise
            self._wait(pause)

    def _answer_from(self, begun: int, revision: int) -> None:
        """Keep answers as they come."""
        rows = self.table.rows
        fresh: list[Answered] = []
        kept = time.monotonic()
        with closing(self._reports(begun)) as reports:
            for report in reports:
                self.go_on()
                fresh.append((_result(rows[report.position], report), report))
                if time.monotonic() - kept >= KEEP_EVERY_S:
                    self._keep(fresh, revision)
                    fresh, kept = [], time.monotonic()
                    self.progress(report.position + 1, len(rows))
        self._keep(fresh, revision)

    def _keep(self, answers: Sequence[Answered], revision: int) -> None:
        if self.base.engine.state().revision != revision:
            raise _Moved
        if not self.base.store.keep_results(self.number, [result for result, _ in answers]):
            raise Cancelled
        templates = {each.text: each.units for _, report in answers for each in report.templates}
        if templates:
            self.base.store.keep_templates(templates)

    def _reports(self, begun: int) -> Generator[SubmissionReport, None, None]:
        return check_apart(
            partial(opened, self.base.settings),
            [row.achievement for row in self.table.rows],
            reported,
            within_batch=self.within_batch,
            start=begun,
            processes=max(2, min(MOST_PROCESSES, (os.cpu_count() or 2) - 1)),
            waiting=self._attending(),
        )

    def _wait(self, seconds: float) -> None:
        attend, end = self._attending(), time.monotonic() + seconds
        while time.monotonic() < end:
            attend()
            time.sleep(min(KEEP_EVERY_S, seconds))

    def _attending(self) -> GoOn:
        """What is called while an answer is waited for, so that the check ends when it is to."""
        looked = time.monotonic()

        def attend() -> None:
            nonlocal looked
            self.go_on()
            if time.monotonic() - looked >= KEEP_EVERY_S:
                looked = time.monotonic()
                if self.base.store.get_check(self.number).status == "cancelled":
                    raise Cancelled

        return attend


def reported(position: int, checked: Checked) -> SubmissionReport:
    """What is kept of an answer: beyond the first few matches only what is related at all."""
    report = report_of(checked, position)
    matches = (each for at, each in enumerate(report.matches) if at < ALWAYS_KEPT or each.probability >= RELATED)
    return report.model_copy(update={"matches": tuple(matches)})


def _result(row: Submission, report: SubmissionReport) -> CheckResult:
    short = ResultInShort(
        position=report.position,
        place=row.place,
        code=report.code,
        title=report.title,
        unit=report.unit,
        year=report.year,
        level=report.level,
        type=report.type,
        probability=report.probability,
        best=report.matches[0].title if report.matches else "",
        family=None,
    )
    told = report.model_copy(update={"place": row.place})
    return CheckResult(short, row.achievement.model_dump_json(exclude_defaults=True), told.model_dump_json())


def _families(store: Store, number: int) -> dict[int, str]:
    """The family of each position that has one."""
    suspected = (each for each in store.all_results(number) if each.short.probability >= JOINED)
    found = families(edge for each in suspected for edge in _edges(SubmissionReport.model_validate_json(each.report)))
    return {member.position: family.id for family in found for member in family.members if member.position >= 0}


def _edges(report: SubmissionReport) -> Iterable[Edge]:
    for match in report.matches:
        other = Member.of_base(match.id) if match.id is not None else Member.of_table(match.position or 0)
        yield Edge(Member.of_table(report.position), other, match.probability)
