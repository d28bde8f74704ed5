"""Bringing a database to the schema of this program, by the migrations shipped in the package."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from corpus.errors import StoreOutdated, StoreUnavailable
from corpus.store.schema import SCHEMA_REVISION, VERSION_TABLE, metadata

if TYPE_CHECKING:
    from alembic.config import Config

POSTGRES_LOCK: Final = 0x696E6E6F6B62
"""Advisory lock ("innokb") under which one process at a time migrates a PostgreSQL database."""


def schema_of(connection: sa.Connection) -> str | None:
    """The migration a database stands at; None where there is none of ours."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()


def migrate(connection: sa.Connection, name: str) -> None:
    """Apply the migrations that are missing, in the transaction of `connection`, which must hold the writer's lock.

    Raises StoreOutdated for a database of a newer program, StoreUnavailable where our table names are taken.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": POSTGRES_LOCK})
    current = schema_of(connection)  # again, now that nobody else can be at it
    if current == SCHEMA_REVISION:
        return
    _check(connection, current, name)
    from alembic import command  # takes a second, and most openings find nothing to do

    command.upgrade(_config(connection), "head")


def _check(connection: sa.Connection, current: str | None, name: str) -> None:
    if current is None:
        taken = sorted(set(sa.inspect(connection).get_table_names()) & set(metadata.tables))
        if taken:
            raise StoreUnavailable(
                f"数据库 {name} 里已有别的程序的表（{'、'.join(taken)}），不能用作知识库。请另建一个空库或换一个文件。"
            )
    elif current not in _known(connection):
        raise StoreOutdated(
            f"数据库 {name} 由更新版本的程序建立（结构版本 {current}，本程序只认到 {SCHEMA_REVISION}）。请升级 innokb。"
        )


def _known(connection: sa.Connection) -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config(connection)).walk_revisions()}


def _config(connection: sa.Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
