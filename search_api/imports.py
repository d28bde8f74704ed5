"""Imports as jobs: uploads are kept until their import has ended, and one thread takes them one after the other.

A job that was cut off is taken up again at the next start, from its beginning: importing twice changes nothing.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import BinaryIO, Final

import structlog

from corpus.errors import CorpusError
from corpus.importing.abandoned import close_abandoned
from corpus.importing.run import import_file
from corpus.reports import FileReport
from corpus.store import ImportJob
from search_api.errors import BadUpload, SearchApiError
from search_api.indexing import Indexing
from search_api.knowledge_base import KnowledgeBase
from search_api.uploads import FOLDER, Options, Uploads

PROGRESS_EVERY_S: Final = 0.5
"""Seconds between two notes of progress in the store."""

CLOSE_PATIENCE_S: Final = 20.0


class _Stopped(Exception):
    """Raised inside an import to leave it; it is taken up again at the next start."""


class ImportJobs:
    """Takes uploads, imports them in the background, and has the index follow."""

    def __init__(self, base: KnowledgeBase, indexing: Indexing) -> None:
        self._base = base
        self._indexing = indexing
        self._uploads = Uploads(base.settings.uploads_folder)
        self._waiting: SimpleQueue[int | None] = SimpleQueue()
        self._closing = Event()
        self._thread = Thread(target=self._run, name="imports", daemon=True)

    def open(self) -> None:
        """Start the thread, with the jobs that are not finished; a store that is away cannot tell them."""
        self._thread.start()
        try:
            close_abandoned(self._base.store)
            jobs = [job for job in self._base.store.unfinished_imports() if FOLDER in job.options]
        except CorpusError as error:
            structlog.get_logger().warning("unfinished imports are unknown", reason=str(error))
            return
        self._uploads.sweep([job.options[FOLDER] for job in jobs])
        for job in jobs:
            self._waiting.put(job.id)

    def close(self) -> None:
        """Stop; an import in progress is taken up again at the next start."""
        self._closing.set()
        self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join(CLOSE_PATIENCE_S)

    def submit(
        self, files: Iterable[tuple[str, BinaryIO]], options: Options, *, actor: str, dry_run: bool = False
    ) -> ImportJob:
        """Keep the files and put their import in line. Raises BadUpload, UploadNotKept, StoreUnavailable."""
        folder, names = self._uploads.keep(files)
        try:
            number = self._base.store.create_import(names, {FOLDER: folder, **asdict(options)}, actor, dry_run=dry_run)
        except BaseException:
            self._uploads.remove(folder)
            raise
        self._waiting.put(number)
        return self._base.store.get_import(number)

    def _run(self) -> None:
        while (number := self._waiting.get()) is not None and not self._closing.is_set():
            try:
                self._carry_out(self._base.store.get_import(number))
            except _Stopped:
                return
            except (
                CorpusError
            ) as error:  # the store is away: the job stays unfinished, and is taken up at the next start
                structlog.get_logger().error("import not carried out", number=number, reason=str(error))

    def _carry_out(self, job: ImportJob) -> None:
        """Import every file of a job; one that cannot be read does not keep the others out."""
        self._base.store.start_import(job.id)
        reports: list[FileReport] = []
        faults: list[str] = []
        for path in self._uploads.paths(job.options[FOLDER], job.files):
            try:
                reports.append(self._import(job, path, sum(r.rows for r in reports)))
            except (CorpusError, SearchApiError) as error:
                faults.append(f"{path.name}：{error}")
            except _Stopped:
                raise
            except Exception:
                structlog.get_logger().exception("import failed", number=job.id)
                faults.append(f"{path.name}：导入时程序出错，已记入日志；已写入的行不会丢失，可再导入一次。")
        if faults:
            self._base.store.fail_import(job.id, "\n".join(faults), reports)
        else:
            self._base.store.finish_import(job.id, reports)
        self._uploads.remove(job.options[FOLDER])
        if not job.dry_run:
            self._indexing.start()

    def _import(self, job: ImportJob, path: Path, before: int) -> FileReport:
        if not path.is_file():
            raise BadUpload("上传的文件已不在服务器上，请重新上传。")
        options = Options(**{name: job.options[name] for name in ("source", "year", "columns")})
        return import_file(
            self._base.store,
            path,
            source=options.source,
            year=options.year,
            mapping=options.mapping,
            dry_run=job.dry_run,
            actor=job.actor,
            import_id=job.id,
            progress=self._noting(job.id, before),
        )

    def _noting(self, number: int, before: int) -> Callable[[int], None]:
        """What an import tells its progress to: the store, now and then; it also ends the import when the app ends."""
        told = time.monotonic()

        def note(rows: int) -> None:
            nonlocal told
            if self._closing.is_set():
                raise _Stopped
            if time.monotonic() - told >= PROGRESS_EVERY_S:
                told = time.monotonic()
                self._base.store.advance_import(number, before + rows)

        return note
