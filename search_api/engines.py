"""The engine that the settings name; only that one is imported."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from search_api.settings import Settings

if TYPE_CHECKING:
    from indexer.engine.protocol import Engine, Recipe


def open_engine(settings: Settings, recipe: "Recipe", expected: Callable[[], int]) -> "Engine":
    """The engine for one recipe; `expected` tells how many documents an index is made for. Nothing is asked yet."""
    if settings.engine == "embedded":
        from indexer.engine.embedded import EmbeddedEngine

        return EmbeddedEngine(settings.index_folder, recipe)
    from indexer.engine.elasticsearch import Cluster, ElasticsearchEngine

    cluster = Cluster(
        settings.elasticsearch_urls,
        api_key=settings.elasticsearch_api_key.get_secret_value(),
        username=settings.elasticsearch_username,
        password=settings.elasticsearch_password.get_secret_value(),
        ca_certs=settings.elasticsearch_ca_certs,
    )
    return ElasticsearchEngine(cluster, settings.index_prefix, recipe, expected)
