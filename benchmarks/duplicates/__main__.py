"""Ours and simple methods on planted repeats: `make bench-duplicates`.

Look at `tune` while developing; `test` is measured when everything is frozen. Repeats have their recall with the true
source named; a next stage (upgrade) and the innocent ones (same title, template, other method) the share alarmed.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.duplicates.baselines import BASELINES
from benchmarks.duplicates.measures import Figure, Measured, OfClass, Share, measure, pooled
from benchmarks.duplicates.methods import Learner, Method
from benchmarks.duplicates.ours import asking, ours
from benchmarks.duplicates.parts import PER_CLASS, Benchmark, Part
from benchmarks.duplicates.split import PARTS, PartName
from benchmarks.held_out import HeldOut
from benchmarks.tables import print_rows
from search_api.duplicates.verdict import bundled_model


def _untaught(method: Method) -> Learner:
    return lambda _: method


def _shipped(_: Part) -> Method:
    return asking(bundled_model())


METHODS: Final[Mapping[str, Learner]] = {
    "ours": _shipped,
    **{name: _untaught(each) for name, each in BASELINES.items()},
}
REFITTED: Final[Mapping[str, Learner]] = {**METHODS, "ours": ours}
"""In a cross-validation the weights that are shipped know some of what is asked."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of real texts")
    parser.add_argument("--part", choices=PARTS, default="tune")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS), metavar="METHOD")
    parser.add_argument("--cross-validate", action="store_true", help="with all rewritten texts, see split.py")
    parser.add_argument("--per-class", type=int, default=PER_CLASS, help="planted submissions of a class")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    benchmark = Benchmark.read(HeldOut(options.data), options.per_class)
    turns = benchmark.turns(options.part) if options.cross_validate else [benchmark]
    methods = REFITTED if options.cross_validate else METHODS
    runs = {name: [_run(methods[name], turn, options.part) for turn in turns] for name in options.methods}
    measured = {name: pooled([run.measured for run in each]) for name, each in runs.items()}
    if options.json:
        print(json.dumps({name: asdict(each) for name, each in measured.items()}, ensure_ascii=False, indent=1))
    else:
        _print(benchmark.part(options.part), measured, {name: each[0].seconds for name, each in runs.items()})


@dataclass(frozen=True, slots=True)
class _Run:
    measured: Measured
    seconds: float
    """CPU time of the answers to all submissions."""


def _run(learner: Learner, benchmark: Benchmark, name: PartName) -> _Run:
    method, part = learner(benchmark.part("fit")), benchmark.part(name)
    submissions = [*part.unrelated, *(planted.submission for planted in part.planted)]
    started = time.process_time()
    answers = method(part.history, submissions)
    seconds = time.process_time() - started
    return _Run(measure(part, answers[: len(part.unrelated)], answers[len(part.unrelated) :]), seconds)


def _print(part: Part, measured: Mapping[str, Measured], seconds: Mapping[str, float]) -> None:
    print(
        f"{date.today()}, {part.name}: {len(part.history):,} records, {len(part.unrelated):,} unrelated submissions, "
        f"{len(part.planted):,} planted\n"
    )
    print("Found, or of what is no repeat alarmed, at 1 % false alarms, with the 95 % interval\n")
    _print_classes(measured, _outcome)
    print()
    print_rows(
        ["of all", *measured],
        [
            ["threshold", *(f"{each.threshold:.3f}" for each in measured.values())],
            ["unrelated alarmed", *(_cell(each.unrelated) for each in measured.values())],
            ["type right", *(_cell(each.typed) for each in measured.values())],
            ["calibration error", *(_error(each.calibration_error) for each in measured.values())],
            ["CPU seconds", *(f"{seconds[name]:.1f}" for name in measured)],
        ],
    )
    for figure, title in _TITLES.items():
        if any(figure in row.shares for each in measured.values() for row in each.classes):
            print(f"\n{title}\n")
            _print_classes(measured, partial(_given, figure))


def _outcome(of_class: OfClass) -> Share:
    return of_class.shares["found" if of_class.standing == "repeat" else "alarmed"]


def _given(figure: Figure, of_class: OfClass) -> Share | None:
    return of_class.shares.get(figure)


_TITLES: Final[Mapping[Figure, str]] = {
    "first": "The true source comes first, whatever its score",
    "candidates": "The true sources are among the candidates",
    "certain": "Called 高度疑似",
    "suspected": "Called 疑似 or 高度疑似",
    "typed": "The type is right",
}


def _print_classes(measured: Mapping[str, Measured], figure: Callable[[OfClass], Share | None]) -> None:
    """One row a class, one column a method."""
    by_class: Sequence[tuple[OfClass, ...]] = list(zip(*(each.classes for each in measured.values()), strict=True))
    rows = [
        [_name(row[0]), str(row[0].shares["alarmed"].of), *(_cell(figure(each)) for each in row)] for row in by_class
    ]
    print_rows(["planted", "n", *measured], rows)


def _name(of_class: OfClass) -> str:
    return of_class.planted if of_class.standing == "repeat" else f"*{of_class.planted}* ({of_class.standing})"


def _cell(share: Share | None) -> str:
    if share is None:
        return "–"
    low, high = share.interval
    return f"{_short(share.value)} ({_short(low)}–{_short(high)})"


def _short(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def _error(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


if __name__ == "__main__":
    main()
