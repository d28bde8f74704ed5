"""What of an achievement goes into an index: its views."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from corpus.achievement import FACET_FIELDS

SCHEMA: Final = 3
"""Version of the views, facets and files of an index; raised with every change after which old indexes are wrong."""

View = Literal["words", "bigrams", "characters", "pinyin", "prints", "keys"]
"""One way of cutting a text into terms.

`words` as the dictionary cuts them (search mode); `bigrams` and `characters` of Chinese, with Latin and digit runs
kept whole; `pinyin` syllables without tone; `prints`, winnowed hashes of 8 characters, for copied passages; `keys`,
identity keys such as patent numbers.
"""

Field = Literal["title", "body", "names"]
"""The part of an achievement that a term stands in; `names` are unit, people, code, patents and the like."""

FACT_FACETS: Final = ("applied", "stage")
"""Facets that are read out of the texts: the codes of `corpus.facts.Facts`, "" where nothing is stated."""

FACETS: Final = (*FACET_FIELDS, *FACT_FACETS)
"""Every facet of a document, `year` among them."""

NUMBER_FIELDS: Final = ("annual_benefit", "total_benefit", "expected_benefit", "trl", "sites", "rights")
"""Figures that are read out of the texts. Benefits in yuan, the largest of their sort by its lower end: realised a
year, realised once, expected. `trl` 1 to 9; `sites` where it is in use; `rights`: patents, software and standards."""


@dataclass(frozen=True, slots=True)
class Document:
    """One achievement, cut and encoded, ready for an engine.

    `terms` maps (view, field) to space-separated terms (no term contains white space), in text order so that
    phrases can be matched. `vector` is a unit vector (dimensions,). `facets` maps each of `FACETS` but `year` to its
    value ("" where unsaid). `suggestion` is the cleaned title. `numbers` maps some of `NUMBER_FIELDS` to a finite
    number, at least 0; what is None or left out is unsaid.
    """

    id: int
    terms: Mapping[tuple[View, Field], str]
    vector: npt.NDArray[np.float32]
    facets: Mapping[str, str]
    year: int | None
    suggestion: str
    numbers: Mapping[str, float | None] = field(default_factory=dict)
