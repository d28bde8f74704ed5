"""Every arm and the hybrid on real texts: `make bench-retrieval`.

Weights are chosen on `--tuning` sets, with an encoder that has not seen their half, and measured on the others:

    python -m benchmarks.encoder --data FOLDER --without 0 --training-files benchmarks/.work/half
    innokb train-encoder --out benchmarks/.work/half-encoder --pairs benchmarks/.work/half/*.jsonl
    python -m benchmarks.retrieval --data FOLDER --tuning 0 --encoder benchmarks/.work/half-encoder
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.held_out import HeldOut
from benchmarks.retrieval.base import Answered, ask, indexed
from benchmarks.retrieval.measures import means, measures
from benchmarks.retrieval.sets import Questions, measured_sets, tuning_sets
from benchmarks.tables import print_table, shares
from search_api.search.plan import WINDOW
from search_api.search.reranking import DEPTH
from search_api.search.weights import Weights

ARMS = ("words", "bigrams", "characters", "vector")
HYBRID = "hybrid"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of real texts")
    parser.add_argument("--encoder", default="bundled", help="bundled, or another model")
    parser.add_argument("--tuning", type=int, choices=(0, 1), help="measure on this half of the texts to tune on")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    data = HeldOut(options.data)
    sets = measured_sets(data) if options.tuning is None else tuning_sets(data, options.tuning)
    rows = [_row(questions, answers(questions, options.encoder)) for questions in sets]
    print_table(["questions", "n", "measures", *ARMS, HYBRID], rows, as_json=options.json)


def answers(questions: Questions, encoder: str) -> list[Answered]:
    """What the arms answer to each question of a set."""
    with indexed(questions.documents, encoder) as base:
        whole = len(questions.documents)
        window, depth = (whole, whole) if questions.whole else (WINDOW, DEPTH)
        return [ask(base, questions.documents, text, window, depth) for text in questions.texts]


def _row(questions: Questions, answered: Sequence[Answered]) -> list[str]:
    figures = {arm: figures_of(questions, answered, Weights({arm: 1.0})) for arm in ARMS}
    figures[HYBRID] = figures_of(questions, answered)
    names = " / ".join(figures[HYBRID])
    return [questions.name, str(len(questions.texts)), names, *(shares(figures[name]) for name in (*ARMS, HYBRID))]


def figures_of(questions: Questions, answered: Sequence[Answered], weights: Weights | None = None) -> dict[str, float]:
    """Means over the questions of a set, each answered by fusing its arms, by other weights if such are given."""
    rows = []
    for each, gains in zip(answered, questions.gains, strict=True):
        ranked = each.ranked(weights)
        if questions.whole:
            # Judged documents that no arm found come last, in their own order.
            ranked = [place for place in ranked if place in gains]
            ranked += sorted(set(gains) - set(ranked))
        rows.append(measures(ranked, gains, graded=questions.whole))
    return means(rows)


if __name__ == "__main__":
    main()
