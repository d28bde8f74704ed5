"""An import in a process of its own, killed while it works: this module run as a program."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.importing.run import import_file
from corpus.store import Store

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Killed:
    """What was seen just before a kill, and whether the process was still at work."""

    accepted: int
    at_work: bool


def kill_an_import(url: str, file: Path, chance: random.Random, rows: Callable[[Store], int] = Store.count) -> Killed:
    """Import a file and kill the process with -9 when a random number of `rows` is in, and a random moment later."""
    with Store.open(url) as store:  # first, since making a new store takes longer than importing into it
        wanted = rows(store) + chance.randrange(1, 1_500)
        child = _start(url, str(file))
        _wait_until(lambda: rows(store) >= wanted or child.poll() is not None)
        time.sleep(chance.random() / 20)
        accepted = rows(store)
    at_work = child.poll() is None
    _kill(child)
    return Killed(accepted, at_work)


def kill_an_opening(url: str, chance: random.Random) -> None:
    """Open a store that may not be there yet, and kill the process with -9 at a random moment."""
    child = _start(url)
    time.sleep(chance.random() / 10)
    _kill(child)


def contents(store: Store) -> Counter[str]:
    """What every live record says, counted."""
    return Counter(record.achievement.model_dump_json() for batch in store.all() for record in batch)


def _start(*arguments: str) -> "subprocess.Popen[bytes]":
    """A process that has loaded everything and now begins."""
    child = subprocess.Popen([sys.executable, "-m", __name__, *arguments], cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def _kill(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    child.communicate()


def _wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"nothing happened in {seconds} s"
        time.sleep(0.002)


def _work(url: str, *files: str) -> None:
    """Open a store and import files."""
    print("ready", flush=True)
    with Store.open(url) as store:
        for file in files:
            import_file(store, Path(file))


if __name__ == "__main__":
    _work(*sys.argv[1:])
