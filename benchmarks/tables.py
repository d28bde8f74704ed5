"""Printing what was measured."""

import json
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from os import cpu_count


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, as_json: bool) -> None:
    """Print rows under their columns, as Markdown with the machine and the date, or as JSON."""
    if as_json:
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
        return
    print(f"{date.today()}, {platform.machine()}, {cpu_count()} cores, Python {platform.python_version()}\n")
    print_rows(columns, rows)


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their columns, as Markdown."""
    for cells in (columns, ["---"] * len(columns), *rows):
        print(f"| {' | '.join(cells)} |")


def shares(figures: Mapping[str, float]) -> str:
    """Figures between 0 and 1 as `.638 / .861 / .719`."""
    return " / ".join(f"{value:.3f}".removeprefix("0") for value in figures.values())
