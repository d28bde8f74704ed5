"""Figures of the bundled encoder: `make bench-encoder`.

Measured on texts that it was not trained on. To train it again:

    python -m benchmarks.encoder --data FOLDER --training-files benchmarks/.work/training
    innokb train-encoder --out benchmarks/.work/bundled --pairs benchmarks/.work/training/*.jsonl
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np
from scipy.stats import spearmanr

from benchmarks.held_out import HeldOut, titled
from benchmarks.tables import print_table, shares
from corpus.normalize import clean_text
from indexer.encoders import BUNDLED, Encoder, load_encoder
from indexer.training import figures_of

LENGTH = 280
TEXTS = 8_192
REPEATS = 5
IMPORTING = """
import time
started = time.perf_counter()
from indexer.encoders import load_encoder
load_encoder({name!r}).encode(["矿井提升机断绳保护装置"])
print(time.perf_counter() - started)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of real texts")
    parser.add_argument("--encoder", default="bundled", help="bundled, or another model")
    parser.add_argument("--training-files", type=Path, metavar="DIR", help="write the texts to train on, and stop")
    parser.add_argument("--without", type=int, choices=(0, 1), help="leave this half of the texts to tune on out")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    data = HeldOut(options.data)
    if options.training_files:
        data.write_training(options.training_files, options.without)
        return
    encoder = load_encoder(options.encoder)
    rows = [*_quality(encoder, data), *_cost(encoder, options.encoder, data)]
    print_table(["what", "figure", options.encoder], rows, as_json=options.json)


def _quality(encoder: Encoder, data: HeldOut) -> list[list[str]]:
    patents, papers = titled(data.test_patents), titled(data.rows("csl.jsonl"))
    measures = "R@1 / R@10 / MRR@10"
    return [
        [f"title → abstract, {len(patents):,} other patents", measures, shares(figures_of(encoder, patents))],
        [f"title → abstract, {len(papers):,} papers", measures, shares(figures_of(encoder, papers))],
        [f"STS-B development part, {len(data.test_sts):,} pairs", "Spearman", f"{_spearman(encoder, data):.3f}"],
    ]


def _spearman(encoder: Encoder, data: HeldOut) -> float:
    a, b = (encoder.encode([clean_text(row[side]) for row in data.test_sts]) for side in "ab")
    return float(spearmanr((a * b).sum(axis=1), [row["score"] for row in data.test_sts]).statistic)


def _cost(encoder: Encoder, name: str, data: HeldOut) -> list[list[str]]:
    abstracts = [clean_text(row["abstract"]) for row in data.patents]
    # Every text starts elsewhere, so that none is met twice.
    texts = [(abstracts[at % len(abstracts)] * 3)[at // len(abstracts) :][:LENGTH] for at in range(TEXTS)]
    speeds = [len(texts) / _seconds(encoder, texts) for _ in range(REPEATS)]
    loads = [_loading(name) for _ in range(REPEATS)]
    rows = [
        [f"speed, texts of {LENGTH} characters", f"texts/s, median of {REPEATS}", f"{median(speeds):,.0f}"],
        ["imported, loaded, first text encoded", f"seconds, median of {REPEATS} processes", f"{median(loads):.2f}"],
    ]
    folder = BUNDLED if name == "bundled" else Path(name)
    if folder.is_dir():
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        rows.append(["files", "MB", f"{size / 1e6:.1f}"])
    return rows


def _seconds(encoder: Encoder, texts: list[str]) -> float:
    started = time.perf_counter()
    vectors = encoder.encode(texts)
    assert np.isfinite(vectors).all()
    return time.perf_counter() - started


def _loading(name: str) -> float:
    command = [sys.executable, "-c", IMPORTING.format(name=name)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main()
