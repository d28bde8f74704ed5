"""Screening: `python -m benchmarks.screening [--records N] [--data FOLDER]`.

Compares all records of a synthetic base with everything earlier (time of processor and wall, peak memory), then ranks
them again for changed weights, with and without filters, and makes pages. With `--data`, the cosines that the anchors
of novelty and spread in `search_api/screening/scales.py` stand on: nearest neighbours of real texts that are strangers,
and of rewritings with their source (the half of them that is for tuning).
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.synthetic_base import SEED, settings_for
from corpus.normalize import clean_text
from indexer.encoders import load_encoder
from search_api.knowledge_base import KnowledgeBase
from search_api.screening.candidates import Wanted, candidates, stand
from search_api.screening.indicators import KEYS
from search_api.screening.kept import Kept
from search_api.screening.measuring import Measured, measure, stamp_of
from search_api.screening.running import Screening
from search_api.screening.weighting import Weighting

ROUNDS = 50
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def peak() -> float:
    """The most memory so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of wall and of processor."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def build(base: KnowledgeBase, folder: Path) -> None:
    kept = Kept(folder / "measured.npz", Measured)
    wall, processor = timed(lambda: kept.write(stamp_of(base), measure(base)))
    size = (folder / "measured.npz").stat().st_size / 2**20
    memory = f"{peak():.0f} MiB, file {size:.0f} MiB"
    print(f"| compare all with what is earlier | {wall:.1f} s | {processor:.1f} s | {memory} |")


def weightings(count: int) -> list[Weighting]:
    chance = random.Random(SEED)
    return [Weighting({key: float(chance.randint(1, 10)) for key in KEYS}) for _ in range(count)]


def rerank(base: KnowledgeBase, screening: Screening, filters: Sequence[str], size: int) -> list[float]:
    """Milliseconds of processor from new weights to an order, and with a `size` to a page of it."""
    spent = []
    for weighting in weightings(ROUNDS):
        started = time.process_time()
        standing = stand(base, screening.now(), Wanted(weighting, tuple(filters)))
        if size:
            candidates(base, standing, 1, size)
        spent.append((time.process_time() - started) * 1000)
    return spent


def show(what: str, spent: Sequence[float]) -> None:
    middle, ninety = np.percentile(spent, [50, 90])
    print(f"| {what} | | {middle:.0f} ms, p90 {ninety:.0f} ms | |", flush=True)


def speed(records: int) -> None:
    base = KnowledgeBase(settings_for(records))
    screening = Screening(base)
    folder = base.settings.home / "screening"
    folder.mkdir(exist_ok=True)
    print(f"| {records:,} records | time | processor | memory |\n|---|---|---|---|")
    build(base, folder)
    wall, processor = timed(screening.now)
    print(f"| read the index and the file | {wall:.1f} s | {processor:.1f} s | {peak():.0f} MiB |")
    show("re-rank all for changed weights", rerank(base, screening, (), 0))
    show("the same under a filter", rerank(base, screening, ("industry=煤炭",), 0))
    show("re-rank and a page of 20 with traces", rerank(base, screening, (), 20))
    base.close()


def anchors(data: Path) -> None:
    encoder = load_encoder("bundled")
    patents = [json.loads(line) for line in (data / "patents.jsonl").read_text(encoding="utf-8").splitlines()]
    vectors = encoder.encode([clean_text(f"{each['title']}\n{each['abstract']}") for each in patents])
    dots = vectors @ vectors.T
    np.fill_diagonal(dots, -1)
    print(
        "\n| cosine | "
        + " | ".join(f"{quantile:.0%}" for quantile in QUANTILES)
        + " |\n|---|"
        + "---|" * len(QUANTILES)
    )
    line("a stranger's nearest", dots.max(axis=1))
    line("a stranger's 20th nearest", np.sort(dots, axis=1)[:, -20])
    rewrites = [json.loads(text) for text in (data / "rewrites.jsonl").read_text(encoding="utf-8").splitlines()]
    tuning = [each for each in rewrites if int(each["base"][1:]) % 2 == 0]
    told = encoder.encode([clean_text(f"{each['title']}\n{each['text']}") for each in tuning])
    for kind in dict.fromkeys(each["class"] for each in tuning):
        rows = [row for row, each in enumerate(tuning) if each["class"] == kind]
        line(kind, np.array([told[row] @ vectors[int(tuning[row]["base"][1:])] for row in rows]))


def line(what: str, cosines: np.ndarray) -> None:  # type: ignore[type-arg]
    print(f"| {what} | " + " | ".join(f"{each:.2f}" for each in np.quantile(cosines, QUANTILES)) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=124_000)
    parser.add_argument("--data", type=Path)
    chosen = parser.parse_args()
    speed(chosen.records)
    if chosen.data:
        anchors(chosen.data)


if __name__ == "__main__":
    main()
