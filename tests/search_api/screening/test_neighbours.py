"""Neighbours against plain arithmetic."""

import numpy as np
import pytest

from search_api.screening import neighbours as room
from search_api.screening.neighbours import NEIGHBOURS, Floats, neighbours


def unit(vectors: Floats) -> Floats:
    return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float32)


@pytest.fixture(scope="module")
def vectors() -> Floats:
    """Texts in clusters, some the same, some without a vector."""
    chance = np.random.default_rng(7)
    middles = chance.normal(size=(60, 32))
    found = unit((middles[chance.integers(0, 60, 900)] + chance.normal(size=(900, 32)) * 0.5).astype(np.float32))
    found[100:120] = found[5]
    found[300:310] = 0
    return found


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BLOCK", 64)
    monkeypatch.setattr(room, "CHUNK", 256)
    monkeypatch.setattr(room, "MOST_WAITING", 3_000)


def test_the_nearest_earlier_one_is_exact(vectors: Floats, small_blocks: None) -> None:
    found = neighbours(vectors)
    dots = vectors @ vectors.T
    dots[np.triu_indices(len(dots))] = -2
    assert found.earlier[0] == -1
    assert np.allclose(found.earlier_cosines[1:], dots.max(axis=1)[1:], atol=2e-4)
    assert (found.earlier[1:] < np.arange(1, len(dots))).all()


def test_neighbours_of_any_age_are_the_nearest(vectors: Floats, small_blocks: None) -> None:
    found = neighbours(vectors)
    dots = vectors @ vectors.T
    np.fill_diagonal(dots, -2)
    best = -np.sort(-dots, axis=1)[:, :NEIGHBOURS]
    assert np.allclose(found.cosines, np.where(best >= room.LEAST, best, 0), atol=2e-4)
    assert not (found.near == np.arange(len(vectors))[:, None]).any()


def test_texts_without_a_vector_have_no_neighbours(vectors: Floats) -> None:
    assert (neighbours(vectors).near[300:310] == -1).all()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_texts(vectors: Floats, count: int) -> None:
    found = neighbours(vectors[:count])
    assert found.near.shape == (count, NEIGHBOURS)
    assert (found.earlier[:1] == -1).all()


def test_it_can_be_broken_off(vectors: Floats) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        neighbours(vectors, stop)
