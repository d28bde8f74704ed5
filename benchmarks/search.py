"""Time of a search in-process: `python -m benchmarks.search [--records N] [--questions N]`.

Prints median, 90th and 99th percentile in milliseconds of whole answers (ten hits with highlights and explanations,
facets, spelling), for each kind of question, and the processor time of one in the mean, all threads together: on a busy
machine only this can be compared. The base is kept in `benchmarks/.work` and used again.
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic_base import questions, settings_for
from search_api.knowledge_base import KnowledgeBase
from search_api.search import Question, search, similar, suggest

WARM = 10


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds that each piece of work took, and of processor time that one took in the mean."""

    times: list[float]
    processor: float


def timed(work: Sequence[Callable[[], object]]) -> Timed:
    """Do each piece of work, and time it but for the first few."""
    for each in work[:WARM]:
        each()
    times = []
    before = time.process_time()
    for each in work[WARM:]:
        start = time.perf_counter()
        each()
        times.append((time.perf_counter() - start) * 1000)
    return Timed(times, (time.process_time() - before) * 1000 / len(times))


def show(what: str, timed: Timed) -> None:
    median, ninety, ninety_nine = np.percentile(timed.times, (50, 90, 99))
    print(f"| {what} | {median:.1f} | {ninety:.1f} | {ninety_nine:.1f} | {timed.processor:.1f} |", flush=True)


def measure(base: KnowledgeBase, asked: Sequence[str]) -> None:
    def searches(**more: object) -> list[Callable[[], object]]:
        return [lambda text=text: search(base, Question(text, **more)) for text in asked]  # type: ignore[misc, arg-type]

    pasted = [" ".join(asked[at : at + 6]) for at in range(0, len(asked), 6)]
    print("| what | p50 ms | p90 ms | p99 ms | processor ms |\n|---|---|---|---|---|")
    show("hybrid", timed(searches()))
    show("hybrid, one industry, three years", timed(searches(filters={"industry": ("煤炭",)}, years=(2022, 2024))))
    show("words", timed(searches(mode="words")))
    show("vector", timed(searches(mode="vector")))
    show("hybrid, a pasted text", timed([lambda t=t: search(base, Question(t)) for t in pasted]))
    show("browse, a page anywhere", timed([lambda p=p: search(base, Question(page=p)) for p in range(1, 200)]))
    show("suggest", timed([lambda t=t: suggest(base, t[:3]) for t in asked]))
    show("similar", timed([lambda n=n: similar(base, n) for n in range(1, 200)]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory {peak:.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=124_000)
    parser.add_argument("--questions", type=int, default=500)
    chosen = parser.parse_args()
    base = KnowledgeBase(settings_for(chosen.records))
    measure(base, questions(chosen.questions))
    base.close()


if __name__ == "__main__":
    main()
