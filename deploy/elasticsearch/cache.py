"""Folders that are made once and kept for the next time."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def cache_folder() -> Path:
    """Where servers are kept; root's is outside of its home, since the server runs as somebody else."""
    if os.geteuid() == 0:
        return Path("/var/cache/innokb/elasticsearch")
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "innokb" / "elasticsearch"


def kept(name: str, make: Callable[[Path], Path]) -> Path:
    """The folder of this name in the cache; where it is not there yet, the one that `make` makes in an empty folder."""
    folder = cache_folder() / name
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        made = make(Path(work))
        try:
            made.rename(folder)  # all at once: another process sees it whole or not at all
        except OSError:
            if not folder.exists():  # else somebody was faster
                raise
    return folder
