"""Indexing in the background: one run at a time, on a thread of its own."""

import contextlib
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

import structlog

from corpus.errors import CorpusError
from indexer.engine.protocol import Scope
from indexer.errors import IndexBusy, IndexerError, IndexUnavailable
from search_api.answers import IndexAnswer
from search_api.errors import SearchApiError
from search_api.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    from indexer.pipeline import Progress

BUSY_PAUSE_S: Final = 5.0
"""Seconds to wait before the index is asked for again, while another process writes it or it cannot be written."""

CLOSE_PATIENCE_S: Final = 20.0
"""Seconds that closing waits for a run to notice; a run that is cut off changes nothing."""

FORESEEN: Final = (CorpusError, IndexerError, SearchApiError, OSError)


class _Stopped(Exception):
    """Raised inside a run to leave it without a commit."""


class Indexing:
    """Brings the index up to date when told to, and says how it stands."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._wanted = Event()
        self._rebuild = False
        self._closing = Event()
        self._running = False
        self._detail: str | None = None
        self._thread = Thread(target=self._run, name="indexing", daemon=True)

    def open(self) -> None:
        """Start the thread; it waits until it is told."""
        self._thread.start()

    def start(self, *, rebuild: bool = False) -> None:
        """Index as soon as possible; told during a run, once more after it."""
        self._rebuild |= rebuild
        self._wanted.set()

    def close(self) -> None:
        """Stop; a run in progress is left without a commit."""
        self._closing.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join(CLOSE_PATIENCE_S)

    @property
    def active(self) -> bool:
        """Whether a run is going on or about to begin."""
        return self._running or self._wanted.is_set()

    def answer(self) -> IndexAnswer:
        """The state of the index beside that of the store. Raises StoreUnavailable."""
        store_revision = self._base.store.revision()
        documents = revision = 0
        ready = False
        wrong = [self._detail] if self._detail else []
        try:
            findings = self._base.engine.findings()
            wrong += [found.detail for found in findings if not found.well]
            if not any(found.fatal for found in findings):
                state = self._base.engine.state()
                documents, revision = state.documents, state.revision
                self._base.engine.count(Scope())  # refuses an index made with another encoder or dictionary
                ready = True
        except (IndexerError, SearchApiError) as error:
            wrong.append(str(error))
        return IndexAnswer(
            ready=ready,
            detail="\n".join(dict.fromkeys(wrong)) or None,
            documents=documents,
            revision=revision,
            store_revision=store_revision,
            lag=max(store_revision - revision, 0),
            encoder=self._base.settings.encoder,
            engine=self._base.settings.engine,
            indexing=self.active,
        )

    def _run(self) -> None:
        while self._wanted.wait() and not self._closing.is_set():
            self._running = True
            self._wanted.clear()
            rebuild, self._rebuild = self._rebuild, False
            with contextlib.suppress(_Stopped):
                self._index(rebuild)
            self._running = False

    def _index(self, rebuild: bool) -> None:
        try:
            self._base.index(rebuild=rebuild, progress=self._go_on)
            self._detail = None
        except (IndexBusy, IndexUnavailable) as error:  # both may mend themselves
            self._detail = str(error)
            if not self._closing.wait(BUSY_PAUSE_S):
                self.start(rebuild=rebuild)
        except FORESEEN as error:
            self._detail = str(error)
            structlog.get_logger().warning("indexing failed", reason=str(error))
        except _Stopped:
            raise
        except Exception:
            self._detail = "索引时程序出错，已记入日志。请运行 innokb index 看详情。"
            structlog.get_logger().exception("indexing failed")

    def _go_on(self, _progress: "Progress") -> None:
        if self._closing.is_set():
            raise _Stopped
