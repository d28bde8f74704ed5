"""Carrying out a check: every submission answered at one revision of the index, and kept as it comes.

What was kept stays when the program is killed; carrying the check out again goes on behind it. Where the index has
changed in the meantime it starts anew, as all answers of a check are to be given by the same index.
"""

import os
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial
from typing import Final

from corpus.achievement import Achievement
from corpus.importing.abandoned import is_abandoned
from corpus.store import CheckResult, ResultInShort, Store
from search_api.duplicates.batch import check_apart
from search_api.duplicates.checking import Checked, check
from search_api.duplicates.families import JOINED, Edge, Member, families
from search_api.duplicates.library import library_of, opened
from search_api.duplicates.report import SubmissionReport
from search_api.duplicates.reporting import report_of
from search_api.duplicates.submissions import Submissions
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

MOVED: Final = "查重期间索引有更新，已按新的索引从头查过。"

GONE: Final = "查重没有做完：执行它的程序已经退出。请重新查重。"

GoOn = Callable[[], None]
Progress = Callable[[int, int], None]


class _Moved(Exception):
    """The index has changed."""


class _Cancelled(Exception):
    """Somebody has ended the check."""


def require_current_index(base: KnowledgeBase) -> int:
    """The revision of the index. Raises IndexBehind where it lacks something, IndexMissing, StoreUnavailable."""
    revision = base.engine.state().revision
    if lag := base.store.revision() - revision:
        raise IndexBehind(f"索引还差 {lag} 次修改没有跟上，会漏掉新近的成果。请等索引更新完成，或运行 innokb index。")
    return revision


def check_one(base: KnowledgeBase, submission: Achievement) -> tuple[SubmissionReport, int]:
    """What is said of one submission, and the revision of the index. Raises IndexBehind, IndexMissing …"""
    revision = require_current_index(base)
    (checked,) = check(library_of(base), [submission])
    return report_of(checked), revision


def close_abandoned_checks(store: Store) -> None:
    """Say of checks that a process of this machine left unfinished that they have failed. Raises StoreProblem."""
    for job in store.unfinished_checks():
        if is_abandoned(job.options):
            store.fail_check(job.id, GONE)


def carry_out(
    base: KnowledgeBase,
    number: int,
    table: Submissions,
    *,
    within_batch: bool,
    go_on: GoOn | None = None,
    progress: Progress | None = None,
) -> bool:
    """Answer the submissions of a check that are not answered yet. False where it was cancelled.

    `go_on` is called again and again; what it raises leaves the check, which can be gone on with. `progress` is told
    how many are answered, of how many. Raises IndexBehind where the index will not hold still, CheckInterrupted where
    a process was ended from outside.
    """
    notices = table.notices
    attend = _attending(base, number, go_on)
    for _ in range(ATTEMPTS):
        revision = require_current_index(base)
        begun = base.store.begin_results(
            number, total=len(table.rows), revision=revision, rejected=table.rejected, notices=notices
        )
        try:
            if not _answer(base, number, table, begun, revision, within_batch, attend, progress):
                return False
        except _Cancelled:
            return False
        except _Moved:
            notices = (*table.notices, MOVED)
            continue
        base.store.set_families(number, _families(base, number))
        return base.store.finish_check(number)
    raise IndexBehind(f"查重 {ATTEMPTS} 次都遇到索引更新，没有完成。请等导入结束后再查。")


def _attending(base: KnowledgeBase, number: int, go_on: GoOn | None) -> GoOn:
    """What a check calls again and again, so that it ends when it is to."""
    looked = time.monotonic()

    def attend() -> None:
        nonlocal looked
        if go_on:
            go_on()
        if time.monotonic() - looked >= KEEP_EVERY_S:
            looked = time.monotonic()
            if base.store.get_check(number).status == "cancelled":
                raise _Cancelled

    return attend


def _answer(
    base: KnowledgeBase,
    number: int,
    table: Submissions,
    begun: int,
    revision: int,
    within_batch: bool,
    go_on: GoOn,
    progress: Progress | None,
) -> bool:
    """Keep answers as they come. False where the check was cancelled. Raises _Moved."""
    waiting: list[CheckResult] = []
    kept = time.monotonic()
    with closing(_reports(base, table, begun, within_batch, go_on)) as reports:
        for report in reports:
            go_on()
            row = table.rows[report.position]
            if progress:
                progress(report.position + 1, len(table.rows))
            waiting.append(_result(row.place, row.achievement, report))
            if time.monotonic() - kept >= KEEP_EVERY_S:
                if not _keep(base, number, waiting, revision):
                    return False
                waiting, kept = [], time.monotonic()
    return _keep(base, number, waiting, revision)


def _keep(base: KnowledgeBase, number: int, results: list[CheckResult], revision: int) -> bool:
    if base.engine.state().revision != revision:
        raise _Moved
    return base.store.keep_results(number, results)


def _reports(
    base: KnowledgeBase, table: Submissions, begun: int, within_batch: bool, go_on: GoOn
) -> Generator[SubmissionReport, None, None]:
    return check_apart(
        partial(opened, base.settings),
        [row.achievement for row in table.rows],
        reported,
        within_batch=within_batch,
        start=begun,
        processes=max(2, min(MOST_PROCESSES, (os.cpu_count() or 2) - 1)),
        waiting=go_on,
    )


def reported(position: int, checked: Checked) -> SubmissionReport:
    """What is kept of an answer: beyond the first few matches only what is related at all."""
    report = report_of(checked, position)
    matches = (each for at, each in enumerate(report.matches) if at < ALWAYS_KEPT or each.probability >= RELATED)
    return report.model_copy(update={"matches": tuple(matches)})


def _result(place: str, submission: Achievement, report: SubmissionReport) -> CheckResult:
    short = ResultInShort(
        position=report.position,
        place=place,
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
    told = report.model_copy(update={"place": place})
    return CheckResult(short, submission.model_dump_json(exclude_defaults=True), told.model_dump_json())


def _families(base: KnowledgeBase, number: int) -> dict[int, str]:
    """The family of each position that has one."""
    suspected = (each for each in base.store.all_results(number) if each.short.probability >= JOINED)
    found = families(edge for each in suspected for edge in _edges(SubmissionReport.model_validate_json(each.report)))
    return {member.position: family.id for family in found for member in family.members if member.position >= 0}


def _edges(report: SubmissionReport) -> Iterable[Edge]:
    for match in report.matches:
        other = Member.of_base(match.id) if match.id is not None else Member.of_table(match.position or 0)
        yield Edge(Member.of_table(report.position), other, match.probability)
