"""What holds for all tests."""

import os
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings

from indexer import encoders, tokens
from tests.elasticsearch.servers import elasticsearch_prefix, elasticsearch_server, elasticsearch_servers
from ui.cli import speak_chinese

__all__ = ["elasticsearch_prefix", "elasticsearch_server", "elasticsearch_servers"]

settings.register_profile("patient", deadline=None)  # the machine may be busy; slowness is measured elsewhere
settings.register_profile("repeatable", settings.get_profile("patient"), derandomize=True)
settings.load_profile("repeatable" if "CI" in os.environ else "patient")  # new examples are for developers to find
speak_chinese()


@pytest.fixture(scope="session", autouse=True)
def models() -> Iterator[None]:
    """All bases of this process read one encoder and one tokenizer: loading them is most of a start, and 90 MB each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoders, "load_encoder", cache(encoders.load_encoder))
        patch.setattr(tokens, "load_tokenizer", cache(tokens.load_tokenizer))
        yield
