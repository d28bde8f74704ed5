"""Servers for a while: in a temporary folder, on free ports, gone at the end."""

import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from deploy.elasticsearch.server import HEAP, Server

ALONE: Final = {"discovery.type": "single-node"}


@contextmanager
def single(
    version: str,
    *,
    settings: Mapping[str, object] = ALONE,
    java: Sequence[str] = HEAP,
    password: str = "",
    files: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """A running server of one node. Raises ServerNotToBeHad, ServerFailed."""
    with _folder() as folder:
        http, transport = _free_ports(2)
        said = {**ALONE, "transport.port": transport, **settings}
        with _running([Server(version, folder, http, said, java, password, files or {})]) as (server,):
            yield server


@contextmanager
def cluster(version: str, nodes: int, *, java: Sequence[str] = HEAP) -> Iterator[Sequence[Server]]:
    """A running cluster of several nodes. Raises ServerNotToBeHad, ServerFailed."""
    with _folder() as folder:
        ports = _free_ports(2 * nodes)
        together = {
            "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in ports[nodes:]],
            "cluster.initial_master_nodes": [f"node-{number}" for number in range(nodes)],
        }
        servers = []
        for number, (http, transport) in enumerate(zip(ports[:nodes], ports[nodes:], strict=True)):
            own = {"node.name": f"node-{number}", "transport.port": transport}
            (folder / str(number)).mkdir()
            servers.append(Server(version, folder / str(number), http, {**together, **own}, java))
        with _running(servers):
            yield servers


@contextmanager
def _running(servers: Sequence[Server]) -> Iterator[Sequence[Server]]:
    try:
        for server in servers:
            server.launch()
        for server in servers:
            server.wait()
        yield servers
    finally:
        for server in servers:
            server.kill()


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="innokb-elasticsearch-"))
    folder.chmod(0o755)  # the server may run as another user
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_ports(number: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
