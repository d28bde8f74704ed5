"""The table that training starts from: it already tells texts apart, by the rare pieces that they share.

Every piece gets a random direction, and rare ones the longer rows (smooth inverse frequency: Arora, Liang and Ma, "A
Simple but Tough-to-Beat Baseline for Sentence Embeddings", 2017). A word's row also holds the directions of its
characters, so that 提升机 is near 提升 and 绞车 near 车. Last, what all texts have in common is scaled down
(whitening).
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from indexer.training.vocabulary import UNKNOWN_ID

PIECE_SMOOTHING: Final = 1e-3
"""Frequency of a piece at which its row is half as long as that of the rarest."""

CHARACTER_SMOOTHING: Final = 3e-3
"""The same for the characters within a word."""

CHARACTER_SHARE: Final = 0.4
"""How much of a word's row comes from its characters."""

UNSEEN: Final = 0.3
"""Occurrences that a piece is credited with before any is seen."""

FLATTENING: Final = 3e-3
"""Variance, in shares of a text's length squared, below which a direction counts as particular to few texts."""

Table = npt.NDArray[np.float32]


def starting_table(tokenizer: Tokenizer, seen: Sequence[str], bodies: Sequence[str], dims: int, seed: int) -> Table:
    """A table of shape (pieces, dims); the row of the unknown piece is zero.

    `seen` are the texts that tell how frequent pieces are, `bodies` longer ones that tell what texts have in common.
    """
    size = tokenizer.get_vocab_size()
    directions = np.random.default_rng(seed).standard_normal((size, dims), dtype=np.float32) / np.sqrt(dims)
    table = directions * _lengths(_piece_counts(tokenizer, seen), PIECE_SMOOTHING)[:, None]
    _add_characters(table, directions, tokenizer, seen)
    table[UNKNOWN_ID] = 0
    return _whitened(table, tokenizer, bodies) if bodies else table


def _lengths(counts: npt.NDArray[np.float64], smoothing: float) -> Table:
    shares = (counts + UNSEEN) / (counts + UNSEEN).sum()
    return np.asarray(smoothing / (smoothing + shares), np.float32)


def _piece_counts(tokenizer: Tokenizer, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    counts = np.zeros(tokenizer.get_vocab_size())
    for encoding in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False):
        np.add.at(counts, encoding.ids, 1)
    return counts


def _add_characters(table: Table, directions: Table, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text.lower())
    everything = max(counts.total(), 1)
    ids = tokenizer.get_vocab()
    for piece, row in ids.items():
        if len(piece) > 1 and row != UNKNOWN_ID:
            for character in piece:
                if (at := ids.get(character)) is not None:
                    share = (counts[character] + UNSEEN) / everything
                    weight = CHARACTER_SHARE * CHARACTER_SMOOTHING / (CHARACTER_SMOOTHING + share)
                    table[row] += weight * directions[at]


def _whitened(table: Table, tokenizer: Tokenizer, texts: Sequence[str]) -> Table:
    """The table turned so that directions in which all texts vary alike count less."""
    vectors = np.zeros((len(texts), table.shape[1]), np.float32)
    for place, encoding in enumerate(tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)):
        if encoding.ids:
            vectors[place] = table[encoding.ids].sum(axis=0)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    variances, axes = np.linalg.eigh(vectors.T @ vectors / len(texts))
    turned = table @ (axes / np.sqrt(np.maximum(variances, 0) + FLATTENING)) @ axes.T
    # The same size as before, so that one learning rate suits both.
    return np.asarray(turned * (np.linalg.norm(table) / np.linalg.norm(turned)), np.float32)
