"""A process that indexes and can be killed: `python -m tests.indexer.indexing_process FOLDER [CRASH]`.

CRASH names a place at which the process ends itself at once, as kill -9 would.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indexer import pipeline
from indexer.engine.embedded import log, writer
from indexer.tokens import load_tokenizer
from tests.indexer.indexing import Base

BATCH, COMMIT_EVERY = 10, 60

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
    base.index(rebuild=rebuild)
    base.close()


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--rebuild"]
    main(*arguments, rebuild="--rebuild" in sys.argv)
