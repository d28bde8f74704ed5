"""What holds for all tests."""

import os

from hypothesis import settings

from tests.elasticsearch.servers import elasticsearch_prefix, elasticsearch_server, elasticsearch_servers
from ui.cli import speak_chinese

__all__ = ["elasticsearch_prefix", "elasticsearch_server", "elasticsearch_servers"]

settings.register_profile("patient", deadline=None)  # the machine may be busy; slowness is measured elsewhere
settings.register_profile("repeatable", settings.get_profile("patient"), derandomize=True)
settings.load_profile("repeatable" if "CI" in os.environ else "patient")  # new examples are for developers to find
speak_chinese()
