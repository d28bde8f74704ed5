"""A local Elasticsearch from Maven's central repository, for development, tests and benchmarks; no Docker needed."""

from deploy.elasticsearch.distribution import VERSIONS
from deploy.elasticsearch.errors import ServerFailed, ServerNotToBeHad
from deploy.elasticsearch.running import cluster, single
from deploy.elasticsearch.server import QUICK, Server

__all__ = ["QUICK", "VERSIONS", "Server", "ServerFailed", "ServerNotToBeHad", "cluster", "single"]
