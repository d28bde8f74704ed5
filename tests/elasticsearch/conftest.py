"""A server that is not shared with other workers, for tests that would disturb them."""

from collections.abc import Iterator

import pytest

from deploy.elasticsearch import QUICK, VERSIONS, Server, single
from tests.elasticsearch.servers import or_without

NARROW = {"node.processors": 1, "thread_pool.write.queue_size": 4}
"""One request to write is worked on, four may wait: enough for one base, and of six at once some are turned away."""


@pytest.fixture(scope="package", params=VERSIONS)
def lone_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server, of each version in turn, that may be killed and overloaded; tests leave it running."""
    with or_without(), single(request.param, java=QUICK, settings=NARROW) as server:
        yield server
