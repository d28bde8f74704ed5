"""Parts that tests of the second floor share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.tokens import Tokenizer, load_tokenizer
from tests.indexer.indexing import Base


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return load_tokenizer()


@pytest.fixture
def base(tmp_path: Path, tokenizer: Tokenizer) -> Iterator[Base]:
    opened = Base(tmp_path, tokenizer)
    yield opened
    opened.close()
