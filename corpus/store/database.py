"""One database under the store: opened, brought up to date, and spoken to in two kinds of transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import StoreUnavailable
from corpus.store.migrating import migrate, schema_of
from corpus.store.problems import BUSY_SECONDS, CANNOT_OPEN, in_words
from corpus.store.schema import SCHEMA_REVISION, counters

CONNECTIONS: Final = 40
"""Connections at most: as many as FastAPI has worker threads."""

CONNECT_SECONDS: Final = 5
"""How long to wait for a PostgreSQL server to answer."""


class Database:
    """A database at the schema of this program. Safe to use from many threads.

    SQLite runs with a write-ahead log, so that readers and the writer never wait for each other, and with
    `synchronous=FULL`: a committed batch is on the disk before it is reported, which the faster NORMAL does not
    promise when the power fails. It costs one flush a transaction, and imports write a thousand rows in each.
    """

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @classmethod
    def connect(cls, url: str) -> "Database":
        """Open the database at an SQLAlchemy URL, making or migrating it where needed.

        Raises StoreUnavailable where it cannot be reached or written, StoreOutdated where a newer program made it.
        """
        parsed = _parsed(url)
        engine, name = _sqlite(parsed) if parsed.drivername.startswith("sqlite") else _postgres(parsed)
        database = cls(engine, name)
        try:
            database._bring_up_to_date()
        except BaseException:
            database.dispose()
            raise
        return database

    def dispose(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads; it never waits for a writer."""
        with in_words(self.name), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """The one writer's transaction: what it reads stays true until it commits.

        Writers queue for the row of counters (SQLite: for the file), so revisions become visible in their order.
        """
        with self._exclusive() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(counters.c.value).where(counters.c.name == "revision").with_for_update())
            yield connection

    @contextmanager
    def _exclusive(self) -> Iterator[sa.Connection]:
        writer = self._engine.execution_options(innokb_writes=True)
        with in_words(self.name), writer.begin() as connection:
            yield connection

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            current = schema_of(connection)
        if current != SCHEMA_REVISION:
            with self._exclusive() as connection:
                migrate(connection, self.name)


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise StoreUnavailable(
            "数据库地址写法不对。应为 sqlite:///路径 或 postgresql://用户:密码@主机:端口/库名（INNOKB_DATABASE_URL）。"
        ) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql", "postgres"}:
        raise StoreUnavailable(
            f"不支持数据库 {parsed.get_backend_name()}。请用 sqlite:///路径 或 postgresql://…（INNOKB_DATABASE_URL）。"
        )
    return parsed


def _sqlite(url: sa.URL) -> tuple[sa.Engine, str]:
    if not url.database or url.database == ":memory:":
        raise StoreUnavailable(
            "SQLite 数据库要有文件，例如 sqlite:////home/me/.innokb/innokb.sqlite（内存库一关就没了）。"
        )
    path = Path(url.database).absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(CANNOT_OPEN.format(name=path)) from error
    engine = sa.create_engine(
        sa.URL.create("sqlite+pysqlite", database=str(path)),
        pool_size=CONNECTIONS,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine, str(path)


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, not where the driver guesses
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # a writer takes the lock before it reads: one that has read first may find it taken and can then never get it
    writes = connection.get_execution_options().get("innokb_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: sa.URL) -> tuple[sa.Engine, str]:
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": f"-c lock_timeout={BUSY_SECONDS * 1000}"},
    )
    return engine, url.render_as_string(hide_password=True)
