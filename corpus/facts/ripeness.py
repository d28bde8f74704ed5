"""From all clues of an achievement to one stage, whether it is applied, in how many places."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.facts.application import Clue
from corpus.facts.facts import Applied, Stage

Found = tuple[str, Clue]
"""A clue with the name of the field that it stands in."""


@dataclass(frozen=True, slots=True)
class Ripeness:
    """The sum of the clues, with those that decided; `sites` is the one clue that counts places."""

    stage: Stage
    applied: Applied
    stage_clues: tuple[Found, ...] = ()
    applied_clues: tuple[Found, ...] = ()
    sites: Found | None = None


def ripeness(found: Sequence[Found], *, is_idea: bool, has_results: bool) -> Ripeness:
    """Weigh the clues. `is_idea`: the title says so; `has_results`: realised benefits or changes are told."""
    stage = _stage(found, is_idea, has_results)
    deciding = tuple(each for each in found if each[1].stage == stage and each[1].is_done)
    if stage in ("spread", "in_use", "trial"):
        used = tuple(each for each in found if each[1].is_done and each[1].stage in ("spread", "in_use", "trial"))
        return Ripeness(stage, "yes", deciding[:1], (deciding or used)[:1], _sites(found, stage))
    planned = tuple(each for each in found if each[1].is_planned)
    applied: Applied = "planned" if planned else "unstated" if stage == "unstated" else "no"
    return Ripeness(stage, applied, deciding[:1], (planned or deciding)[:1])


def _stage(found: Sequence[Found], is_idea: bool, has_results: bool) -> Stage:
    """The rules from top to bottom; the first that holds decides."""
    done = [clue for _, clue in found if clue.is_done]
    stages = {clue.stage for clue in done}
    firm = [at for at, clue in enumerate(done) if clue.stage == "in_use" and clue.is_firm]
    trials = [at for at, clue in enumerate(done) if clue.stage == "trial"]
    if any(clue.stage == "spread" and clue.is_firm for clue in done):
        return "spread"
    if trials and not (firm and firm[-1] > trials[-1]):
        return "trial"
    if firm:
        return "in_use"
    if "prototype" in stages:
        return "prototype"
    if is_idea or "idea" in stages:
        return "idea"
    return "in_use" if has_results else "unstated"


def _sites(found: Sequence[Found], stage: Stage) -> Found | None:
    """The count beside the words that decided, else the greatest."""
    counted = [each for each in found if each[1].sites]
    beside = [each for each in counted if each[1].stage == stage]
    return max(beside or counted, key=lambda each: each[1].sites or 0, default=None)
