"""Checking a table: every submission against what was handed in before, and against the others of the table."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from corpus.achievement import Achievement
from search_api.duplicates.candidates import prepare
from search_api.duplicates.checking import Checked, Match, check, concluded, judged
from search_api.duplicates.elsewhere import answered
from search_api.duplicates.library import Library
from search_api.duplicates.pairs import AT_ONCE, Shelf, compared, look, look_beside
from search_api.duplicates.table import Table, Waiting, indexed
from search_api.duplicates.verdict import Model, bundled_model

FEW: Final = 200
"""Submissions up to which processes of their own do not repay their start of some seconds."""

FIRST: Final = 8
"""Submissions that are answered together at first."""

Made = TypeVar("Made")


def check_batch(
    library: Library,
    submissions: Sequence[Achievement],
    *,
    within_batch: bool,
    start: int = 0,
    model: Model | None = None,
    waiting: Waiting = lambda: None,
) -> Generator[Checked, None, None]:
    """Answer the submissions from position `start` on, in their order.

    Each is compared with the base, and with `within_batch` with all others of the table, those before `start` too.
    Answers do not depend on the order of the table; without `within_batch` they are those of `check`, and with it they
    are these and the matches in the table. `waiting` is called now and then, and may raise to break off.
    """
    weights = model or bundled_model()
    with ExitStack() as stack:
        table = stack.enter_context(indexed(library, submissions, waiting)) if within_batch else None
        answer = stack.enter_context(_comparing(library, submissions, table, weights))
        for positions in _portions(start, len(submissions)):
            waiting()
            yield from answer(positions)


def check_apart(
    opened: Callable[[], AbstractContextManager[Library]],
    submissions: Sequence[Achievement],
    then: Callable[[int, Checked], Made],
    *,
    within_batch: bool,
    start: int = 0,
    model: Model | None = None,
    processes: int = 2,
    waiting: Waiting = lambda: None,
) -> Generator[Made, None, None]:
    """What `then` makes of each position and its answer, as `check_batch` gives it, in processes of their own.

    Each process opens the library itself; `opened` and `then` can be pickled, and only what `then` makes travels.
    Closing ends the processes. Raises CheckInterrupted where one was ended from outside, and what `waiting` raises.
    """
    weights = model or bundled_model()
    with ExitStack() as stack:
        library = stack.enter_context(opened())
        if processes < 2 or len(submissions) - start <= FEW:
            checks = check_batch(
                library, submissions, within_batch=within_batch, start=start, model=weights, waiting=waiting
            )
            yield from map(then, range(start, len(submissions)), checks)
            return
        table = stack.enter_context(indexed(library, submissions, waiting)) if within_batch else None
        opening = partial(_making, opened, tuple(submissions), table, weights, then)
        for made in answered(opening, _portions(start, len(submissions)), processes, waiting):
            yield from made


@contextmanager
def _making(
    opened: Callable[[], AbstractContextManager[Library]],
    submissions: Sequence[Achievement],
    table: Table | None,
    model: Model,
    then: Callable[[int, Checked], Made],
) -> Iterator[Callable[[range], list[Made]]]:
    """What a process of its own does."""
    with opened() as library, _comparing(library, submissions, table, model) as answer:
        yield lambda positions: list(map(then, positions, answer(positions)))


@contextmanager
def _comparing(
    library: Library, submissions: Sequence[Achievement], table: Table | None, model: Model
) -> Iterator[Callable[[range], Iterator[Checked]]]:
    """Turns positions into answers."""
    if table is None:
        yield lambda positions: check(library, [submissions[at] for at in positions], model)
        return
    places = {id: at for at, id in enumerate(table.ids)}
    with table.library(library) as others:
        yield lambda positions: _with_others(library, others, table, places, positions, model)


def _with_others(
    library: Library, others: Library, table: Table, places: Mapping[int, int], positions: range, model: Model
) -> Iterator[Checked]:
    """Compare with the base, then with the others of the table, and put both together."""
    shelf, beside = Shelf(library), Shelf(others)
    looked = look(library, prepare(library, [table.submissions[at] for at in positions]), shelf)
    among = look_beside(others, looked, [table.ids[at] for at in positions], beside)
    both = zip(compared(library, looked, shelf), compared(others, among, beside), strict=True)
    for of_base, of_table in both:
        inside = (_in_table(match, places) for match in judged(of_table, model))
        yield concluded(of_base, [*judged(of_base, model), *inside])


def _in_table(match: Match, places: Mapping[int, int]) -> Match:
    position = places[match.verdict.id]
    return replace(match, verdict=replace(match.verdict, id=position), position=position)


def _portions(start: int, end: int) -> Iterator[range]:
    """Positions that are answered together: few at first, so that something is soon seen to happen, then more."""
    size = FIRST
    while start < end:
        yield range(start, min(start + size, end))
        start, size = start + size, min(2 * size, AT_ONCE)
