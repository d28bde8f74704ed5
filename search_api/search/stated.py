"""What achievements state, in short, as the index has it."""

from collections.abc import Sequence
from math import isnan
from typing import Final

from indexer.document import FACT_FACETS
from indexer.engine.protocol import Columns, Engine
from indexer.figures import UNSTATED
from search_api.answers import HitFacts

BENEFITS: Final = ("annual_benefit", "total_benefit", "expected_benefit")


def stated(engine: Engine, ids: Sequence[int]) -> list[HitFacts]:
    """The facts of achievements, in the order of their ids."""
    found = engine.columns_of((*BENEFITS, "trl", *FACT_FACETS), ids) if ids else None
    return [_facts(found, place) for place in range(len(ids))] if found else []


def _facts(found: Columns, place: int) -> HitFacts:
    numbers = {name: None if isnan(column[place]) else float(column[place]) for name, column in found.values.items()}
    codes = {name: coded.values[coded.codes[place]] or UNSTATED for name, coded in found.facets.items()}
    return HitFacts.model_validate(numbers | codes)
