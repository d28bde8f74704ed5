"""Vectors kept by text."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import embeddings
from indexer.embeddings import EmbeddingCache
from tests.indexer.indexing import HashedEncoder

TEXTS = ["皮带机纠偏", "提升机断绳保护", ""]


@pytest.fixture
def cache(tmp_path: Path) -> EmbeddingCache:
    return EmbeddingCache(tmp_path / "cache" / "embeddings.sqlite")


def test_a_known_text_is_not_encoded_again(cache: EmbeddingCache) -> None:
    encoder = HashedEncoder()
    first = cache.encode(encoder, TEXTS)
    assert cache.encode(encoder, [*TEXTS, "新的"])[:3].tobytes() == first.tobytes()
    assert encoder.encoded == [*TEXTS, "新的"]


def test_a_text_twice_in_a_batch_is_encoded_once(cache: EmbeddingCache) -> None:
    encoder = HashedEncoder()
    vectors = cache.encode(encoder, ["皮带机", "皮带机"])
    assert encoder.encoded == ["皮带机"]
    assert vectors[0].tobytes() == vectors[1].tobytes()


def test_vectors_are_the_same_without_a_cache(cache: EmbeddingCache) -> None:
    kept = cache.encode(HashedEncoder(), TEXTS)
    assert kept.tobytes() == embeddings.encode(HashedEncoder(), TEXTS).tobytes()


def test_vectors_are_of_unit_length_and_near_the_exact_ones(cache: EmbeddingCache) -> None:
    kept = cache.encode(HashedEncoder(), TEXTS)
    assert np.linalg.norm(kept, axis=1) == pytest.approx([1, 1, 0], abs=1e-6)
    assert np.abs(kept - HashedEncoder().encode(TEXTS)).max() < 1e-3


def test_another_encoder_has_its_own_vectors(cache: EmbeddingCache) -> None:
    cache.encode(HashedEncoder(), TEXTS)
    other = HashedEncoder(id="other")
    cache.encode(other, TEXTS)
    assert other.encoded == TEXTS


def test_a_damaged_file_is_replaced_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "embeddings.sqlite"
    path.write_bytes(b"not a database, " * 500)
    cache, encoder = EmbeddingCache(path), HashedEncoder()
    cache.encode(encoder, TEXTS)
    assert "已损坏" in caplog.text
    cache.encode(encoder, TEXTS)
    cache.encode(encoder, TEXTS)
    assert len(encoder.encoded) <= 6
    assert path.read_bytes().startswith(b"SQLite")


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    vectors = EmbeddingCache(tmp_path / "file" / "embeddings.sqlite").encode(HashedEncoder(), TEXTS)
    assert vectors.tobytes() == embeddings.encode(HashedEncoder(), TEXTS).tobytes()
    assert "重新编码" in caplog.text


def test_no_texts_make_no_vectors(cache: EmbeddingCache) -> None:
    assert cache.encode(HashedEncoder(), []).shape == (0, 64)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=8), max_size=5))
def test_any_text_can_be_kept(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    cache = EmbeddingCache(tmp_path_factory.mktemp("cache") / "embeddings.sqlite")
    encoder = NumberEncoder()
    assert cache.encode(encoder, texts).tobytes() == cache.encode(encoder, texts).tobytes()


class NumberEncoder(HashedEncoder):
    def encode(self, texts: object) -> np.ndarray:  # type: ignore[override,type-arg]
        return np.array([[len(text)] * 64 for text in texts], np.float32)  # type: ignore[attr-defined]
