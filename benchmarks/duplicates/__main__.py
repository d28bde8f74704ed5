"""Ours and simple methods on planted repeats: `make bench-duplicates`.

Look at `tune` while developing; `test` is measured when everything is frozen. Repeats have their recall with the true
source named; a next stage (upgrade) and the innocent ones (same title, template, other method) the share alarmed.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from benchmarks.duplicates.baselines import BASELINES
from benchmarks.duplicates.measures import Measured, OfClass, Share, measure
from benchmarks.duplicates.methods import Method
from benchmarks.duplicates.parts import PER_CLASS, Benchmark, Part
from benchmarks.duplicates.split import PARTS
from benchmarks.held_out import HeldOut
from benchmarks.tables import print_table

METHODS: Final[Mapping[str, Method]] = BASELINES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of real texts")
    parser.add_argument("--part", choices=PARTS, default="tune")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS), metavar="METHOD")
    parser.add_argument("--rotation", type=int, default=0, help="of the folds of rewritten texts, see split.py")
    parser.add_argument("--per-class", type=int, default=PER_CLASS, help="planted submissions of a class")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    part = Benchmark.read(HeldOut(options.data), options.rotation, options.per_class).part(options.part)
    seconds: dict[str, float] = {}
    measured = {name: _measured(METHODS[name], part, name, seconds) for name in options.methods}
    if options.json:
        print(json.dumps({name: asdict(each) for name, each in measured.items()}, ensure_ascii=False, indent=1))
    else:
        _print(part, measured, seconds)


def _measured(method: Method, part: Part, name: str, seconds: dict[str, float]) -> Measured:
    started = time.process_time()
    submissions = [*part.unrelated, *(planted.submission for planted in part.planted)]
    answers = method(part.history, submissions)
    seconds[name] = time.process_time() - started
    return measure(part, answers[: len(part.unrelated)], answers[len(part.unrelated) :])


def _print(part: Part, measured: Mapping[str, Measured], seconds: Mapping[str, float]) -> None:
    print(
        f"{part.name}: {len(part.history):,} records, {len(part.unrelated):,} unrelated submissions, "
        f"{len(part.planted):,} planted\n"
    )
    print("Found, or of what is no repeat alarmed, at 1 % false alarms, with the 95 % interval\n")
    _print_classes(measured, lambda each: each.found if each.standing == "repeat" else each.alarmed)
    rows = [
        ["threshold", "", *(f"{each.threshold:.3f}" for each in measured.values())],
        ["unrelated alarmed", "", *(_cell(each.unrelated) for each in measured.values())],
        ["type right", "", *(_cell(each.typed) for each in measured.values())],
        ["calibration error", "", *(_error(each.calibration_error) for each in measured.values())],
        ["CPU seconds", "", *(f"{seconds[name]:.1f}" for name in measured)],
    ]
    print_table(["of all", "", *measured], rows, as_json=False)
    print("\nThe true source comes first, whatever its score\n")
    _print_classes(measured, lambda each: each.first)
    for title, figure in _VERDICTS.items():
        if any(figure(row) for each in measured.values() for row in each.classes):
            print(f"\n{title}\n")
            _print_classes(measured, figure)


_VERDICTS: Final[dict[str, Callable[[OfClass], Share | None]]] = {
    "The true sources are among the candidates": lambda each: each.candidates,
    "Called 高度疑似": lambda each: each.certain,
    "Called 疑似 or 高度疑似": lambda each: each.suspected,
    "The type is right": lambda each: each.typed,
}


def _print_classes(measured: Mapping[str, Measured], figure: Callable[[OfClass], Share | None]) -> None:
    """One row a class, one column a method."""
    by_class: Sequence[tuple[OfClass, ...]] = list(zip(*(each.classes for each in measured.values()), strict=True))
    rows = [[_name(row[0]), str(row[0].alarmed.of), *(_cell(figure(each)) for each in row)] for row in by_class]
    print_table(["planted", "n", *measured], rows, as_json=False)


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
