"""Real Elasticsearch servers for the tests: one of each version, shared by all workers of a run, gone at the end."""

import fcntl
import json
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from deploy.elasticsearch import QUICK, VERSIONS, Server, ServerNotToBeHad, single

RunningServer = Callable[[str], Server]
"""Gives the running server of a version, started when it is first asked for."""


@pytest.fixture(scope="session")
def elasticsearch_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The servers of this run. Tests share them, each under a prefix of its own, and leave them running."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    running: dict[str, Server] = {}
    with ExitStack() as until_the_end:

        def server(version: str) -> Server:
            if version not in running:
                with or_without():
                    running[version] = until_the_end.enter_context(_shared(version, folder))
            return running[version]

        yield server


@pytest.fixture(scope="session", params=VERSIONS, ids=lambda version: f"elasticsearch-{version}")
def elasticsearch_server(request: pytest.FixtureRequest, elasticsearch_servers: RunningServer) -> Server:
    """A running server, of each version in turn."""
    return elasticsearch_servers(request.param)


@pytest.fixture
def elasticsearch_prefix(elasticsearch_server: Server) -> Iterator[str]:
    """A prefix of this test's own on that server; indexes under it are removed at the end."""
    with own_prefix(elasticsearch_server) as prefix:
        yield prefix


@contextmanager
def own_prefix(server: Server) -> Iterator[str]:
    """A prefix that nobody else uses; indexes under it are removed at the end."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    try:
        yield prefix
    finally:
        indexes = server.request("GET", f"/{prefix}*?expand_wildcards=all").json()
        if indexes:
            server.request("DELETE", f"/{','.join(indexes)}").raise_for_status()


@contextmanager
def or_without() -> Iterator[None]:
    """Where this machine cannot run a server the test is skipped; on the build server that is a failure."""
    try:
        yield
    except ServerNotToBeHad as missing:
        pytest.fail(str(missing)) if os.environ.get("CI") else pytest.skip(str(missing))


@contextmanager
def _shared(version: str, folder: Path) -> Iterator[Server]:
    """The server that all workers with this folder use. Who comes first runs it, until the last has gone."""
    address = folder / f"elasticsearch-{version}.json"
    with address.with_suffix(".users").open("w") as users, ExitStack() as own:
        with address.with_suffix(".start").open("w") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)
            known = address.exists()
            server = _found(version, address) if known else own.enter_context(single(version, java=QUICK))
            address.write_text(json.dumps({"folder": str(server.folder), "port": server.port}))
        yield server
        if not known:
            fcntl.flock(users, fcntl.LOCK_EX)
            address.unlink()


def _found(version: str, address: Path) -> Server:
    told = json.loads(address.read_text())
    return Server(version, Path(told["folder"]), told["port"])
