"""The engines that tests of the whole run on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from deploy.elasticsearch import VERSIONS, Server
from search_api.settings import Settings
from tests.elasticsearch.servers import RunningServer, own_prefix

ENGINES = ["embedded", *(f"elasticsearch-{version}" for version in VERSIONS)]


@pytest.fixture(scope="session", params=ENGINES)
def cluster(request: pytest.FixtureRequest) -> Server | None:
    """Where the index lives, each engine in turn: on a server, or for the embedded one on none."""
    return server_named(request)


def server_named(request: pytest.FixtureRequest) -> Server | None:
    """The server of the engine that a fixture's parameter names."""
    kind, _, version = request.param.partition("-")
    if kind == "embedded":
        return None
    servers: RunningServer = request.getfixturevalue("elasticsearch_servers")
    return servers(version)


@contextmanager
def own_settings(home: Path, cluster: Server | None, **more: Any) -> Iterator[Settings]:
    """Settings of a base that nobody else uses; what it leaves on a cluster is removed at the end."""
    if cluster is None:
        yield Settings(_env_file=None, home=home, **more)
        return
    with own_prefix(cluster) as prefix:
        yield Settings(
            _env_file=None,
            home=home,
            engine="elasticsearch",
            elasticsearch_url=cluster.url,
            index_prefix=prefix,
            **more,
        )
