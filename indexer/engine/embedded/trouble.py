"""What goes wrong with files, said in the words of the errors tree."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from indexer.engine.recipes import REBUILD
from indexer.errors import IndexDamaged, IndexMissing, IndexUnavailable

FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN: Final = (errno.EACCES, errno.EPERM, errno.EROFS)

REFUSALS: Final = (
    "No space left",
    "File too large",
    "Permission denied",
    "Read-only file system",
    "Too many open files",
)
"""By these tantivy's texts, which carry no number, tell that it was the system that refused."""


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Errors of reading: IndexUnavailable for what the system refuses, IndexDamaged for what does not fit together."""
    try:
        yield
    except PermissionError as error:
        raise unavailable(folder, error) from error
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        if any(sign in str(error) for sign in REFUSALS):
            raise unavailable(folder, error) from error
        raise IndexDamaged(f"索引文件不完整或互相矛盾（{folder}）：{error}。请运行 {REBUILD} 重建。") from error


@contextmanager
def writing_files(folder: Path) -> Iterator[None]:
    """Errors of writing: IndexUnavailable, with the reason in words."""
    try:
        yield
    except OSError as error:
        raise unavailable(folder, error) from error
    except EOFError as error:
        raise IndexDamaged(f"索引文件比记录的短（{folder}）：{error}。请运行 {REBUILD} 重建。") from error
    except ValueError as error:  # tantivy says everything by this one class
        if not any(sign in str(error) for sign in (*REFUSALS, "os error")):
            raise
        raise unavailable(folder, error) from error


def unavailable(folder: Path, error: Exception) -> IndexUnavailable:
    """The refusal of the system in words."""
    number, text = getattr(error, "errno", None), str(error)
    if number in FULL or "No space left" in text or "File too large" in text:
        return IndexUnavailable(
            f"磁盘已满，索引写不进去（{folder}）。已提交的部分完好；请腾出空间后再运行 innokb index。"
        )
    if number in FORBIDDEN or "Permission denied" in text or "Read-only file system" in text:
        return IndexUnavailable(
            f"没有读写索引目录的权限（{folder}）：{text}。请检查目录的所有者，或用 INNOKB_HOME 换一个目录。"
        )
    return IndexUnavailable(f"索引目录无法读写（{folder}）：{text}。")


def missing(folder: Path) -> IndexMissing:
    """There is nothing in the folder yet."""
    return IndexMissing(f"还没有索引（{folder}）。请先运行 innokb index。")
