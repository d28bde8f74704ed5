"""Encoders: text in, unit vectors out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from indexer.errors import EncoderUnavailable

Vectors = npt.NDArray[np.float32]
"""Unit vectors, one a row, shape (number of texts, dimensions)."""

BUNDLED: Final = Path(__file__).parent / "bundled"
"""Folder of the static model that comes with the program; its README.md is the model card."""


class Encoder(Protocol):
    """Anything that turns texts into unit vectors; two equal texts give bit-equal vectors."""

    @property
    def id(self) -> str:
        """Names the model and its weights; another id means that an index must be rebuilt."""

    @property
    def dimensions(self) -> int:
        """Length of one vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode passages; an empty text gives a row of zeros."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions, with the model's own query prompt where it has one."""


def load_encoder(name: str) -> Encoder:
    """The encoder that the settings name: `bundled`, a model folder, or a sentence-transformers model by name.

    Static models are read by our own reader, without torch; the libraries that any other model needs are imported
    here and not before. Raises EncoderUnavailable.
    """
    from indexer.encoders.static import StaticEncoder, is_static

    folder = BUNDLED if name == "bundled" else Path(name).expanduser()
    if is_static(folder):
        return StaticEncoder.load(folder)
    if not folder.is_dir() and _looks_like_a_path(name):
        # Asked for a folder that is not there, sentence-transformers would go and look for it on the network.
        raise EncoderUnavailable(f"找不到编码器目录“{name}”，请检查 INNOKB_ENCODER；不设置则使用随程序附带的 bundled。")
    from indexer.encoders.transformer import TransformerEncoder

    return TransformerEncoder.load(str(folder) if folder.is_dir() else name)


def _looks_like_a_path(name: str) -> bool:
    """Model names are `organisation/model`; anything else can only be meant as a folder."""
    return name.count("/") != 1 or name.startswith((".", "/", "~")) or "\\" in name


__all__ = ["BUNDLED", "Encoder", "Vectors", "load_encoder"]
