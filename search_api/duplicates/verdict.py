"""How likely a pair is a repeat: a model so small that it can be read, whose contributions add up to its answer."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, fsum
from typing import Final, Literal

from search_api.duplicates.evidence.observed import Evidence, graded

Level = Literal["高度疑似", "疑似", "相关", "无关"]

LEVELS: Final[tuple[tuple[Level, float], ...]] = (("高度疑似", 0.9), ("疑似", 0.5), ("相关", 0.1))
"""Least probability of each level; below the last it is 无关."""

BASE: Final = "base"
"""Name of the contribution that every pair starts from."""


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds are `base` and one contribution from each kind of evidence, that of its level.

    Evidence or a level without a weight says nothing.
    """

    base: float
    weights: Mapping[str, Mapping[str, float]]

    def contributions(self, evidence: Sequence[Evidence]) -> tuple["Contribution", ...]:
        """The base, and what each piece of evidence adds."""
        points = (self.weights.get(each.name, {}).get(each.level, 0.0) for each in evidence)
        seen = (Contribution(each.name, point) for each, point in zip(evidence, points, strict=True))
        return Contribution(BASE, self.base), *seen


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a piece of evidence adds to the log-odds; below 0 it speaks against a repeat."""

    name: str
    points: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely it is that an achievement is repeated, and why. `log_odds` is the sum of `contributions`."""

    id: int
    log_odds: float
    probability: float
    level: str
    contributions: tuple[Contribution, ...]
    evidence: tuple[Evidence, ...]

    def seen(self, name: str) -> Evidence:
        """The evidence of a name. Raises KeyError."""
        for each in self.evidence:
            if each.name == name:
                return each
        raise KeyError(name)


def judge(id: int, evidence: Sequence[Evidence], model: Model) -> Verdict:
    """Weigh the evidence that a submission repeats the achievement with this id."""
    contributions = model.contributions(evidence)
    log_odds = fsum(each.points for each in contributions)
    probability = _probability(log_odds)
    return Verdict(id, log_odds, probability, graded(probability, LEVELS, "无关"), contributions, tuple(evidence))


@cache
def bundled_model() -> Model:
    """The model that comes with the program; `weights.toml` says what it was fitted on."""
    text = resources.files("search_api.duplicates").joinpath("weights.toml").read_text("utf-8")
    return read_model(text)


def read_model(text: str) -> Model:
    """A model from its file."""
    tables = tomllib.loads(text)
    return Model(tables["base"], tables["weights"])


def written(model: Model) -> str:
    """The file of a model, which `read_model` reads back the same."""
    lines = [f"base = {model.base!r}"]
    for name, levels in model.weights.items():
        lines += ["", f'[weights."{name}"]', *(f'"{level}" = {points!r}' for level, points in levels.items())]
    return "\n".join(lines) + "\n"


def _probability(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds)) if log_odds > -700 else 0.0
