"""What one commit says of itself, and where on the disk it lies."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from indexer.engine.embedded.log import Extent
from indexer.engine.protocol import IndexState, Recipe

POINTER: Final = "current"
"""File that names the folder of the generation in use; replaced whole, so a reader sees the old or the new name."""


@dataclass(frozen=True, slots=True)
class State:
    """One commit: what the engine reports of it, the log it reads from, and how much of that log is its own."""

    index: IndexState
    log: str
    extent: Extent

    def dump(self) -> str:
        """As JSON, to be kept in the commit itself."""
        return json.dumps(asdict(self))

    @classmethod
    def parse(cls, text: str) -> "State":
        """Raises ValueError, KeyError or TypeError for anything that `dump` did not write."""
        content = json.loads(text)
        index = content["index"]
        recipe = Recipe(**index["recipe"])
        state = IndexState(recipe, index["revision"], index["documents"])
        return cls(state, content["log"], Extent(**content["extent"]))


def generation(folder: Path) -> Path:
    """Folder of the generation in use. Raises FileNotFoundError where there is none yet."""
    return folder / (folder / POINTER).read_text(encoding="utf-8").strip()


def publish(folder: Path, name: str) -> None:
    """Make a generation the one in use, at once and for good."""
    fresh = folder / f"{POINTER}.new"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / POINTER)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Bring a folder's own entries to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def numbered(folder: Path, kind: str) -> list[Path]:
    """Folders `kind-000001`, `kind-000002` … in order."""
    return sorted(folder.glob(f"{kind}-[0-9]*"))


def next_name(folder: Path, kind: str) -> str:
    """A name of this kind that was not used in the folder."""
    taken = numbered(folder, kind)
    last = int(taken[-1].name.rpartition("-")[2]) if taken else 0
    return f"{kind}-{last + 1:06}"
