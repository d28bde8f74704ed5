"""What holds for all tests."""

from hypothesis import settings

from tests.elasticsearch.servers import elasticsearch_prefix, elasticsearch_server, elasticsearch_servers
from ui.cli import speak_chinese

__all__ = ["elasticsearch_prefix", "elasticsearch_server", "elasticsearch_servers"]

settings.register_profile("patient", deadline=None)  # the machine may be busy; slowness is measured elsewhere
settings.load_profile("patient")
speak_chinese()
