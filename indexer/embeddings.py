"""Vectors kept by encoder and text, so that nothing is encoded twice.

Everything in the file can be made again: a damaged one is thrown away with a warning, and where the disk refuses,
texts are simply encoded anew. Vectors are kept as float16; those just made pass through the same rounding, so a text
has one vector, bit for bit, whether it was known or not.
"""

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from indexer.encoders import Encoder, Vectors

PATIENCE: Final = 10.0
"""Seconds to wait for another process that writes the file."""

AT_ONCE: Final = 500
"""Keys of one query; SQLite's oldest limit is 999."""

Halves = npt.NDArray[np.float16]
"""Vectors as they are kept, shape (dimensions,) or (texts, dimensions)."""

_TABLE: Final = "CREATE TABLE IF NOT EXISTS vectors (number INTEGER PRIMARY KEY, key BLOB UNIQUE, vector BLOB)"
_log = logging.getLogger(__name__)
_Made = TypeVar("_Made")


class EmbeddingCache:
    """A file of vectors. Holds nothing open between calls; safe to use from many threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def encode(self, encoder: Encoder, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, shape (texts, dimensions): the known ones read, the others encoded and kept."""
        keys = [_key(encoder.id, text) for text in texts]
        known = self._get(sorted(set(keys)), encoder.dimensions)
        unknown = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if unknown:
            made = dict(zip(unknown, rounded(encoder.encode(list(unknown.values()))), strict=True))
            self._put(made)
            known |= made
        return lengthened(np.array([known[key] for key in keys], np.float16).reshape(-1, encoder.dimensions))

    def _get(self, keys: Sequence[bytes], dimensions: int) -> dict[bytes, Halves]:
        def select(connection: sqlite3.Connection) -> dict[bytes, Halves]:
            found: dict[bytes, Halves] = {}
            for start in range(0, len(keys), AT_ONCE):
                some = keys[start : start + AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some)
                found |= {key: np.frombuffer(vector, np.float16) for key, vector in rows}
            return found

        found = self._attempt(select) or {}
        return {key: vector for key, vector in found.items() if vector.shape == (dimensions,)}

    def _put(self, vectors: Mapping[bytes, Halves]) -> None:
        rows = [(key, vector.tobytes()) for key, vector in vectors.items()]
        self._attempt(
            lambda connection: connection.executemany(
                "INSERT OR REPLACE INTO vectors (key, vector) VALUES (?, ?)", rows
            )
        )

    def _attempt(self, work: Callable[[sqlite3.Connection], _Made]) -> _Made | None:
        """Do one transaction; None, and a warning, where the disk does not let us."""
        try:
            with closing(self._connect()) as connection, connection:
                return work(connection)
        except (sqlite3.OperationalError, OSError) as error:
            _log.warning("向量缓存 %s 现在用不了（%s），文本将重新编码。", self._path, error)
        except (sqlite3.DatabaseError, ValueError) as error:
            _log.warning("向量缓存 %s 已损坏（%s），将重新建立。", self._path, error)
            self._throw_away()
        return None

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=PATIENCE)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(_TABLE)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _throw_away(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


def encode(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The same vectors as from a cache, without one."""
    return lengthened(rounded(encoder.encode(texts)))


def rounded(vectors: Vectors) -> Halves:
    """As they are kept."""
    return vectors.astype(np.float16)


def lengthened(halves: Halves) -> Vectors:
    """Unit vectors again, shape (texts, dimensions); rows of zeros stay zero."""
    vectors = halves.astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors


def _key(encoder: str, text: str) -> bytes:
    """128 bits that stand for the encoder and the text."""
    return blake2b(f"{encoder}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
