"""How far both engines give the same answers: `python -m benchmarks.engines_agree [--data FOLDER] [--version V]`.

Some 4,200 real texts are indexed by both, and the same 200 real questions asked, plain and narrowed. Counts, facets,
pages, suggestions and frequencies must be the same; of the ten best hits of a question at least nine in the mean. Ends
with status 1 where that does not hold. The list that pages are cut from may be a little longer or shorter, since
scores differ by a thousandth or so at its end. Without a URL a server of the version is started here.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import uuid4

import httpx
import numpy as np

from benchmarks.held_out import HeldOut
from corpus.achievement import Achievement
from corpus.store import Entry
from deploy.elasticsearch import VERSIONS, single
from indexer.document import View
from indexer.engine.protocol import Filter, Scope
from search_api.answers import SearchAnswer
from search_api.knowledge_base import KnowledgeBase
from search_api.search import Question, search, similar, suggest
from search_api.settings import Settings

QUESTIONS: Final = 200
FAULTS: Final = 600
TOP: Final = 10
LEAST_OVERLAP: Final = 0.9
YEARS: Final = (2015, 2024)
VIEWS: Final[tuple[tuple[View, int], ...]] = (("characters", 1), ("bigrams", 2), ("words", 2))
"""Views whose frequencies are compared, and how long a piece of a question is asked for in each."""

Both = tuple[KnowledgeBase, KnowledgeBase]


def achievements(data: HeldOut) -> Iterator[Achievement]:
    """Patents, papers and fault reports as achievements; years are dealt out in turn."""
    first, last = YEARS
    for at, row in enumerate(data.patents):
        unit, year = row["assignee"], first + at % (last - first + 2)
        yield Achievement(
            title=row["title"], summary=row["abstract"], unit=unit, region=unit[:2], kind="专利", source="patents",
            code=str(at), year=year if year <= last else None,
        )  # fmt: skip
    for at, row in enumerate(data.rows("csl.jsonl")):
        yield Achievement(title=row["title"], summary=row["abstract"], kind="论文", source="csl", code=str(at))
    for at, row in enumerate(data.rows("fault_texts.jsonl")[:FAULTS]):
        yield Achievement(title=row["text"][:20], summary=row["text"][20:], source="faults", code=str(at))


def questions(data: HeldOut) -> list[str]:
    """Titles in new wording, needs of enterprises in their own words, and titles as they are."""
    needs = [row["title"] for row in data.rows("needs.jsonl")]
    kept = [row["title"] for row in data.rows("csl.jsonl")]
    rewritten = dict.fromkeys(row["title"] for row in data.rewrites)
    return [*islice(rewritten, QUESTIONS // 2), *needs[: QUESTIONS // 4], *kept[: QUESTIONS // 4]]


@contextmanager
def both_engines(data: HeldOut, url: str) -> Iterator[Both]:
    """The same store with an index of each engine; what was made on the cluster is removed at the end."""
    with TemporaryDirectory() as folder:
        home, prefix = Path(folder), f"agree-{uuid4().hex[:8]}"
        embedded = KnowledgeBase(Settings(_env_file=None, home=home, engine="embedded"))
        cluster = Settings(
            _env_file=None, home=home, engine="elasticsearch", elasticsearch_url=url, index_prefix=prefix
        )
        elasticsearch = KnowledgeBase(cluster)
        with embedded.store.writing("benchmark") as writing:
            writing.add([Entry.of(achievement) for achievement in achievements(data)])
        try:
            for base in (embedded, elasticsearch):
                base.index()
            yield embedded, elasticsearch
        finally:
            embedded.close()
            elasticsearch.close()
            names = httpx.get(f"{url}/{prefix}*?expand_wildcards=all").json()
            httpx.delete(f"{url}/{','.join(names)}")


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Share of the longer list's first ten that stand in both."""
    longest = max(len(one), len(other))
    return len(set(one) & set(other)) / longest if longest else 1.0


def ids(answer: SearchAnswer) -> list[int]:
    return [hit.id for hit in answer.hits]


def searches_agree(both: Both, what: str, asked: Sequence[str], **more: Any) -> bool:
    """Whether counts are the same for all questions, and the ten best nearly so."""
    answers = [[search(base, Question(text, size=TOP, **more)) for base in both] for text in asked]
    named = ("matched", "facets", "did_you_mean", "notices")
    differing = {name: sum(getattr(one, name) != getattr(other, name) for one, other in answers) for name in named}
    overlaps = [overlap(ids(one), ids(other)) for one, other in answers]
    same = sum(ids(one) == ids(other) for one, other in answers)
    counts = "、".join(f"{name} {count}" for name, count in differing.items() if count) or "0"
    longer = [abs(one.total - other.total) for one, other in answers]
    lengths = f"{np.count_nonzero(longer)}, by at most {max(longer)}"
    cells = (what, f"{np.mean(overlaps):.4f}", f"{min(overlaps):.1f}", f"{same} of {len(asked)}", counts, lengths)
    print(f"| {' | '.join(cells)} |", flush=True)
    return bool(np.mean(overlaps) >= LEAST_OVERLAP) and not any(differing.values())


def similar_agree(both: Both, asked: Sequence[int]) -> bool:
    """Whether the ten achievements most like one are nearly the same."""
    found = [[[hit.id for hit in similar(base, id, TOP).hits] for base in both] for id in asked]
    overlaps = [overlap(one, other) for one, other in found]
    same = sum(one == other for one, other in found)
    print(f"| similar | {np.mean(overlaps):.4f} | {min(overlaps):.1f} | {same} of {len(asked)} | | |", flush=True)
    return bool(np.mean(overlaps) >= LEAST_OVERLAP)


def all_the_same(both: Both, what: str, asked: Sequence[Callable[[KnowledgeBase], object]]) -> bool:
    """Whether both give the very same answers."""
    same = sum(ask(both[0]) == ask(both[1]) for ask in asked)
    print(f"| {what} | | | {same} of {len(asked)} | | |", flush=True)
    return same == len(asked)


def engines_agree(both: Both, asked: Sequence[str]) -> bool:
    """Compare everything that a person can ask."""
    print("| what | overlap of ten | least | the same in every place | counts differing | lists of another length |")
    print("|---|---|---|---|---|---|")
    deep = [lambda base, at=at: base.engine.browse(Filter(), at, 50) for at in range(0, 4_200, 350)]
    words = {view: [text[at : at + width] for text in asked for at in range(2)] for view, width in VIEWS}
    counted = [lambda base, view=view: base.engine.frequencies({view: words[view]}) for view, _ in VIEWS]
    prefixes = [text[:length] for text in asked for length in (1, 2, 4)]
    values = [lambda base, field=field: base.engine.facets([field], Scope()) for field in ("unit", "year", "source")]
    return all(
        [
            searches_agree(both, "hybrid", asked),
            searches_agree(both, "hybrid, narrowed", asked, filters={"kind": ("专利",)}, years=(2016, 2020)),
            searches_agree(both, "words", asked, mode="words"),
            searches_agree(both, "vector", asked, mode="vector"),
            similar_agree(both, range(1, QUESTIONS + 1)),
            all_the_same(both, "pages without a question", deep),
            all_the_same(both, "all values of a facet", values),
            all_the_same(both, "frequencies of terms", counted),
            all_the_same(both, "suggestions", [lambda base, text=text: suggest(base, text) for text in prefixes]),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--url", help="a cluster that runs; names there begin with agree-")
    parser.add_argument("--version", choices=[*VERSIONS], default=max(VERSIONS))
    chosen = parser.parse_args()
    data = HeldOut(chosen.data)
    server = nullcontext() if chosen.url else single(chosen.version)
    with server as running, both_engines(data, chosen.url or running.url) as both:
        sys.exit(not engines_agree(both, questions(data)))


if __name__ == "__main__":
    main()
