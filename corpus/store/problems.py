"""What went wrong with a database, said in Chinese with the mend."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from corpus.errors import StoreUnavailable

FULL: Final = (
    "磁盘空间已满，数据库 {name} 写不进去。已保存的内容不受影响；请腾出空间后重试，重复导入同一文件不会产生重复记录。"
)
READ_ONLY: Final = "数据库 {name} 只能读、不能写。请给当前用户该文件及其所在目录的写权限，或用 INNOKB_HOME 换一个目录。"
CANNOT_OPEN: Final = (
    "打不开数据库文件 {name}。请检查目录是否存在、当前用户是否有读写权限，或用 INNOKB_HOME 换一个目录。"
)
LOCKED: Final = "数据库 {name} 正被另一个程序写入，等了 {seconds} 秒仍未轮到。请等它结束后重试。"
NOT_OURS: Final = "{name} 不是数据库文件。请检查 INNOKB_DATABASE_URL 或 INNOKB_HOME 是否指错了地方。"
DAMAGED: Final = "数据库 {name} 已损坏（{detail}）。请用最近的备份恢复。"
DISK: Final = "读写数据库 {name} 时磁盘出错（{detail}）。请检查磁盘是否已满或有坏道，然后重试。"
SERVER: Final = (
    "连不上数据库 {name}（{detail}）。请检查 PostgreSQL 是否在运行，以及 INNOKB_DATABASE_URL 里的地址、用户名和密码。"
)
RIGHTS: Final = "数据库 {name} 不允许当前用户这样做（{detail}）。请让管理员授予建表和读写的权限。"
OTHER: Final = "数据库 {name} 出错：{detail}。请检查数据库是否完好，必要时用备份恢复。"

BUSY_SECONDS: Final = 15
"""How long a writer waits for another one before it gives up; an import holds the lock for a second at most."""

_SQLITE: Final = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CANTOPEN": CANNOT_OPEN,
    "SQLITE_PERM": CANNOT_OPEN,
    "SQLITE_AUTH": CANNOT_OPEN,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_NOTADB": NOT_OURS,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_IOERR": DISK,
}
"""By the beginning of SQLite's name for the error; https://sqlite.org/rescode.html."""

_POSTGRES: Final = {
    "53100": FULL,
    "25006": READ_ONLY,
    "55P03": LOCKED,
    "42501": RIGHTS,
    "XX001": DAMAGED,
    "08": SERVER,
    "28": SERVER,
    "3D": SERVER,
    "53": SERVER,
    "57": SERVER,
}
"""By the beginning of the SQLSTATE; https://www.postgresql.org/docs/15/errcodes-appendix.html."""


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Turn what a database refuses into StoreUnavailable; mistakes of our own pass through."""
    try:
        yield
    except (sa.exc.IntegrityError, sa.exc.DataError):
        raise
    except sa.exc.DBAPIError as error:
        raise _unavailable(name, error.orig) from error
    except sqlite3.Error as error:  # while a connection is made ready
        raise _unavailable(name, error) from error
    except sa.exc.TimeoutError as error:
        raise StoreUnavailable(f"数据库 {name} 的连接都在使用中。请稍后重试。") from error


def _unavailable(name: str, error: BaseException | None) -> StoreUnavailable:
    detail = str(error).strip().splitlines()[0].strip() if str(error).strip() else type(error).__name__
    return StoreUnavailable(_template(error).format(name=name, detail=detail, seconds=BUSY_SECONDS))


def _template(error: BaseException | None) -> str:
    if isinstance(error, sqlite3.Error):
        return _first(_SQLITE, getattr(error, "sqlite_errorname", ""), OTHER)
    # PostgreSQL's: without a SQLSTATE no server has answered
    state = getattr(error, "sqlstate", None)
    return _first(_POSTGRES, state, OTHER) if state else SERVER


def _first(templates: dict[str, str], code: str, otherwise: str) -> str:
    return next((text for start, text in templates.items() if code.startswith(start)), otherwise)
