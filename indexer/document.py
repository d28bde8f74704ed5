"""What of an achievement goes into an index: its views."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

SCHEMA: Final = 1
"""Version of the views, facets and files of an index; raised with every change after which old indexes are wrong."""

View = Literal["words", "bigrams", "characters", "pinyin", "prints", "keys"]
"""One way of cutting a text into terms.

`words` as the dictionary cuts them (search mode); `bigrams` and `characters` of Chinese, with Latin and digit runs
kept whole; `pinyin` syllables without tone; `prints`, winnowed hashes of 8 characters, for copied passages; `keys`,
identity keys such as patent numbers.
"""

Field = Literal["title", "body", "names"]
"""The part of an achievement that a term stands in; `names` are unit, people, code, patents and the like."""


@dataclass(frozen=True, slots=True)
class Document:
    """One achievement, cut and encoded, ready for an engine.

    `terms` maps (view, field) to space-separated terms (no term contains white space), in text order so that
    phrases can be matched. `vector` is a unit vector (dimensions,). `facets` maps each field of
    `corpus.achievement.FACET_FIELDS` but `year` to its value ("" where unsaid). `suggestion` is the cleaned title.
    """

    id: int
    terms: Mapping[tuple[View, Field], str]
    vector: npt.NDArray[np.float32]
    facets: Mapping[str, str]
    year: int | None
    suggestion: str
