"""The sample data on a server."""

from pathlib import Path

from corpus.importing.run import import_file
from corpus.samples import achievement_files
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings


def samples_on(url: str, prefix: str, home: Path) -> Settings:
    """Settings of a base that holds the sample data, indexed on the server at an address."""
    settings = Settings(home=home, engine="elasticsearch", elasticsearch_url=url, index_prefix=prefix)
    base = KnowledgeBase(settings)
    for file in achievement_files():
        import_file(base.store, file)
    base.index()
    base.close()
    return settings
