"""Whether a submission says itself that it goes on from the achievement."""

import re
from dataclasses import dataclass
from typing import Final

from indexer.keys import letters
from search_api.duplicates.evidence.names import unit_likeness
from search_api.duplicates.evidence.observed import Evidence
from search_api.duplicates.pairs import Pair

_SENTENCE: Final = re.compile(r"[^。！？!?；;\n]+")
_STAGE: Final = re.compile(r"[一二三四]期|前期|升级|改进|延续|深化|后续|在.{0,12}基础上|2\.0|新一代")

SHORTEST: Final = 4
"""Letters of a title or code that is looked for."""


@dataclass(frozen=True, slots=True)
class DeclaredStage:
    """An earlier stage of the same unit or people that is named by its title or code."""

    name: str = "declared stage"
    levels: tuple[str, ...] = ("none", "by others", "declared")

    def observe(self, pair: Pair) -> Evidence:
        """The words that declare it."""
        declared = _declaring(pair)
        if declared is None:
            return Evidence(self.name, "none")
        same_unit = unit_likeness(pair) in ("same", "branch", "alike")
        own = same_unit or not {*pair.submission.people}.isdisjoint(pair.achievement.people)
        return Evidence(self.name, "declared" if own else "by others", detail=(declared,))


def _declaring(pair: Pair) -> str | None:
    """The sentence that speaks of a stage and names the achievement, and is not the achievement's own."""
    theirs = pair.achievement_text.letters
    for match in _SENTENCE.finditer(pair.submission.body):
        said = match[0].strip()
        if _STAGE.search(said) and _names(said, pair) and letters(said) not in theirs:
            return said
    return None


def _names(said: str, pair: Pair) -> bool:
    """By code, by title between 《》, or by a bare title that the achievement's own text does not begin with too."""
    title, code = letters(pair.achievement.title), letters(pair.achievement.code)
    spoken = letters(said)
    if (len(code) >= SHORTEST and code in spoken) or f"《{pair.achievement.title}》" in said:
        return True
    return len(title) >= SHORTEST and title in spoken and title not in letters(pair.achievement.body)
