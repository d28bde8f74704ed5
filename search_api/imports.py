"""Imports as jobs: uploads are kept until their import has ended, and one thread takes them one after the other.

A job that was cut off is taken up again at the next start, from its beginning: importing twice changes nothing.
"""

import re
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import BinaryIO, Final
from uuid import uuid4

import structlog

from corpus.errors import CorpusError
from corpus.importing.columns import ColumnMapping
from corpus.importing.run import import_file
from corpus.reports import FileReport
from corpus.store import ImportJob
from search_api.errors import BadUpload, SearchApiError, UploadNotKept
from search_api.indexing import Indexing
from search_api.knowledge_base import KnowledgeBase

MAX_FILES: Final = 50
MAX_NAME: Final = 200
"""Bytes of an uploaded file's name that are kept, besides its ending; file systems take 255."""

PROGRESS_EVERY_S: Final = 0.5
"""Seconds between two notes of progress in the store."""

CLOSE_PATIENCE_S: Final = 20.0

FOLDER: Final = "folder"
"""The option that names where a job's uploads are; imports of the command line have none, and are its own."""

_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]+')


class _Stopped(Exception):
    """Raised inside an import to leave it; it is taken up again at the next start."""


@dataclass(frozen=True, slots=True)
class Options:
    """How files are to be read: source and year of rows that say nothing of them, and header → field.

    Raises BadMapping where `columns` names an unknown field.
    """

    source: str | None = None
    year: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ColumnMapping(self.columns)

    @property
    def mapping(self) -> ColumnMapping | None:
        """The columns as an import takes them."""
        return ColumnMapping(self.columns) if self.columns else None


class ImportJobs:
    """Takes uploads, imports them in the background, and has the index follow."""

    def __init__(self, base: KnowledgeBase, indexing: Indexing) -> None:
        self._base = base
        self._indexing = indexing
        self._waiting: SimpleQueue[int | None] = SimpleQueue()
        self._closing = Event()
        self._thread = Thread(target=self._run, name="imports", daemon=True)

    def open(self) -> None:
        """Start the thread, with the jobs that are not finished; a store that is away cannot tell them."""
        self._thread.start()
        try:
            jobs = [job for job in self._base.store.unfinished_imports() if FOLDER in job.options]
        except CorpusError as error:
            structlog.get_logger().warning("unfinished imports are unknown", reason=str(error))
            return
        self._sweep(jobs)
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
        folder = self._base.settings.uploads_folder / uuid4().hex
        try:
            names = _keep(files, folder)
            said = {FOLDER: folder.name, **asdict(options)}
            number = self._base.store.create_import(names, said, actor, dry_run=dry_run)
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise UploadNotKept(
                    f"上传的文件无法保存到 {folder.parent}：{error.strerror}。请检查磁盘空间和目录权限后重试。"
                ) from error
            raise
        self._waiting.put(number)
        return self._base.store.get_import(number)

    def _sweep(self, jobs: Iterable[ImportJob]) -> None:
        """Remove uploads that no job waits for."""
        kept = {job.options[FOLDER] for job in jobs}
        uploads = self._base.settings.uploads_folder
        for folder in uploads.iterdir() if uploads.is_dir() else ():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

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
        folder = self._base.settings.uploads_folder / job.options[FOLDER]
        reports: list[FileReport] = []
        faults: list[str] = []
        for place, name in enumerate(job.files):
            try:
                reports.append(self._import(job, folder / str(place) / name, sum(r.rows for r in reports)))
            except (CorpusError, SearchApiError) as error:
                faults.append(f"{name}：{error}")
            except _Stopped:
                raise
            except Exception:
                structlog.get_logger().exception("import failed", number=job.id)
                faults.append(f"{name}：导入时程序出错，已记入日志；已写入的行不会丢失，可再导入一次。")
        if faults:
            self._base.store.fail_import(job.id, "\n".join(faults), reports)
        else:
            self._base.store.finish_import(job.id, reports)
        shutil.rmtree(folder, ignore_errors=True)
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


def _keep(files: Iterable[tuple[str, BinaryIO]], folder: Path) -> list[str]:
    """Write the uploads below `folder`, each in a numbered folder of its own; returns their names."""
    names: list[str] = []
    for place, (name, content) in enumerate(files):
        if place == MAX_FILES:
            raise BadUpload(f"一次最多上传 {MAX_FILES} 个文件，请分几次上传。")
        names.append(_safe_name(name))
        target = folder / str(place) / names[-1]
        target.parent.mkdir(parents=True)
        with target.open("wb") as kept:
            shutil.copyfileobj(content, kept, 1 << 20)
    if not names:
        raise BadUpload("没有收到文件，请选择要导入的文件。")
    return names


def _safe_name(name: str) -> str:
    """A file name without a path and without what file systems refuse; its ending stays."""
    plain = _UNSAFE.sub("_", re.split(r"[/\\]", name)[-1]).strip(". ") or "未命名"
    stem, dot, ending = plain.rpartition(".")
    kept = (stem or ending).encode("utf-8", "replace")[:MAX_NAME].decode("utf-8", "ignore")
    return f"{kept}.{ending[:10]}" if stem and dot else kept
