"""Whether a submission says itself that it goes on from the achievement."""

import re
from dataclasses import dataclass
from typing import Final

from indexer.keys import letters
from search_api.duplicates.evidence.names import unit_likeness
from search_api.duplicates.evidence.observed import Evidence
from search_api.duplicates.pairs import Pair

_STAGE: Final = re.compile(r"[一二三四]期|前期|升级|改进|延续|深化|后续|在.{0,12}基础上|2\.0|新一代")


@dataclass(frozen=True, slots=True)
class DeclaredStage:
    """An earlier stage of the same unit or people that is named by its title or code."""

    name: str = "declared stage"
    levels: tuple[str, ...] = ("none", "by others", "declared")

    def observe(self, pair: Pair) -> Evidence:
        """The words that declare it."""
        said = letters(pair.submission.body)
        title, code = letters(pair.achievement.title), letters(pair.achievement.code)
        named = (len(title) >= 4 and title in said) or (len(code) >= 4 and code in said)
        stage = _STAGE.search(pair.submission.body)
        if not named or stage is None:
            return Evidence(self.name, "none")
        same_hands = unit_likeness(pair) in ("same", "branch", "alike") or not {*pair.submission.people}.isdisjoint(
            pair.achievement.people
        )
        return Evidence(self.name, "declared" if same_hands else "by others", detail=(stage[0],))
