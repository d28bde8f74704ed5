"""Needs of enterprises → achievements judged by people, ours beside simple ways: `make bench-needs`.

nDCG@10 over the judged achievements of each need, of which only words of the title are known; 95 % intervals of the
difference by bootstrap over needs. Weights are chosen on `--tuning 0` and `1`, each with an encoder that has not seen
its half (`python -m benchmarks.retrieval --help` says how one is made), and measured once on the others:

    python -m benchmarks.needs --data FOLDER --tuning 0 --encoder benchmarks/.work/half-encoder
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.held_out import HeldOut, half_of
from benchmarks.retrieval.base import ask, indexed
from benchmarks.retrieval.measures import measures
from benchmarks.tables import print_table
from corpus.achievement import Achievement
from corpus.need import Need
from corpus.normalize import clean_text
from indexer import views
from indexer.engine.protocol import Match, Nearest, Ranking
from search_api.knowledge_base import KnowledgeBase
from search_api.matching.answering import ranked
from search_api.matching.wanted import read_wanted
from search_api.search.plan import FIELD_WEIGHTS
from search_api.search.weights import Weights

RESAMPLES: Final = 10_000
MEASURE: Final = "nDCG@10"

Way = Callable[[KnowledgeBase, Sequence[Achievement], Need], list[int]]
Scores = npt.NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of real texts")
    parser.add_argument("--encoder", default="bundled", help="bundled, or another model")
    parser.add_argument("--tuning", type=int, choices=(0, 1), help="measure on this half of the needs to tune on")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    needs, documents, gains = judged(HeldOut(options.data), options.tuning)
    with indexed(documents, options.encoder) as base:
        figures = {name: _figures(base, documents, needs, gains, way) for name, way in WAYS.items()}
    ours = figures[OURS]
    rows = [[name, str(len(needs)), _with_interval(each), _difference(ours, each)] for name, each in figures.items()]
    print_table(["way", "n", MEASURE, "ours less this"], rows, as_json=options.json)


def judged(data: HeldOut, half: int | None = None) -> tuple[list[Need], list[Achievement], list[Mapping[int, float]]]:
    """The judged needs to measure on, or those of one tuning half; all judged achievements; gains by their place."""
    told = {row["id"]: row for row in data.rows("needs.jsonl")}
    places: dict[str, int] = {}
    gains: dict[str, dict[int, float]] = {}
    for row in data.rows("need_achievement_levels.jsonl"):
        place = places.setdefault(" ".join(row["achievement_title_words"]), len(places))
        id = row["need_id"]
        if id in data.test_needs if half is None else id not in data.test_needs and half_of(id) == half:
            gains.setdefault(id, {})[place] = 2.0 ** row["level"] - 2
    documents = [Achievement.model_construct(title=title or "无", summary="") for title in places]
    needs = [Need(title=told[id]["title"], content=told[id]["content"]) for id in gains]
    return needs, documents, list(gains.values())


def _figures(
    base: KnowledgeBase,
    documents: Sequence[Achievement],
    needs: Sequence[Need],
    gains: Sequence[Mapping[int, float]],
    way: Way,
) -> Scores:
    """nDCG@10 of every need; judged achievements that were not found come last, in their own order."""
    figures = []
    for need, wanted in zip(needs, gains, strict=True):
        found = [place for place in way(base, documents, need) if place in wanted]
        found += sorted(set(wanted) - set(found))
        figures.append(measures(found, wanted, graded=True)[MEASURE])
    return np.array(figures)


def _match(base: KnowledgeBase, documents: Sequence[Achievement], need: Need) -> list[int]:
    size = len(documents)
    return [id - 1 for id in ranked(base, read_wanted(base, need, size), size).ids.tolist()]


def _search(base: KnowledgeBase, documents: Sequence[Achievement], need: Need) -> list[int]:
    return ask(base, documents, need.text, len(documents), len(documents)).ranked()


def _one(view: str) -> Way:
    def way(base: KnowledgeBase, documents: Sequence[Achievement], need: Need) -> list[int]:
        return [id - 1 for id in _arm(base, view, need, len(documents)).ids.tolist()]

    return way


def _arm(base: KnowledgeBase, view: str, need: Need, limit: int) -> Ranking:
    """One arm on the whole text of a need, nothing weighed."""
    text = clean_text(need.text)
    if view == "vector":
        question: Match | Nearest = Nearest(base.encoder.encode_queries([text[: views.PASSAGE]])[0], limit=limit)
    else:
        cuts = {"bigrams": views.bigrams, "characters": views.characters}
        terms = cuts[view](text) if view in cuts else views.words(base.tokenizer, text)
        counts = {term: float(terms.count(term)) for term in terms}
        question = Match(view, counts, FIELD_WEIGHTS, limit=limit)  # type: ignore[arg-type]
    return base.engine.rank([question])[0]


def _z_scores(base: KnowledgeBase, documents: Sequence[Achievement], need: Need) -> list[int]:
    """Words, bigrams, ½ characters and ½ vector as z-scores, added."""
    total = np.zeros(len(documents))
    for view, weight in Z_WEIGHTS.arms.items():
        scores = np.zeros(len(documents))
        ranking = _arm(base, view, need, len(documents))
        scores[ranking.ids - 1] = ranking.scores
        total += weight * (scores - scores.mean()) / (scores.std() or 1.0)
    order: list[int] = np.argsort(-total, kind="stable").tolist()
    return order


Z_WEIGHTS: Final = Weights({"words": 1.0, "bigrams": 1.0, "characters": 0.5, "vector": 0.5})

OURS: Final = "match"
WAYS: Final[Mapping[str, Way]] = {
    "BM25 words": _one("words"),
    "BM25 bigrams": _one("bigrams"),
    "BM25 characters": _one("characters"),
    "vector": _one("vector"),
    "sum of z-scores": _z_scores,
    "search": _search,
    OURS: _match,
}


def _with_interval(figures: Scores) -> str:
    low, high = _interval(figures)
    return f"{figures.mean():.3f} [{low:.3f}, {high:.3f}]"


def _difference(ours: Scores, theirs: Scores) -> str:
    low, high = _interval(ours - theirs)
    return f"{(ours - theirs).mean():+.3f} [{low:+.3f}, {high:+.3f}]"


def _interval(figures: Scores) -> tuple[float, float]:
    """The middle 95 % of the means of resamples over needs."""
    drawn = np.random.default_rng(0).integers(0, len(figures), (RESAMPLES, len(figures)))
    low, high = np.quantile(figures[drawn].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


if __name__ == "__main__":
    main()
