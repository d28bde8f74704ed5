"""Evidence for and against a repeat: one small class a kind, each with its levels from strict to loose."""

from typing import Final

from search_api.duplicates.evidence.claims import Claims
from search_api.duplicates.evidence.copied import Copied, Longest, Verbatim
from search_api.duplicates.evidence.evasion import Evasion
from search_api.duplicates.evidence.figures import Figures
from search_api.duplicates.evidence.meaning import Ahead, Meaning, RareWords
from search_api.duplicates.evidence.names import Numbers, People, Title, Unit
from search_api.duplicates.evidence.observed import Evidence, Observer
from search_api.duplicates.evidence.stage import DeclaredStage
from search_api.duplicates.pairs import RANKED, Pair

OBSERVERS: Final[tuple[Observer, ...]] = (
    Copied("submission"),
    Copied("achievement"),
    Verbatim(),
    Longest(),
    Meaning(),
    RareWords(),
    *(Ahead(arm) for arm in (*RANKED, "rare")),
    Title(bare=False),
    Title(bare=True),
    Numbers(),
    People(),
    Unit(),
    Figures(),
    Claims(),
    DeclaredStage(),
    Evasion(),
)
"""Every kind of evidence, in the order of a report."""


def observe(pair: Pair) -> tuple[Evidence, ...]:
    """All evidence of a pair."""
    return tuple(observer.observe(pair) for observer in OBSERVERS)


__all__ = ["OBSERVERS", "Evidence", "Observer", "observe"]
