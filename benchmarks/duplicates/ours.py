"""Our own finding of repeats, fitted on the part to fit and asked as the others are.

`python -m benchmarks.duplicates.ours --data …` writes the weights that come with the program, the same from the same
data, in about two minutes of CPU time.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.duplicates.methods import Answer, Method
from benchmarks.duplicates.parts import Benchmark, Part
from benchmarks.duplicates.truth import Record
from benchmarks.held_out import HeldOut
from benchmarks.retrieval.base import indexed
from corpus.achievement import Achievement
from search_api.duplicates.checking import Checked, check
from search_api.duplicates.evidence import OBSERVERS, Evidence, Observer, observe
from search_api.duplicates.library import Library
from search_api.duplicates.pairs import compare
from search_api.duplicates.verdict import Model, written

WEIGHTS: Final = Path(__file__).parents[2] / "search_api" / "duplicates" / "weights.toml"

HEAD: Final = """\
# Log-odds by level of each kind of evidence, 0 where it is missing: above 0 for a repeat, below 0 against one.
# Fitted on {pairs:,} pairs of the part to fit, of planted and rewritten texts: python -m benchmarks.duplicates.ours
"""

PENALTY: Final = 0.3
"""Weight of the squares of all weights in what is minimised."""

FOLDS: Final = 5
"""Turns of the cross-validation that calibrates."""

GIVEN: Final[Mapping[str, Mapping[str, float]]] = {
    "dates and awards": dict.fromkeys(("same award", "same dates", "one date", "other"), 0.0),
    "declared stage": {"by others": 0.0, "referred": -2.0},
}
"""Levels whose weight is given and not fitted, as nothing planted is like what they stand for; in the fit they say
nothing. At 0 they are only shown to people. That a team refers to its own earlier work makes of a sure repeat (0.98) a
likely one (0.87), and of a copy nothing else.
"""

FAINT: Final = 0.12
"""Log-odds below which a weight is taken for nothing: it would only move an answer whose level is just reached."""

NEUTRAL: Final = ("among others", "none")
"""Levels that say nothing by their words."""

Row = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of the part to fit: the submission it belongs to, its evidence, and whether it is a repeat."""

    submission: int
    evidence: tuple[Evidence, ...]
    repeat: bool


def ours(fit: Part) -> Method:
    """Fit, then ask."""
    return asking(fitted(examples(fit)))


def asking(model: Model) -> Method:
    """Our method with a model."""

    def ask(history: Sequence[Record], submissions: Sequence[Achievement]) -> list[Answer]:
        with library(history) as known:
            return [_answer(each) for each in check(known, submissions, model)]

    return ask


@contextmanager
def library(history: Sequence[Record]) -> Iterator[Library]:
    """A history, indexed as the program does it."""
    achievements = [record.achievement for record in history]

    def read(ids: Sequence[int]) -> Mapping[int, Achievement]:
        return {id: achievements[id - 1] for id in ids}

    with indexed(achievements, "bundled") as base:
        yield Library(base.engine, base.tokenizer, base.encoder, read)


def examples(part: Part) -> list[Example]:
    """All pairs of a part, in the order of its submissions, the unrelated first."""
    submissions = [*part.unrelated, *(planted.submission for planted in part.planted)]
    sources: list[tuple[int, ...]] = [()] * len(part.unrelated)
    sources += [planted.sources if planted.standing == "repeat" else () for planted in part.planted]
    with library(part.history) as known:
        return [
            Example(at, observe(pair), pair.candidate.id in true)
            for at, (compared, true) in enumerate(zip(compare(known, submissions), sources, strict=True))
            for pair in compared.pairs
        ]


def fitted(pairs: Sequence[Example]) -> Model:
    """A logistic model, calibrated on the best pair of each submission that it has not seen."""
    truths = np.array([pair.repeat for pair in pairs])
    folds = np.array([pair.submission % FOLDS for pair in pairs])
    rows = _rows(pairs, truths)
    unseen = np.empty(len(pairs))
    for fold in range(FOLDS):
        unseen[folds == fold] = rows[folds == fold] @ _logistic(rows[folds != fold], truths[folds != fold], rising=True)
    best: dict[int, int] = {}
    for at, pair in enumerate(pairs):
        if pair.submission not in best or unseen[at] > unseen[best[pair.submission]]:
            best[pair.submission] = at
    places = list(best.values())
    shift, slope = _logistic(np.column_stack((np.ones(len(places)), unseen[places])), truths[places])
    weights = slope * _logistic(rows, truths, rising=True)
    weights[0] += shift
    return _model(weights, _missing(pairs, truths))


def _logistic(rows: Row, truths: npt.NDArray[np.bool_], *, rising: bool = False) -> Row:
    """Weights of a logistic model with an L2 penalty; the first is the base. Of `rising` ones no other is below 0."""
    signs = np.where(truths, 1.0, -1.0)

    def loss(weights: Row) -> tuple[float, Row]:
        margins = signs * (rows @ weights)
        pulled = np.concatenate(([0.0], weights[1:])) * PENALTY
        slopes = -signs / (1 + np.exp(np.minimum(margins, 500)))
        return float(np.logaddexp(0, -margins).sum() + (pulled @ weights) / 2), rows.T @ slopes + pulled

    bounds = [(None, None), *[(0.0 if rising else None, None)] * (rows.shape[1] - 1)]
    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    weights: Row = found.x
    return weights


def _rows(pairs: Sequence[Example], truths: npt.NDArray[np.bool_]) -> Row:
    """1 for the base, then the steps of each kind of evidence."""
    missing = _missing(pairs, truths)
    steps = [
        [
            step
            for observer, each in zip(OBSERVERS, pair.evidence, strict=True)
            for step in _steps(observer, each.level, missing)
        ]
        for pair in pairs
    ]
    return np.column_stack((np.ones(len(pairs)), np.array(steps)))


def _steps(observer: Observer, level: str, missing: Mapping[str, int]) -> list[float]:
    """1 for each step from the loosest level up to this one, or to that which `missing` is read as."""
    ranked = _ranked(observer)
    at = missing[observer.name] if level not in ranked or level in GIVEN.get(observer.name, {}) else ranked.index(level)
    return [float(at <= step) for step in range(len(ranked) - 1)]


def _ranked(observer: Observer) -> list[str]:
    return [level for level in observer.levels if level != "missing"]


def _missing(pairs: Sequence[Example], truths: npt.NDArray[np.bool_]) -> dict[str, int]:
    """The level of each kind of evidence that says as much as if it were missing, which is nothing.

    It is a neutral one, or else the level that repeats have as often as what is missing, or as all pairs.
    """
    found: dict[str, int] = {}
    for at, observer in enumerate(OBSERVERS):
        ranked = _ranked(observer)
        levels = np.array([pair.evidence[at].level for pair in pairs])
        repeats = {level: float(truths[levels == level].mean()) for level in dict.fromkeys(levels.tolist())}
        usual = repeats.get("missing", float(truths.mean()))
        nearest = min(ranked, key=lambda level: abs(repeats.get(level, 2.0) - usual))
        found[observer.name] = ranked.index(next((level for level in NEUTRAL if level in ranked), nearest))
    return found


def _model(row: Row, missing: Mapping[str, int]) -> Model:
    """The weights by level, 0 where it is missing."""
    base, weights, at = float(row[0]), {}, 1
    for observer in OBSERVERS:
        ranked = _ranked(observer)
        points = [*np.cumsum(row[at : at + len(ranked) - 1][::-1])[::-1].tolist(), 0.0]
        nothing = points[missing[observer.name]]
        said = dict(zip(ranked, (each - nothing for each in points), strict=True))
        said |= GIVEN.get(observer.name, {})
        weights[observer.name] = {level: _weight(said.get(level, 0.0)) for level in observer.levels}
        base += nothing
        at += len(ranked) - 1
    return Model(round(base, 3), weights)


def _weight(points: float) -> float:
    return round(points, 3) if abs(points) >= FAINT else 0.0


def _answer(checked: Checked) -> Answer:
    if not checked.matches:
        return Answer(None, 0.0, checked.level, "", checked.candidates)
    best = checked.matches[0].verdict
    return Answer(best.id, best.probability, checked.level, checked.type or "", checked.candidates)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of real texts")
    part = Benchmark.read(HeldOut(parser.parse_args().data)).part("fit")
    pairs = examples(part)
    WEIGHTS.write_text(HEAD.format(pairs=len(pairs)) + written(fitted(pairs)), "utf-8")


if __name__ == "__main__":
    main()
