"""The Elasticsearch engine: an index on a cluster, for those who outgrow one machine.

Stays inside the core of Elasticsearch 8.19 and 9: no plugin, no script, no paid licence, so it works on any cluster.
"""

from indexer.engine.elasticsearch.connection import Cluster
from indexer.engine.elasticsearch.engine import ElasticsearchEngine

__all__ = ["Cluster", "ElasticsearchEngine"]
