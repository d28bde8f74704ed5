"""The first stage of indexing: records into terms and passages, here or in processes of its own.

Cutting is the one stage that keeps Python itself busy. A worker is this very module run as a program: it is sent a
tokenizer and then batches of records through its standard input, pickled, and answers on its standard output.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import lru_cache
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Final, Self

from corpus.achievement import FACET_FIELDS, StoredAchievement
from corpus.facts import facts_of
from corpus.normalize import clean_text
from indexer import views
from indexer.document import Field, View
from indexer.errors import IndexUnavailable
from indexer.figures import fact_facets, numbers_of
from indexer.tokens import Tokenizer

WORKERS: Final = 4
"""Most processes that cut; no more than the machine has processors."""

Records = list[StoredAchievement]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document without its vector, and the passage that is to become it."""

    id: int
    terms: Mapping[tuple[View, Field], str]
    facets: Mapping[str, str]
    year: int | None
    suggestion: str
    numbers: Mapping[str, float | None]
    passage: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A batch of changes, cut: what is to be written and what removed, up to a store revision."""

    revision: int
    drafts: list[Draft]
    deleted: list[int]


def cut(tokenizer: Tokenizer, records: Records) -> Cut:
    """Cut a batch of changes, at least one, by rising revision."""
    live = [record for record in records if not record.deleted]
    parts = [views.clean_parts(record.achievement) for record in live]
    terms = views.cut_all(tokenizer, [record.achievement for record in live], parts)
    drafts = [_draft(*each) for each in zip(live, parts, terms, strict=True)]
    return Cut(records[-1].revision, drafts, [record.id for record in records if record.deleted])


def _draft(record: StoredAchievement, parts: views.Parts, terms: views.Terms) -> Draft:
    said, facts = record.achievement, facts_of(record.achievement)
    facets = {name: _cleaned(getattr(said, name)) for name in FACET_FIELDS if name != "year"} | fact_facets(facts)
    return Draft(record.id, terms, facets, said.year, parts.title, numbers_of(facts), views.passage(parts))


@lru_cache(maxsize=100_000)
def _cleaned(value: str) -> str:
    """A facet's value; most come again and again."""
    return clean_text(value)


def cut_elsewhere(
    tokenizer: Tokenizer, batches: Generator[Records, None, None], workers: int
) -> Generator[Cut, None, None]:
    """Cut batches in several processes, in order, with no more than two batches for each on the way."""
    with closing(batches), ExitStack() as stack:
        idle: SimpleQueue[_Worker] = SimpleQueue()
        for _ in range(workers):
            idle.put(stack.enter_context(_Worker(tokenizer)))
        threads = stack.enter_context(ThreadPoolExecutor(workers, thread_name_prefix="cutting"))
        waiting: deque[Future[Cut]] = deque()
        for batch in batches:
            waiting.append(threads.submit(_by_any, idle, batch))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Worker:
    """A process that cuts. It ends with its input, so it never outlives this one."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", __name__]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        _send(self._process.stdin, self._tokenizer)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def cut(self, batch: Records) -> Cut:
        """Have a batch cut. Raises IndexUnavailable where the process is gone."""
        try:
            _send(self._process.stdin, batch)
            answer: Cut | Exception = pickle.load(self._process.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise IndexUnavailable(
                "切词进程意外退出（可能内存不足）。已提交的部分完好，请再运行一次 innokb index。"
            ) from error
        if isinstance(answer, Exception):
            raise answer
        return answer


def _by_any(idle: "SimpleQueue[_Worker]", batch: Records) -> Cut:
    worker = idle.get()
    try:
        return worker.cut(batch)
    finally:
        idle.put(worker)


def _send(pipe: IO[bytes] | None, content: object) -> None:
    assert pipe is not None
    pickle.dump(content, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    gc.disable()  # batches hold no cycles, and looking for them takes a tenth of the time
    tokenizer: Tokenizer = pickle.load(questions)
    while True:
        try:
            batch: Records = pickle.load(questions)
        except EOFError:
            return
        try:
            _send(answers, cut(tokenizer, batch))
        except Exception as error:
            _send(answers, error)


if __name__ == "__main__":
    # Dataclasses made here would be called __main__.Cut, which the other side does not know.
    from indexer import cutting

    cutting._serve(sys.stdin.buffer, sys.stdout.buffer)
