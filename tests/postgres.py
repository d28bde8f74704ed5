"""A real PostgreSQL for the tests: a cluster of its own on a free port, in a temporary folder, gone at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

USER = "innokb"

_numbers = count(1)


@dataclass(frozen=True)
class PostgresServer:
    """A running server that trusts whoever comes from this machine."""

    folder: Path
    port: int

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """An empty database of its own; gives its URL."""
        name = f"test_{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        _run("pg_ctl", "start", "-w", "-D", self.folder / "data", "-o", options, "-l", self.folder / "log")

    def stop(self) -> None:
        _run("pg_ctl", "stop", "-D", self.folder / "data", "-m", "immediate")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server of this session, or of this worker where there are several."""
    if _program("initdb") is None:
        missing = "PostgreSQL is not installed: apt-get install postgresql (initdb was found nowhere)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    folder = Path(tempfile.mkdtemp(prefix="innokb-postgres-"))
    try:
        with running(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(folder: Path) -> Iterator[PostgresServer]:
    """Make a cluster in an empty folder and run it."""
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
    _run("initdb", "-D", folder / "data", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    server = PostgresServer(folder, _free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _run(program: str, *arguments: str | Path) -> None:
    command = [str(_program(program)), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    # no pipes: the server would inherit them and keep them open
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False)
        output.seek(0)
        assert done.returncode == 0, f"{' '.join(command)}: {output.read().decode(errors='replace')}"


def _program(name: str) -> Path | None:
    """A program of PostgreSQL, the newest where Debian has several."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = shutil.which(name)
    return installed[-1] if installed else Path(found) if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
