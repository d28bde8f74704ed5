"""Letting one stage of a line work ahead of the next, in a thread of its own, no further than a short queue allows."""

from collections.abc import Callable, Generator
from contextlib import closing
from queue import Full, Queue
from threading import Event, Thread
from typing import Final, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

PAUSE: Final = 0.1
"""Seconds after which a stage that waits for room looks whether it is still wanted."""


def ahead(items: Generator[Item, None, None], waiting: int) -> Generator[Item, None, None]:
    """The same items in the same order, made in another thread, at most `waiting` of them in advance.

    What the items raise is raised here. Closed early, it stops and closes the items before it returns.
    """
    queue: Queue[tuple[Item] | BaseException | None] = Queue(waiting)
    unwanted = Event()
    thread = Thread(target=_run, args=(items, queue, unwanted), daemon=True)
    thread.start()
    try:
        while isinstance(said := queue.get(), tuple):
            yield said[0]
        if said is not None:
            raise said
    finally:
        unwanted.set()
        thread.join()


def stage(work: Callable[[Item], Made], items: Generator[Item, None, None]) -> Generator[Made, None, None]:
    """The work done on each item; closes the items with itself."""
    with closing(items):
        for item in items:
            yield work(item)


def _run(items: Generator[Item, None, None], queue: Queue[tuple[Item] | BaseException | None], unwanted: Event) -> None:
    end: BaseException | None = None
    try:
        with closing(items):
            for item in items:
                if not _handed_on(queue, (item,), unwanted):
                    return
    except BaseException as error:  # whatever it is, it belongs to who takes the items
        end = error
    _handed_on(queue, end, unwanted)


def _handed_on(
    queue: Queue[tuple[Item] | BaseException | None], said: tuple[Item] | BaseException | None, unwanted: Event
) -> bool:
    while not unwanted.is_set():
        try:
            queue.put(said, timeout=PAUSE)
        except Full:
            continue
        return True
    return False
