"""Checks of tables as jobs: uploads are kept until their check has ended, and one thread takes them in turn.

A job that was cut off is gone on with at the next start, behind the last answer that was kept.
"""

from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread
from typing import BinaryIO, Final

import structlog

from corpus.errors import CorpusError
from corpus.store import CheckJob
from indexer.errors import IndexerError
from search_api.duplicates.running import Cancelled, Run, close_abandoned_checks
from search_api.duplicates.submissions import read_submissions
from search_api.errors import IndexBehind, SearchApiError
from search_api.indexing import Indexing
from search_api.knowledge_base import KnowledgeBase
from search_api.uploads import FOLDER, Options, Uploads

CLOSE_PATIENCE_S: Final = 20.0

INDEX_PAUSE_S: Final = 0.5
"""Seconds between two looks at an index that is behind."""

INDEX_RUNS: Final = 2
"""Runs of indexing that a check asks for before it gives up."""


class _Stopped(Exception):
    """Raised inside a check to leave it; it is gone on with at the next start."""


class CheckJobs:
    """Takes uploads and checks their submissions in the background."""

    def __init__(self, base: KnowledgeBase, indexing: Indexing) -> None:
        self._base = base
        self._indexing = indexing
        self._uploads = Uploads(base.settings.tables_folder)
        self._waiting: SimpleQueue[int | None] = SimpleQueue()
        self._closing = Event()
        self._thread = Thread(target=self._run, name="checks", daemon=True)

    def open(self) -> None:
        """Start the thread, with the jobs that are not finished; a store that is away cannot tell them."""
        self._thread.start()
        try:
            close_abandoned_checks(self._base.store)
            jobs = [job for job in self._base.store.unfinished_checks() if FOLDER in job.options]
        except CorpusError as error:
            structlog.get_logger().warning("unfinished checks are unknown", reason=str(error))
            return
        self._uploads.sweep([job.options[FOLDER] for job in jobs])
        for job in jobs:
            self._waiting.put(job.id)

    def close(self) -> None:
        """Stop; a check in progress is gone on with at the next start."""
        self._closing.set()
        self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join(CLOSE_PATIENCE_S)

    @property
    def closing(self) -> bool:
        """Whether the app ends."""
        return self._closing.is_set()

    def submit(
        self,
        files: Iterable[tuple[str, BinaryIO]],
        options: Options,
        *,
        actor: str,
        within_batch: bool,
        threshold: float,
    ) -> CheckJob:
        """Keep the files and put their check in line. Raises BadUpload, UploadNotKept, StoreUnavailable."""
        folder, names = self._uploads.keep(files)
        asked = {FOLDER: folder, "within_batch": within_batch, "threshold": threshold, **asdict(options)}
        try:
            number = self._base.store.create_check(names, asked, actor)
        except BaseException:
            self._uploads.remove(folder)
            raise
        self._waiting.put(number)
        return self._base.store.get_check(number)

    def _run(self) -> None:
        while (number := self._waiting.get()) is not None and not self._closing.is_set():
            try:
                self._carry_out(self._base.store.get_check(number))
            except _Stopped:
                return
            except CorpusError as error:  # the store is away: the job stays unfinished until the next start
                structlog.get_logger().error("check not carried out", number=number, reason=str(error))

    def _carry_out(self, job: CheckJob) -> None:
        """Answer a check, or say why that cannot be."""
        try:
            self._answer(job)
        except _Stopped:
            raise
        except (CorpusError, IndexerError, SearchApiError) as error:
            self._base.store.fail_check(job.id, str(error))
        except Exception:
            structlog.get_logger().exception("check failed", number=job.id)
            self._base.store.fail_check(
                job.id, "查重时程序出错，已记入日志；已查的结果仍在。请重新查重，若仍出错请告诉管理员。"
            )
        self._uploads.remove(job.options[FOLDER])

    def _answer(self, job: CheckJob) -> None:
        options = Options(**{name: job.options[name] for name in ("source", "year", "columns")})
        if not self._base.store.start_check(job.id):
            return
        files = self._uploads.paths(job.options[FOLDER], job.files)
        table = read_submissions(files, options.mapping, options.source, options.year)
        current = partial(self._index_follows, job.id)
        Run(self._base, job.id, table, job.options["within_batch"], current, self._go_on).carry_out()

    def _index_follows(self, number: int) -> None:
        """Wait until the index has all of the store. Raises Cancelled, IndexBehind."""
        asked = 0
        while (state := self._indexing.answer()).lag or not state.ready:
            if not state.indexing:
                if asked == INDEX_RUNS:
                    raise IndexBehind(
                        f"索引没有跟上数据库，无法查重。{state.detail or '请运行 innokb doctor 看原因。'}"
                    )
                asked += 1
                self._indexing.start()
            self._say(number, "正在等待索引更新完成，之后自动开始查重。")
            self._closing.wait(INDEX_PAUSE_S)
            self._go_on()
        self._say(number, None)

    def _say(self, number: int, detail: str | None) -> None:
        if not self._base.store.start_check(number, detail):
            raise Cancelled

    def _go_on(self) -> None:
        if self._closing.is_set():
            raise _Stopped
