"""Static models: a tokenizer and one table; the vector of a text is the mean of its tokens' rows, made a unit vector.

Reads the `StaticEmbedding` format of sentence-transformers (and of model2vec) with tokenizers, safetensors and numpy
alone, so that starting costs no import of torch.
"""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load
from tokenizers import Tokenizer
from tokenizers.normalizers import Lowercase

from indexer.encoders import Vectors
from indexer.encoders.unigram import Ids, Unigram
from indexer.errors import EncoderUnavailable

WEIGHTS: Final = "model.safetensors"
TOKENIZER: Final = "tokenizer.json"
MODULES: Final = "modules.json"
TABLE_NAMES: Final = ("embedding.weight", "embeddings")
"""What sentence-transformers and what model2vec call the table."""

BATCH: Final = 256
"""Texts that one thread cuts and sums at a time."""

FEW: Final = 16
"""Texts up to which nothing is made ready for many: that takes a tenth of a second."""


def is_static(folder: Path) -> bool:
    """Whether a folder holds a static model, and nothing behind it but scaling to unit length."""
    try:
        modules = json.loads((folder / MODULES).read_text("utf-8"))
        kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return kinds[:1] == ["StaticEmbedding"] and set(kinds[1:]) <= {"Normalize"}


class StaticEncoder:
    """An encoder that looks rows up. Safe to use from many threads."""

    def __init__(self, name: str, tokenizer: Tokenizer, table: npt.NDArray[np.floating]) -> None:
        """`table` has shape (vocabulary of the tokenizer, dimensions)."""
        self._id = name
        self._tokenizer = tokenizer
        self._folds = isinstance(tokenizer.normalizer, Lowercase)
        if self._folds:
            # Python folds case a hundred times faster than the tokenizer, which keeps offsets that nobody asks for.
            tokenizer.normalizer = None
        self._table = table
        self._ready = False
        self._unigram: Unigram | None = None

    @classmethod
    def load(cls, folder: Path) -> "StaticEncoder":
        """Read a model folder; its id is `static-` and a hash of both files. Raises EncoderUnavailable."""
        try:
            weights = (folder / WEIGHTS).read_bytes()
            cutting = (folder / TOKENIZER).read_bytes()
            tensors = load(weights)
            table = next(tensors[name] for name in TABLE_NAMES if name in tensors)
            tokenizer = Tokenizer.from_buffer(cutting)
        except (OSError, SafetensorError, StopIteration, ValueError) as error:
            raise EncoderUnavailable(f"编码器目录“{folder}”不完整或已损坏（{error}），请重新训练或安装。") from error
        if tokenizer.get_vocab_size() > len(table):
            raise EncoderUnavailable(f"编码器目录“{folder}”的词表比向量表长，两个文件不是同一个模型的。")
        digest = hashlib.sha256(weights)
        digest.update(cutting)
        return cls(f"static-{digest.hexdigest()[:16]}", tokenizer, table)

    @property
    def id(self) -> str:
        """`static-` and a hash of the model."""
        return self._id

    @property
    def dimensions(self) -> int:
        """Length of one vector."""
        return int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (texts, dimensions); a text without any known token gives zeros."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        if len(texts) > FEW and not self._ready:
            self._make_ready()
        starts = range(0, len(texts), BATCH)
        if len(starts) > 1:
            # Most of cutting and summing happens outside the interpreter's lock: threads use all cores.
            with ThreadPoolExecutor(cpu_count()) as threads:
                list(threads.map(lambda at: self._sum_rows(texts[at : at + BATCH], vectors[at : at + BATCH]), starts))
        elif len(texts):
            self._sum_rows(texts, vectors)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1)
        return vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The same as `encode`: a static model knows no prompt."""
        return self.encode(texts)

    def _make_ready(self) -> None:
        """For many texts at once; the vectors stay the same, bit for bit."""
        self._table = self._table.astype(np.float32, copy=False)
        self._unigram = None if self._table[0].any() else Unigram.of(self._tokenizer)
        self._ready = True

    def _sum_rows(self, texts: Sequence[str], sums: Vectors) -> None:
        for place, ids in enumerate(self._cut(texts)):
            if len(ids):
                # Sum by sum, so that a text's vector does not depend on what it is encoded together with.
                self._table.take(ids, axis=0).astype(np.float32, copy=False).sum(axis=0, out=sums[place])

    def _cut(self, texts: Sequence[str]) -> Sequence[Ids | list[int]]:
        readable = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        if self._folds:
            readable = [text.replace("Σ", "σ").lower() for text in readable]  # Σ alone is folded by its place
        if len(texts) > FEW and self._unigram:
            return self._unigram.cut(readable)
        cut = self._tokenizer.encode_batch_fast(readable, add_special_tokens=False)
        return [encoding.ids for encoding in cut]
