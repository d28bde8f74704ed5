"""What checking costs: `python -m benchmarks.duplicates.cost [--records N] [--table M] [--processes P]`.

Single checks of synthetic submissions against a kept base of N records, and a table of M of them, against the base and
within itself, with all evidence, in P processes. CPU time and peak memory (looked at ten times a second) are those of
this process and its workers together; every second submission of a hundred repeats another of its table.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from itertools import islice

import numpy as np

from benchmarks.indexing import Memory
from benchmarks.synthetic_base import SEED, settings_for
from corpus.achievement import Achievement
from corpus.synthetic import achievements
from search_api.duplicates.batch import check_apart
from search_api.duplicates.checking import Checked, check
from search_api.duplicates.library import opened
from search_api.settings import Settings

SINGLE = 200
REPEATED = 50
"""One of so many submissions is the one before it under another title."""


def submissions(count: int) -> list[Achievement]:
    """Submissions that are not in the base, some of them repeats of each other."""
    made = [each.model_copy(update={"source": "查重"}) for each in islice(achievements(count, seed=SEED), count)]
    for at in range(1, count, REPEATED):
        made[at] = made[at - 1].model_copy(update={"title": "一项改造", "code": ""})
    return made


def single(settings: Settings) -> None:
    """Checks one by one, as a page asks for them."""
    asked = submissions(SINGLE)
    with opened(settings) as library:
        list(check(library, asked[:5]))
        wall, cpu = zip(*(_timed(partial(next, check(library, [each]))) for each in asked), strict=True)
    p50, p95 = np.percentile(np.array(wall) * 1000, [50, 95])
    print(f"single check: p50 {p50:.0f} ms, p95 {p95:.0f} ms, CPU {np.mean(cpu) * 1000:.0f} ms in the mean", flush=True)


def table(settings: Settings, asked: Sequence[Achievement], processes: int) -> None:
    """A whole table."""
    memory = Memory()
    started, answers = time.perf_counter(), list[int | None]()
    before = _cpu()
    checks = check_apart(partial(opened, settings), asked, alarmed, within_batch=True, processes=processes)
    with closing(checks):
        for answer in checks:
            if not answers:
                prepared = time.perf_counter() - started
            answers.append(answer)
    wall, cpu = time.perf_counter() - started, _cpu() - before
    found = sum(answers[at] == at - 1 for at in range(1, len(asked), REPEATED))
    print(
        f"table of {len(asked):,}, {processes} processes: {wall:.0f} s ({prepared:.0f} s to the first answer), "
        f"CPU {cpu:.0f} s, {wall / len(asked) * 1000:.0f} ms and CPU {cpu / len(asked) * 1000:.0f} ms a submission, "
        f"peak memory {memory.peak:.0f} MiB; {found} of {len(range(1, len(asked), REPEATED))} planted repeats found"
    )


def alarmed(_position: int, checked: Checked) -> int | None:
    """The submission of the table that is most likely repeated."""
    inside = (match.position for match in checked.matches if match.in_batch and match.verdict.probability >= 0.5)
    return next(inside, None)


def _timed(ask: partial[Checked]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    ask()
    return time.perf_counter() - wall, time.process_time() - cpu


def _cpu() -> float:
    """CPU seconds of this process and the workers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=124_000)
    parser.add_argument("--table", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    settings = settings_for(options.records)
    single(settings)
    table(settings, submissions(options.table), options.processes)


if __name__ == "__main__":
    from benchmarks.duplicates import cost  # workers do not know what is called __main__.alarmed

    cost.main()
