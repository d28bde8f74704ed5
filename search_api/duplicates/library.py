"""What submissions are compared with: an index, the achievements in it, and what cuts and encodes texts for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.achievement import Achievement
from indexer.encoders import Encoder
from indexer.engine.protocol import Engine
from indexer.tokens import Tokenizer
from search_api.duplicates.templates import NO_RULINGS, Rulings


@dataclass(frozen=True, slots=True)
class Library:
    """`read` gives achievements by id; what may not be compared any more (deleted, say) is left out.

    `rulings` are what staff decided about templates.
    """

    engine: Engine
    tokenizer: Tokenizer
    encoder: Encoder
    read: Callable[[Sequence[int]], Mapping[int, Achievement]]
    rulings: Rulings = NO_RULINGS
