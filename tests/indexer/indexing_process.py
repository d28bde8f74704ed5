"""A process that indexes and can be killed: `python -m tests.indexer.indexing_process FOLDER [CRASH] [--rebuild]`.

It says `ready`, and `step` after every batch. CRASH names a place at which it ends itself at once, as kill -9 would.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indexer import pipeline
from indexer.engine.embedded import log, writer
from indexer.tokens import load_tokenizer
from tests.indexer.indexing import Base

BATCH, COMMIT_EVERY = 10, 60

MOST_STEPS = 20
"""Batches after which a process is killed at the latest."""

PAUSE = 0.05
"""Seconds that it may go on after the last batch it told us of, at most."""

CRASHES: dict[str, tuple[Any, str]] = {
    "rows are on the disk, the commit is not": (log.LogWriter, "sync"),
    "committed, merges not awaited": (writer.EmbeddedWriter, "_settle"),
    "committed, not yet published": (writer, "publish"),
}


def die_in(owner: Any, name: str, times: int) -> None:
    """Let the process die when the function has been called that often; `sync` is still carried out."""
    original: Callable[..., Any] = getattr(owner, name)
    calls = [0]

    def dying(*arguments: Any, **options: Any) -> Any:
        calls[0] += 1
        if calls[0] < times:
            return original(*arguments, **options)
        if name == "sync":
            original(*arguments, **options)
        os._exit(9)

    setattr(owner, name, dying)


def main(folder: str, crash: str = "", *, rebuild: bool = False) -> None:
    pipeline.BATCH, pipeline.COMMIT_EVERY = BATCH, COMMIT_EVERY  # type: ignore[misc]
    if crash:
        owner, name = CRASHES[crash]
        die_in(owner, name, 1 if name == "publish" else 2)
    base = Base(Path(folder), load_tokenizer())
    print("ready", flush=True)
    base.index(rebuild=rebuild, progress=lambda _: print("step", flush=True))
    base.close()


def start(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """The process, ready to index."""
    command = [sys.executable, "-m", "tests.indexer.indexing_process", str(folder), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def kill_at_work(folder: Path, chance: random.Random, *arguments: str) -> bool:
    """Let the process index for a while and kill it; whether it was still at work."""
    process = start(folder, *arguments)
    assert process.stdout is not None
    steps = chance.randrange(MOST_STEPS)
    while steps and process.stdout.readline():
        steps -= 1
    time.sleep(chance.uniform(0, PAUSE))
    at_work = process.poll() is None
    process.kill()
    process.communicate()
    return at_work


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--rebuild"]
    main(*arguments, rebuild="--rebuild" in sys.argv)
