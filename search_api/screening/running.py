"""Screening as a part of the running program: the table in memory, and the files behind it, made anew when stale."""

from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Final

import numpy as np
import structlog

from search_api.indexing import FORESEEN
from search_api.screening.demand import NOBODY, Answered, answered
from search_api.screening.indicators import COLUMNS, Seen
from search_api.screening.kept import Kept
from search_api.screening.measuring import Measured, Progress, measure, stamp_of
from search_api.screening.table import Table

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

CLOSE_PATIENCE_S: Final = 10.0
"""Seconds that closing waits for the work in the background to notice."""

BUSY_PAUSE_S: Final = 2.0
"""Seconds after which it is looked whether another process has finished the same work."""

MOST_PAUSES: Final = 60
"""Such pauses while the index is behind the store; it may stay so until somebody brings it up to date."""

BEING_MADE: Final = "新颖性与推广面正在计算，算好之前显示为“—”，不计入得分。请过一会儿刷新。"
BEING_RENEWED: Final = (
    "库里的成果有变动，新颖性与推广面正在按最新的数据重新计算；现在显示的是此前算出的，新成果的这两项为“—”。"
)
NEEDS_BEING_READ: Final = "企业需求或成果有变动，“需求”一项正在重新计算，请过一会儿刷新。"
NOT_MADE: Final = "新颖性、推广面或需求没有算成：{reason}"


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
    """Gives the table; with `open` it keeps the files up to date in the background, otherwise `refresh` does."""

    def __init__(self, base: "KnowledgeBase") -> None:
        self._base = base
        self._folder = base.settings.home / "screening"
        self._measured = Kept(self._folder / "measured.npz", Measured)
        self._answered = Kept(self._folder / "answered.npz", Answered)
        self._lock = Lock()
        self._made: tuple[object, Table, Answered] | None = None
        self._wanted, self._closing = Event(), Event()
        self._detail = ""
        self._thread = Thread(target=self._run, name="screening", daemon=True)

    def open(self) -> None:
        """Start the thread; it waits until a file is found stale."""
        self._thread.start()

    def close(self) -> None:
        """Stop; work in progress is left."""
        self._closing.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join(CLOSE_PATIENCE_S)

    def now(self) -> Screened:
        """The table at the newest commit of the index. Raises IndexMissing, IndexUnavailable, StoreUnavailable."""
        stamp, revision = stamp_of(self._base), self._base.engine.state().revision
        with self._lock:
            key = stamp, self._measured.seen(), self._answered.seen()  # before reading: what is newer is read again
            measured, needs = self._measured.read(), self._answered.read()
            if self._made is None or self._made[0] != key:
                self._made = key, *self._make(measured[1] if measured else None, needs[1] if needs else NOBODY)
            _, table, found = self._made
        notices = self._notices(stamp, measured[0] if measured else "", needs[0] if needs else "")
        if notices:
            self._wanted.set()
        return Screened(table, found, revision, notices)

    def refresh(self, progress: Progress = lambda _done, _total: None, patience: float = -1) -> None:
        """Make anew what is stale. What another process is making is waited for, below 0 without end.

        Raises filelock.Timeout after `patience` seconds, and what the store, the index and the disk raise.
        """
        from filelock import FileLock  # only who makes the files needs it

        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / "making.lock", timeout=patience):
            stamp = stamp_of(self._base)
            if self._stamped(self._measured) != stamp:
                self._measured.write(stamp, measure(self._base, progress))
            if self._stamped(self._answered) != (asked := self._asked(stamp)):
                total = self._base.store.count()
                self._answered.write(asked, answered(self._base, lambda: progress(total, total)))

    def _stamped(self, kept: Kept[Measured] | Kept[Answered]) -> str:
        with self._lock:
            found = kept.read()
        return found[0] if found else ""

    def _asked(self, stamp: str) -> str:
        """What the needs that are answered are made from."""
        return f"{stamp} {self._base.store.needs_revision()}"

    def _make(self, measured: Measured | None, needs: Answered) -> tuple[Table, Answered]:
        columns = self._base.engine.columns(COLUMNS)
        places = measured.places(columns.ids) if measured else np.full(len(columns.ids), -1)
        return Table.of(Seen(columns, measured, places, needs.counts(columns.ids))), needs

    def _notices(self, stamp: str, measured: str, needs: str) -> tuple[str, ...]:
        stale = measured != stamp
        late = needs != self._asked(stamp)
        if (stale or late) and self._detail:
            return (NOT_MADE.format(reason=self._detail),)
        about = (BEING_RENEWED if measured else BEING_MADE,) if stale else ()
        return about or ((NEEDS_BEING_READ,) if late else ())

    def _run(self) -> None:
        from filelock import Timeout

        while self._wanted.wait() and not self._closing.is_set():
            self._wanted.clear()
            try:
                self._settle()
                self.refresh(self._go_on, 0)
                self._detail = ""
            except _Stopped:
                return
            except Timeout:
                self._closing.wait(BUSY_PAUSE_S)
            except FORESEEN as error:
                self._detail = str(error)
                structlog.get_logger().warning("screening failed", reason=str(error))
            except Exception:
                self._detail = "程序出错，已记入日志。"
                structlog.get_logger().exception("screening failed")

    def _settle(self) -> None:
        """Wait while an index is still being brought up to the store, as the work would have to be done again."""
        for _ in range(MOST_PAUSES):
            if self._base.store.revision() <= self._base.engine.state().revision or self._closing.wait(BUSY_PAUSE_S):
                return

    def _go_on(self, _done: int, _total: int) -> None:
        if self._closing.is_set():
            raise _Stopped
