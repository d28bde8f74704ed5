"""Where words go: results to stdout, everything else to stderr, so that output can be piped."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol


class Step(Protocol):
    """Called with how much is done and, where it is known, how much there is."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show the progress."""


def say(text: str) -> None:
    """Tell a person something that is not the result."""
    print(text, file=sys.stderr)


def complain(text: str) -> None:
    """Tell a person what went wrong and what mends it."""
    say(f"错误：{text}")


def show(text: str = "") -> None:
    """Print a result; characters that the terminal cannot show are replaced rather than fatal."""
    print(text.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"))


def show_json(value: Mapping[str, Any]) -> None:
    """Print a result for machines: one JSON document, Chinese unescaped."""
    show(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def progress(label: str) -> Iterator[Step]:
    """A progress line on stderr, only where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total=None: bar.update(task, completed=done, total=total)


def _unseen(done: int, total: int | None = None) -> None:
    """Progress that nobody watches."""
