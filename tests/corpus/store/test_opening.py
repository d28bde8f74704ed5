"""Opening a store, and the days on which it cannot be opened or written."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from corpus.errors import StoreOutdated, StoreUnavailable
from corpus.store import Store, database
from corpus.store.schema import SCHEMA_REVISION, VERSION_TABLE, metadata
from tests.corpus.store.making import achievement, add
from tests.corpus.store.small_disk import small_disk
from tests.postgres import PostgresServer

FIRST_RELEASE = {"counters", "achievements", "imports", "versions", "synonyms", "audit"}

WITHOUT_OVERRIDE = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
"""root that has to obey the rights of files like everybody else."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite store with one record."""
    file = tmp_path / "innokb.sqlite"
    with Store.open(f"sqlite:///{file}") as store:
        add(store, achievement(1))
    return file


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for locks."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)


def test_what_was_written_is_there_after_opening_again(store_url: str) -> None:
    with Store.open(store_url) as store:
        (id_,) = add(store, achievement(1))
    with Store.open(store_url) as store:
        assert store.get(id_).achievement == achievement(1)


def test_a_closed_store_is_one_file(file: Path) -> None:
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_commits_are_flushed_to_the_disk(file: Path) -> None:
    with Store.open(f"sqlite:///{file}") as store, store._database.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert context.get_current_revision() == SCHEMA_REVISION
        assert compare_metadata(context, metadata) == []


def test_a_store_of_the_first_release_is_brought_up_to_date_with_all_it_holds(store_url: str) -> None:
    with Store.open(store_url) as store:
        (id_,) = add(store, achievement(1))
        import_id = store.create_import(["汇总表.xlsx"], {}, "张工")
        _back_to_first_release(store)
        with store._database.reading() as connection:
            assert not sa.inspect(connection).has_table("checks")
    with Store.open(store_url) as store:
        assert store.get(id_).achievement == achievement(1)
        assert store.get_import(import_id).files == ("汇总表.xlsx",)
        assert [entry.action for entry in store.audit()] == ["imports.create"]
        assert store.get_check(store.create_check(["申报.xlsx"], {}, "张工")).status == "waiting"


def _back_to_first_release(store: Store) -> None:
    """As a database that the first release left: its tables are untouched since, the later ones were not there."""
    later = [name for name in metadata.tables if name not in FIRST_RELEASE]
    with store._database.writing() as connection:
        for name in later[::-1]:
            connection.execute(sa.text(f"DROP TABLE {name}"))
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '0001'"))


def test_many_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    _open_many(f"sqlite:///{tmp_path / 'new.sqlite'}")


@pytest.mark.postgres
def test_many_may_open_a_new_postgres_store_at_once(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as url:
        _open_many(url)


def _open_many(url: str) -> None:
    """From processes of their own, as the API, the page and the command line do."""
    code = "import sys; from corpus.store import Store; Store.open(sys.argv[1]).create_import([], {}, 'x')"
    openings = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(3)]
    assert [opening.wait() for opening in openings] == [0, 0, 0]
    with Store.open(url) as store:
        assert len(store.list_imports()) == 3


def test_a_store_of_a_newer_program_is_refused(store_url: str) -> None:
    Store.open(store_url).close()
    engine = sa.create_engine(store_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    try:
        with pytest.raises(StoreOutdated, match="升级"):
            Store.open(store_url)
    finally:
        with engine.begin() as connection:
            connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '{SCHEMA_REVISION}'"))
        engine.dispose()


def test_tables_of_another_program_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE imports (country TEXT)")
    connection.close()
    with pytest.raises(StoreUnavailable, match="imports"):
        Store.open(f"sqlite:///{file}")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "汇总表.xlsx"
    file.write_bytes(b"PK\x03\x04" + b"\x00" * 2_000)
    with pytest.raises(StoreUnavailable, match="不是数据库文件"):
        Store.open(f"sqlite:///{file}")
    assert file.read_bytes().startswith(b"PK")


def test_a_damaged_file_is_said_to_be_damaged(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(100)
        opened.write(b"\xff" * 4_000)
    with pytest.raises(StoreUnavailable, match="损坏"):
        Store.open(f"sqlite:///{file}")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="打不开"):
        Store.open(f"sqlite:///{tmp_path}")


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StoreUnavailable, match="打不开"):
        Store.open(f"sqlite:///{tmp_path / 'home' / 'innokb.sqlite'}")


@pytest.mark.parametrize("url", ["mysql://root@localhost/innokb", "没有这种地址", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(StoreUnavailable, match="sqlite:///"):
        Store.open(url)


@pytest.mark.parametrize("writable", ["nothing", "folder"])
def test_without_the_right_to_write_it_says_so(file: Path, writable: str) -> None:
    file.chmod(0o444)
    file.parent.chmod(0o755 if writable == "folder" else 0o555)
    code = "import sys; from corpus.store import Store; Store.open(sys.argv[1]).create_import([], {}, 'x')"
    command = [sys.executable, "-c", code, f"sqlite:///{file}"]
    done = subprocess.run(
        [*WITHOUT_OVERRIDE, *command] if os.geteuid() == 0 else command, capture_output=True, text=True, check=False
    )
    file.parent.chmod(0o755)
    assert done.returncode == 1
    assert "StoreUnavailable: 数据库" in done.stderr or "StoreUnavailable: 打不开" in done.stderr
    assert "写" in done.stderr.splitlines()[-1]


def test_a_full_disk_is_said_and_keeps_what_was_written(tmp_path: Path) -> None:
    with small_disk(), Store.open(f"sqlite:///{tmp_path / 'innokb.sqlite'}") as store:
        add(store, achievement(1))
        with pytest.raises(StoreUnavailable, match="磁盘空间已满"):
            add(store, *(achievement(number, summary="满" * 1_000) for number in range(2, 900)))
        assert [record.id for batch in store.all() for record in batch] == [1]
        assert add(store, achievement(2)) == [2]


@pytest.mark.usefixtures("brief")
def test_a_lock_that_is_never_released_is_said(file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    with Store.open(f"sqlite:///{file}") as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="另一个程序"):
            add(store, achievement(2))
        assert store.count() == 1
        other.execute("ROLLBACK")
        add(store, achievement(2))
    other.close()


@pytest.mark.postgres
@pytest.mark.usefixtures("brief")
def test_a_postgres_lock_that_is_never_released_is_said(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as url, Store.open(url) as store, psycopg.connect(url) as other:
        other.execute("SELECT * FROM counters FOR UPDATE")
        with pytest.raises(StoreUnavailable, match="另一个程序"):
            add(store, achievement(1))
        other.rollback()
        add(store, achievement(1))


@pytest.mark.postgres
def test_a_server_that_is_gone_is_said_and_found_again(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as url, Store.open(url) as store:
        add(store, achievement(1))
        postgres_server.stop()
        with pytest.raises(StoreUnavailable, match="PostgreSQL 是否在运行"):
            store.count()
        postgres_server.start()
        assert store.count() == 1


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StoreUnavailable, match="PostgreSQL 是否在运行") as refused:
        Store.open("postgresql://innokb:geheim@127.0.0.1:1/innokb")
    assert "geheim" not in str(refused.value)


@pytest.mark.postgres
def test_a_database_that_does_not_exist_is_said(postgres_server: PostgresServer) -> None:
    with pytest.raises(StoreUnavailable, match="INNOKB_DATABASE_URL"):
        Store.open(postgres_server.url("missing"))


@pytest.mark.postgres
def test_the_short_name_of_postgres_will_do(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as url, Store.open(url.replace("postgresql:", "postgres:")) as store:
        assert store.revision() == 0


def test_threads_share_a_store(store: Store) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(store.count())) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [0] * 50
