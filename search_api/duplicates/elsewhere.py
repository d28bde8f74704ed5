"""Work in processes of its own, in order: what compares submissions keeps Python itself busy.

A worker is this very module run as a program. It is sent, pickled, what opens its tools, and then questions through its
standard input; it answers on its standard output, and ends with its input, so that it never outlives this process.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any, Final, Generic, Self, TypeVar

from search_api.errors import CheckInterrupted

Question = TypeVar("Question")
Answer = TypeVar("Answer")

Opening = Callable[[], AbstractContextManager[Callable[[Question], Answer]]]
"""Opens in a worker what turns a question into an answer. It, questions and answers can be pickled."""

AHEAD: Final = 2
"""Questions on the way for each worker: one is answered, one waits."""

ALONE: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
"""Each worker keeps one processor busy: threads of its libraries would only take the others'."""

PATIENCE: Final = 0.5
"""Seconds between two calls of `waiting`."""


def answered(
    opening: Opening[Question, Answer],
    questions: Iterable[Question],
    workers: int,
    waiting: Callable[[], None],
) -> Generator[Answer, None, None]:
    """Answers, in the order of the questions. What `waiting` raises breaks off; closing ends the processes at once.

    Raises CheckInterrupted where a process is gone, and what a question raises.
    """
    with ExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor(workers, thread_name_prefix="elsewhere"))
        idle: SimpleQueue[_Worker[Question, Answer]] = SimpleQueue()
        for _ in range(workers):  # they end before the threads, which may wait for them
            idle.put(stack.enter_context(_Worker(opening)))
        sent: deque[Future[Answer]] = deque()
        for question in questions:
            sent.append(threads.submit(_by_any, idle, question))
            if len(sent) >= AHEAD * workers:
                yield _patiently(sent.popleft(), waiting)
        while sent:
            yield _patiently(sent.popleft(), waiting)


def _patiently(answer: Future[Answer], waiting: Callable[[], None]) -> Answer:
    while True:
        waiting()
        try:
            return answer.result(PATIENCE)
        except TimeoutError:
            if answer.done():
                raise


def _by_any(idle: "SimpleQueue[_Worker[Question, Answer]]", question: Question) -> Answer:
    worker = idle.get()
    try:
        return worker.ask(question)
    finally:
        idle.put(worker)


class _Worker(Generic[Question, Answer]):
    """One process."""

    def __init__(self, opening: Opening[Question, Answer]) -> None:
        self._opening = opening

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", __name__]
        own = {**os.environ, **ALONE}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own)
        self._opened = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

    def ask(self, question: Question) -> Answer:
        """Have a question answered."""
        try:
            if not self._opened:
                self._opened = True
                _send(self._process.stdin, self._opening)
            _send(self._process.stdin, question)
            answer: Any = pickle.load(self._process.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError, pickle.UnpicklingError, ValueError) as error:
            raise CheckInterrupted("查重进程意外退出（可能内存不足）。已得出的结果都在，请再次运行以继续。") from error
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]


def _send(pipe: IO[bytes] | None, content: object) -> None:
    assert pipe is not None
    pickle.dump(content, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until the input ends."""
    gc.disable()  # what is compared holds no cycles, and looking for them takes a tenth of the time
    opening: Opening[Any, Any] = pickle.load(questions)
    with opening() as answer:
        while True:
            try:
                question = pickle.load(questions)
            except EOFError:
                return
            try:
                made = answer(question)
            except Exception as error:
                made = error
            _send(answers, made)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
