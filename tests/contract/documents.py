"""Small documents for engine tests, cut and encoded in ways that a reader can follow by hand."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from indexer.document import Document
from indexer.engine.protocol import Recipe

DIMENSIONS = 64
RECIPE = Recipe(schema=1, tokenizer="test-1", dictionary="none", encoder="hashed-64", dimensions=DIMENSIONS)

SYLLABLES = {
    "皮": "pi", "带": "dai", "输": "shu", "送": "song", "机": "ji", "纠": "jiu", "偏": "pian", "装": "zhuang",
    "置": "zhi", "提": "ti", "升": "sheng", "断": "duan", "绳": "sheng", "液": "ye", "压": "ya", "支": "zhi",
    "架": "jia",
}  # fmt: skip


def document(
    id: int,
    title: str,
    body: str = "",
    *,
    names: str = "",
    year: int | None = 2023,
    vector: npt.NDArray[np.float32] | None = None,
    numbers: Mapping[str, float | None] | None = None,
    **facets: str,
) -> Document:
    """A document whose words are the space-separated parts of its texts."""
    terms = {
        ("words", "title"): title,
        ("words", "body"): body,
        ("words", "names"): names,
        ("characters", "title"): " ".join(title.replace(" ", "")),
        ("characters", "body"): " ".join(body.replace(" ", "")),
        ("pinyin", "title"): " ".join(SYLLABLES.get(c, c) for c in title.replace(" ", "")),
    }
    encoded = encode([f"{title} {body}"])[0] if vector is None else vector
    return Document(id, terms, encoded, facets, year, title.replace(" ", ""), numbers or {})  # type: ignore[arg-type]


def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Unit vectors that are near when texts share words: each word has a fixed random direction."""
    rows = np.stack([sum((_direction(word) for word in text.split()), np.zeros(DIMENSIONS)) for text in texts])
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0).astype(np.float32)


def _direction(word: str) -> npt.NDArray[np.float64]:
    return np.random.default_rng(list(word.encode())).standard_normal(DIMENSIONS)
