"""Screening as a part of the running program: the table in memory, and the file behind it, made anew when stale."""

from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Final

import numpy as np
import structlog
from filelock import FileLock

from search_api.indexing import FORESEEN
from search_api.screening.columns import columns_of
from search_api.screening.demand import Answered, answered
from search_api.screening.indicators import COLUMNS, Seen
from search_api.screening.measuring import Measured, Progress, Stamp, load, measure, save
from search_api.screening.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from search_api.knowledge_base import KnowledgeBase

CLOSE_PATIENCE_S: Final = 10.0
"""Seconds that closing waits for the work in the background to notice."""

BEING_MADE: Final = "新颖性与推广面正在计算，算好之前显示为“—”，不计入得分。请过一会儿刷新。"
BEING_RENEWED: Final = (
    "库里的成果有变动，新颖性与推广面正在按最新的数据重新计算；现在显示的是此前算出的，新成果的这两项为“—”。"
)
NOT_MADE: Final = "新颖性与推广面没有算成：{reason}"


class _Stopped(Exception):
    """Raised inside the work to leave it."""


@dataclass(frozen=True, slots=True)
class Screened:
    """The table as it is now, the needs behind it, the revision of the index, and what a person should know."""

    table: Table
    answered: Answered
    revision: int
    notices: tuple[str, ...]


class Screening:
    """Gives the table; with `open` it keeps the file up to date in the background, otherwise `refresh` does."""

    def __init__(self, base: "KnowledgeBase") -> None:
        self._base = base
        self._path: Path = base.settings.home / "screening" / "measured.npz"
        self._lock = Lock()
        self._file: tuple[object, tuple[Stamp, Measured] | None] = (None, None)
        self._made: tuple[object, Table, Answered] | None = None
        self._wanted, self._closing = Event(), Event()
        self._detail = ""
        self._thread = Thread(target=self._run, name="screening", daemon=True)

    def open(self) -> None:
        """Start the thread; it waits until the file is found stale."""
        self._thread.start()

    def close(self) -> None:
        """Stop; work in progress is left."""
        self._closing.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join(CLOSE_PATIENCE_S)

    def now(self) -> Screened:
        """The table at the newest commit of the index. Raises IndexMissing, IndexUnavailable, StoreUnavailable."""
        stamp = Stamp.of(self._base)
        with self._lock:
            seen, kept = self._read()
            key = stamp, seen, self._base.store.needs_revision()
            if self._made is None or self._made[0] != key:
                self._made = key, *self._make(kept[1] if kept else None)
            _, table, needs = self._made
        notices: tuple[str, ...] = ()
        if kept is None or kept[0] != stamp:
            notices = (self._notice(kept is None),)
            self._wanted.set()
        return Screened(table, needs, stamp.revision, notices)

    def refresh(self, progress: Progress = lambda _done, _total: None) -> None:
        """Make the file anew where it is stale; where another process does so, wait for it.

        Raises what the store, the index and the disk raise.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._path.with_suffix(".lock")):
            stamp = Stamp.of(self._base)
            with self._lock:
                kept = self._read()[1]
            if kept is None or kept[0] != stamp:
                save(self._path, stamp, measure(self._base, progress))

    def _read(self) -> tuple[object, tuple[Stamp, Measured] | None]:
        """The file, read again only where it has changed."""
        try:
            about = self._path.stat()
            seen: object = about.st_mtime_ns, about.st_ino, about.st_size
        except OSError:
            seen = "missing"
        if self._file[0] != seen:
            self._file = seen, load(self._path)
        return self._file

    def _make(self, measured: Measured | None) -> tuple[Table, Answered]:
        columns = columns_of(self._base, COLUMNS)
        places = measured.places(columns.ids) if measured else np.full(len(columns.ids), -1)
        needs = answered(self._base)
        return Table.of(Seen(columns, measured, places, needs.counts(columns.ids))), needs

    def _notice(self, missing: bool) -> str:
        if self._detail:
            return NOT_MADE.format(reason=self._detail)
        return BEING_MADE if missing else BEING_RENEWED

    def _run(self) -> None:
        while self._wanted.wait() and not self._closing.is_set():
            self._wanted.clear()
            try:
                self.refresh(self._go_on)
                self._detail = ""
            except _Stopped:
                return
            except FORESEEN as error:
                self._detail = str(error)
                structlog.get_logger().warning("screening failed", reason=str(error))
            except Exception:
                self._detail = "程序出错，已记入日志。"
                structlog.get_logger().exception("screening failed")

    def _go_on(self, _done: int, _total: int) -> None:
        if self._closing.is_set():
            raise _Stopped
