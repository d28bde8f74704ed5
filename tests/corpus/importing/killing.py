"""An import in a process of its own, killed while it works."""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.importing.run import import_file
from corpus.store import Store

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])


@dataclass(frozen=True)
class Killed:
    """What was seen just before a kill, and whether the process was still at work."""

    accepted: int
    at_work: bool


def kill_an_import(url: str, file: Path, chance: random.Random, rows: Callable[[Store], int] = Store.count) -> Killed:
    """Import a file and kill the process with -9 when a random number of `rows` is in, and a random moment later."""
    child = _processes.Process(target=_import, args=(url, file))
    with Store.open(url) as store:  # first, since making a new store takes longer than importing into it
        child.start()
        wanted = rows(store) + chance.randrange(1, 1_500)
        _wait_until(lambda: rows(store) >= wanted or not child.is_alive())
        time.sleep(chance.random() / 20)
        accepted = rows(store)
    at_work = child.is_alive()
    child.kill()
    child.join()
    return Killed(accepted, at_work)


def kill_an_opening(url: str, chance: random.Random) -> None:
    """Open a store that may not be there yet, and kill the process with -9 at a random moment."""
    child = _processes.Process(target=_open, args=(url,))
    child.start()
    time.sleep(chance.random() / 10)
    child.kill()
    child.join()


def contents(store: Store) -> Counter[str]:
    """What every live record says, counted."""
    return Counter(record.achievement.model_dump_json() for batch in store.all() for record in batch)


def _import(url: str, file: Path) -> None:
    with Store.open(url) as store:
        import_file(store, file)


def _open(url: str) -> None:
    Store.open(url).close()


def _wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"nothing happened in {seconds} s"
        time.sleep(0.002)
