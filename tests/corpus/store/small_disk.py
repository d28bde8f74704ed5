"""A disk that is soon full, as SQLite sees it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

PAGES = 300
"""Of 4 KiB each."""


@contextmanager
def small_disk() -> Iterator[None]:
    """SQLite databases that are opened in here cannot grow beyond `PAGES`."""
    sa.event.listen(sa.pool.Pool, "connect", _limit)
    try:
        yield
    finally:
        sa.event.remove(sa.pool.Pool, "connect", _limit)


def _limit(connection: sqlite3.Connection, _: object) -> None:
    connection.execute(f"PRAGMA max_page_count = {PAGES}")
