"""One writer at a time: a lock that the system takes back from the dead, and a note of who holds it."""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.engine.embedded.trouble import writing_files
from indexer.errors import IndexBusy

if TYPE_CHECKING:
    from filelock import FileLock


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the writer's place in the folder. Raises IndexBusy, naming the holder, and IndexUnavailable."""
    note = folder / "writer.json"
    with writing_files(folder):
        lock = _taken(folder, note)
        note.write_text(json.dumps(_myself(), ensure_ascii=False), encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _taken(folder: Path, note: Path) -> "FileLock":
    from filelock import FileLock, Timeout  # only writers need it

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "writer.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise IndexBusy(f"索引正在被另一个进程写入（{_holder(note)}）。请等它结束后再试。") from None
    return lock


def _myself() -> dict[str, str | int]:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "command": command, "since": since}


def _holder(note: Path) -> str:
    try:
        holder = json.loads(note.read_text(encoding="utf-8"))
        return "进程 {pid}，主机 {host}，命令 {command}，始于 {since}".format(**holder)
    except (OSError, ValueError, KeyError):
        return "刚刚开始，尚未留下姓名"
