"""One writer at a time on a cluster: a document that names it, renewed while it lives, free when it is no longer.

The lease of a writer that died is taken over at once on the same machine, and elsewhere when it was not renewed for
`EXPIRES_S`. A writer that lost its lease is told so before it can publish anything.
"""

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from indexer.engine.elasticsearch.connection import Connection
from indexer.engine.elasticsearch.trouble import Refused
from indexer.errors import IndexBusy, IndexUnavailable

EXPIRES_S: Final = 60.0
"""Seconds without renewal after which a lease is free. Clocks of machines that write must agree better than this."""

RENEWED_EVERY_S: Final = 15.0

RELEASED_EVERY_S: Final = 1.0
"""Seconds between two tries to give a lease back to a cluster that is away."""

PATIENCE_S: Final = 10.0
"""Seconds that one renewal may take."""

TAKEN: Final = 409
"""Status where another writer was quicker."""

GONE: Final = 404
"""Status where there is no lease any more."""

Clock = Callable[[], float]
"""Seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lease, and when that was last said (seconds since 1970)."""

    host: str
    pid: int
    command: str
    since: str
    renewed: float

    @classmethod
    def myself(cls, now: float) -> "Holder":
        """This process."""
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
        since = datetime.fromtimestamp(now).astimezone().isoformat(sep=" ", timespec="seconds")
        return cls(socket.gethostname(), os.getpid(), command, since, now)

    def gone(self, now: float) -> bool:
        """Whether the lease is free: not renewed for long, or its process on this machine has ended."""
        return now - self.renewed > EXPIRES_S or (self.host == socket.gethostname() and not _runs(self.pid))

    def __str__(self) -> str:
        return f"进程 {self.pid}，主机 {self.host}，命令 {self.command}，始于 {self.since}"


class Lease:
    """The writer's place, held by this process."""

    def __init__(self, connection: Connection, index: str, version: str, myself: Holder, clock: Clock) -> None:
        self._connection, self._target = connection, f"/{index}/_doc/writer"
        self._version, self._myself, self._clock = version, myself, clock
        self._renewed = myself.renewed
        self._lost = False

    def check(self) -> None:
        """Raise IndexBusy where another writer has taken the place, or may have."""
        if self._lost or self._clock() - self._renewed > EXPIRES_S:
            raise IndexBusy(
                "写索引的资格已失效：与 Elasticsearch 的联系中断过久，或已被另一个进程接管。"
                "尚未提交的部分会在下次运行 innokb index 时补上。"
            )

    def renew(self) -> None:
        """Say that this writer lives."""
        now = self._clock()
        note = {**asdict(self._myself), "renewed": now}
        try:
            answer = self._connection.tell("PUT", f"{self._target}?{self._version}", note, timeout=PATIENCE_S)
        except Refused as refused:
            self._lost = self._lost or refused.status == TAKEN
        except IndexUnavailable:
            pass  # tried again at the next turn; `check` knows how long it has been
        else:
            self._version, self._renewed = _version(answer), now

    def release(self) -> bool:
        """Make the place free; false while the cluster does not hear it and the lease has not expired."""
        with suppress(IndexUnavailable):
            try:
                self._connection.tell("DELETE", f"{self._target}?{self._version}", timeout=PATIENCE_S)
                return True
            except Refused as refused:
                if refused.status in (TAKEN, GONE):
                    return True
        return self._clock() - self._renewed > EXPIRES_S


@contextmanager
def held(connection: Connection, prefix: str, clock: Clock = time.time) -> Iterator[Lease]:
    """Hold the writer's place. Raises IndexBusy, naming the holder, IndexUnavailable and Refused."""
    lease = _taken(connection, f"{prefix}-writer", clock)
    ended = Event()
    renewing = Thread(target=_renewed_until, args=(lease, ended), name="lease", daemon=True)
    renewing.start()
    try:
        yield lease
    finally:
        ended.set()
        renewing.join()
        if not lease.release():
            # A cluster that was away must not hear of a writer for a minute more that has long given up.
            Thread(target=_released, args=(lease,), name="lease", daemon=True).start()


def _renewed_until(lease: Lease, ended: Event) -> None:
    while not ended.wait(RENEWED_EVERY_S):
        lease.renew()


def _released(lease: Lease) -> None:
    while not lease.release():
        time.sleep(RELEASED_EVERY_S)


def _taken(connection: Connection, index: str, clock: Clock) -> Lease:
    _make(connection, index)
    version = "op_type=create"
    if found := _found(connection, index):
        holder, version = found
        if not holder.gone(clock()):
            raise _busy(holder)
    myself = Holder.myself(clock())
    try:
        answer = connection.tell("PUT", f"/{index}/_doc/writer?{version}", asdict(myself))
    except Refused as refused:
        if refused.status != TAKEN:
            raise
        quicker = _found(connection, index)
        raise _busy(quicker[0] if quicker else None) from None
    return Lease(connection, index, _version(answer), myself, clock)


def _make(connection: Connection, index: str) -> None:
    """The index for the one document, if it is not there yet."""
    settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "default_pipeline": "_none"}
    with suppress(Refused):  # it exists, or the next request says what is wrong
        connection.tell("PUT", f"/{index}", {"settings": settings, "mappings": {"dynamic": False}})


def _found(connection: Connection, index: str) -> tuple[Holder, str] | None:
    """Who holds the lease, and the condition under which it may be taken over."""
    try:
        answer = connection.tell("GET", f"/{index}/_doc/writer")
    except Refused as refused:
        if refused.status == GONE:
            return None
        raise
    return Holder(**answer["_source"]), _version(answer)


def _version(answer: dict[str, Any]) -> str:
    return f"if_seq_no={answer['_seq_no']}&if_primary_term={answer['_primary_term']}"


def _busy(holder: Holder | None) -> IndexBusy:
    who = holder or "刚刚开始，尚未留下姓名"
    return IndexBusy(f"索引正在被另一个进程写入（{who}）。请等它结束后再试。")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
