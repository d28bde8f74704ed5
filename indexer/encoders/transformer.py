"""Any sentence-transformers model, with its own query prompt."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from indexer.encoders import Vectors
from indexer.errors import EncoderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

QUERY_PROMPTS: Final = {
    "bge-small-zh": "为这个句子生成表示以用于检索相关文章：",
    "bge-base-zh": "为这个句子生成表示以用于检索相关文章：",
    "bge-large-zh": "为这个句子生成表示以用于检索相关文章：",
    "multilingual-e5": "query: ",
}
"""Query prompts of well-known models whose files do not say them, by a part of the model's name (model cards)."""

PASSAGE_PROMPTS: Final = {"multilingual-e5": "passage: "}
"""The same for passages."""


class TransformerEncoder:
    """A sentence-transformers model as an encoder."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self._model = model
        self._id = f"{name.rstrip('/').rsplit('/', 1)[-1]}-{_fingerprint(model)}"
        self._query_prompt = _prompt(model, "query", QUERY_PROMPTS, name)
        self._passage_prompt = _prompt(model, "document", PASSAGE_PROMPTS, name)

    @classmethod
    def load(cls, name: str) -> "TransformerEncoder":
        """Load a folder or a model by name; one already on this machine is used without asking the network.

        Raises EncoderUnavailable.
        """
        from sentence_transformers import SentenceTransformer

        try:
            return cls(name, SentenceTransformer(name, local_files_only=True))
        except Exception as missing:
            try:
                return cls(name, SentenceTransformer(name))
            except Exception as error:
                # What such models can fail with has no common base: network, files, code of the model.
                message = (
                    f"编码器“{name}”无法加载（{error}）。请先在能上网的机器上下载，再把 INNOKB_ENCODER 设为其目录。"
                )
                raise EncoderUnavailable(message) from missing

    @property
    def id(self) -> str:
        """The model's short name and a hash of its weights."""
        return self._id

    @property
    def dimensions(self) -> int:
        """Length of one vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, shape (texts, dimensions)."""
        return self._encode(texts, self._passage_prompt)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, shape (texts, dimensions)."""
        return self._encode(texts, self._query_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        # Each text once: in another place of a batch it could get another last bit.
        places = {text: place for place, text in enumerate(dict.fromkeys(filter(str.strip, texts)))}
        if places:
            unique = self._model.encode(
                list(places), prompt=prompt, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
            )
            for row, text in enumerate(texts):
                if text in places:
                    vectors[row] = unique[places[text]]
        return vectors


def _prompt(model: "SentenceTransformer", kind: str, known: dict[str, str], name: str) -> str:
    own: str | None = model.prompts.get(kind)
    return own or next((prompt for part, prompt in known.items() if part in name.lower()), "")


def _fingerprint(model: "SentenceTransformer") -> str:
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()[:16]
