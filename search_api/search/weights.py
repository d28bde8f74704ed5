"""How much each arm of a search counts. Chosen by `make bench-retrieval` on texts that are measured nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SHORT: Final = 12
"""Characters up to which a question counts as a few key words rather than a title or a sentence."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each arm by its name; an arm that is not named does not count."""

    arms: Mapping[str, float]


KEY_WORDS: Final = Weights({"words": 1.0, "bigrams": 1.0, "characters": 0.5, "vector": 0.5})
"""For a few words."""

SENTENCE: Final = Weights({"words": 1.0, "bigrams": 1.0, "characters": 0.5, "vector": 0.5})
"""For titles, sentences and whole texts."""


def weights_for(question: str) -> Weights:
    """The weights for a question in cleaned text."""
    return KEY_WORDS if len(question) <= SHORT else SENTENCE
