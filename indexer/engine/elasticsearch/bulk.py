"""Sending documents: in requests of bounded size, a few at a time, repeated where the cluster is too busy."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, Final

from indexer.engine.elasticsearch.connection import ELSEWHERE, Connection
from indexer.engine.elasticsearch.trouble import Refused
from indexer.errors import IndexUnavailable

CHUNK: Final = 5_000_000
"""Bytes of one request: some 600 documents of 280 characters."""

THREADS: Final = 2
"""Requests on their way at a time: while the cluster works on one, the next is being sent."""

FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 15.0
ATTEMPTS: Final = 9
"""An overloaded or restarting cluster is tried again after about .5, 1, 2, 4, 8, 15, 15 and 15 seconds."""

NAMED: Final = 5
"""Failed documents that a message names."""

Changes = Mapping[int, bytes | None]
"""What becomes of each document: its new source, or None where it is deleted."""


def chunks(changes: Iterable[tuple[int, bytes | None]], most: int = CHUNK) -> Iterator[dict[int, bytes | None]]:
    """The changes in parts of at most so many bytes; a document that is larger is a part of its own."""
    part: dict[int, bytes | None] = {}
    size = 0
    for id, source in changes:
        length = len(source or b"")
        if part and size + length > most:
            yield part
            part, size = {}, 0
        part[id] = source
        size += length
    if part:
        yield part


def pauses(chance: Callable[[], float] = random.random) -> Iterator[float]:
    """Seconds to wait before each further attempt: twice as long every time, shortened by chance to spread the load."""
    for attempt in range(ATTEMPTS - 1):
        yield min(FIRST_PAUSE_S * 2**attempt, LONGEST_PAUSE_S) * (0.5 + chance() / 2)


def send(
    request: Callable[[bytes], Any],
    changes: Changes,
    *,
    sleep: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
) -> None:
    """Make the changes by bulk requests. `request` posts one and gives the answer.

    What the cluster was too busy for is sent again, alone. Raises IndexUnavailable for what fails otherwise, with the
    status of each, and what `request` raised last.
    """
    left = dict(changes)
    for pause in (*pauses(chance), None):
        try:
            failed = _failed(request, left)
        except (Refused, IndexUnavailable) as error:
            if pause is None or not _passing(error):
                raise
        else:
            left = {int(item["_id"]): left[int(item["_id"])] for item in _to_repeat(failed)}
        if not left:
            return
        if pause is not None:
            sleep(pause)
    raise Refused(429, "", f"{len(left)} documents")


class Outbox:
    """Sends changes on threads of its own, some chunks at a time; of the same document in the order given."""

    def __init__(self, connection: Connection, alias: str) -> None:
        target = f"/{alias}/_bulk?require_alias=true&filter_path=items.*._id,items.*.status,items.*.error"
        self._request = lambda lines: connection.tell("POST", target, lines, pauses=())
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="bulk")
        self._on_their_way: dict[Future[None], Changes] = {}
        self._waiting: dict[int, bytes | None] = {}
        self._bytes = 0

    def add(self, id: int, source: bytes | None) -> None:
        """Send a change with the next chunk. Raises what an earlier chunk met."""
        self._waiting[id] = source
        self._bytes += len(source or b"")
        if self._bytes >= CHUNK:
            self._post()

    def flush(self) -> None:
        """Send everything and wait until it has arrived."""
        self._post()
        self._settle(0)

    def close(self) -> None:
        """Forget what was not sent."""
        self._threads.shutdown(cancel_futures=True)

    def _post(self) -> None:
        for part in chunks(self._waiting.items()):
            if any(not part.keys().isdisjoint(other) for other in self._on_their_way.values()):
                self._settle(0)
            self._settle(THREADS - 1)
            self._on_their_way[self._threads.submit(send, self._request, part)] = part
        self._waiting, self._bytes = {}, 0

    def _settle(self, most: int) -> None:
        """Wait until at most so many requests are on their way."""
        while len(self._on_their_way) > most:
            done, _ = wait(self._on_their_way, return_when=FIRST_COMPLETED)
            for each in done:
                del self._on_their_way[each]
                each.result()


def _failed(request: Callable[[bytes], Any], changes: Changes) -> list[dict[str, Any]]:
    """Send changes once; what the cluster says of those it did not make."""
    answer = request(b"".join(_lines(id, source) for id, source in changes.items()))
    return [item for each in answer["items"] for item in each.values() if "error" in item]


def _to_repeat(failed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that another attempt may bring in. Raises IndexUnavailable where there are others."""
    others = [item for item in failed if not _passing(Refused.of(item["status"], item))]
    if others:
        raise IndexUnavailable(_told(others))
    return failed


def _lines(id: int, source: bytes | None) -> bytes:
    if source is None:
        return b'{"delete":{"_id":"%d"}}\n' % id
    return b'{"index":{"_id":"%d"}}\n%b\n' % (id, source)


def _passing(error: Exception) -> bool:
    """Whether another attempt may do better."""
    return not isinstance(error, Refused) or (error.status in ELSEWHERE and not error.full)


def _told(failed: list[dict[str, Any]]) -> str:
    named = "；".join(f"成果 {item['_id']}：{Refused.of(item['status'], item)}" for item in failed[:NAMED])
    return f"Elasticsearch 没有收下 {len(failed)} 条成果（{named}）。请按原因处理后再运行 innokb index。"
