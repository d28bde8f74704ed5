"""Both engines side by side: `python -m benchmarks.engines [--records N] [--questions N] [--checks N] [--version V]`.

One run, one machine, the server on the same processors: indexing the same records (vectors known, texts cut anew),
what the index takes of the disk, hybrid searches asked of both in turn, and the candidates of many submissions, all
arms of a batch in one call. Processor seconds are told apart, ours and the server's, since they say what bounds a
figure. The store and the embedded index are kept in `benchmarks/.work` and used again.

A server that was just started spends a third of its processor time on compiling its own code, for minutes. So it
indexes twice, and is asked a thousand questions before the ones that count.
"""

import argparse
import os
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.synthetic_base import SEED, questions, settings_for
from corpus.achievement import Achievement
from corpus.synthetic import achievements
from deploy.elasticsearch import VERSIONS, Server, single
from indexer import views
from indexer.document import View
from indexer.embeddings import EmbeddingCache
from indexer.engine.elasticsearch.connection import READ_S
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.protocol import Engine, Match, Nearest
from indexer.errors import IndexUnavailable
from indexer.pipeline import bring_up_to_date, recipe_for
from search_api.knowledge_base import KnowledgeBase
from search_api.search import Question, search
from search_api.search.plan import FIELD_WEIGHTS
from search_api.settings import Settings

PREFIX = "innokb-benchmark"
HEAP = ("-Xms1g", "-Xmx1g")
WARM = 1_000
"""Questions before those that are timed: a server that was just started takes three times as long for the first 150."""

TOGETHER = 32
"""Submissions whose candidates are asked for in one call."""

AT_A_TIME = 2
"""Such calls at the same time."""

CANDIDATES = 50
"""Candidates of one arm."""

HEAD = """
| {} | {} | time | processor, ours | processor, server | processors busy |
|---|---|---|---|---|---|"""

TOO_LONG = READ_S * 1000
ATTEMPTS = 5

RAREST = 40
"""Words and bigrams that stand for a submission, as they do for `similar`."""


@dataclass(frozen=True)
class Side:
    """An engine, and how many processor seconds it took elsewhere than in this process and its children."""

    name: str
    base: KnowledgeBase
    elsewhere: Callable[[], float]


@dataclass(frozen=True)
class Spent:
    """What some work took: seconds, and processor seconds of ours and of the server."""

    seconds: float
    ours: float
    servers: float

    def __str__(self) -> str:
        busy = (self.ours + self.servers) / self.seconds / (os.cpu_count() or 1)
        return f"{self.seconds:.1f} s | {self.ours:.1f} s | {self.servers:.1f} s | {busy:.0%}"


def spent(work: Callable[[], object], elsewhere: Callable[[], float]) -> Spent:
    began, ours, theirs = time.perf_counter(), _ours(), elsewhere()
    work()
    return Spent(time.perf_counter() - began, _ours() - ours, elsewhere() - theirs)


def _ours() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def processor_seconds(server: Server) -> float:
    """What the processes of a server have used so far."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[2]) == server.group:
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def index(engine: Engine, base: KnowledgeBase) -> None:
    cache = EmbeddingCache(base.settings.embeddings_file)
    bring_up_to_date(base.store, engine, base.encoder, base.tokenizer, rebuild=True, embeddings=cache)


def show_indexing(sides: Sequence[Side], records: int, folder: Path) -> None:
    print(HEAD.format("indexing", "records/s"))
    for side in sides:
        for name, engine in to_fill(side, folder):
            used = spent(partial(index, engine, side.base), side.elsewhere)
            print(f"| {name} | {records / used.seconds:,.0f} | {used} |", flush=True)


def to_fill(side: Side, folder: Path) -> list[tuple[str, Engine]]:
    """The engine twice, cold and warm; the embedded one, whose kept index stays as it is, once and in a folder."""
    if isinstance(side.base.engine, EmbeddedEngine):
        recipe = recipe_for(side.base.encoder, side.base.tokenizer)
        return [(side.name, EmbeddedEngine(folder / "index", recipe))]
    return [(f"{side.name}, {state}", side.base.engine) for state in ("just started", "warm")]


def show_disk(server: Server, folder: Path, records: int) -> None:
    print("\n| disk | bytes a record |\n|---|---|")
    files = sum(file.stat().st_size for file in (folder / "index").rglob("*") if file.is_file())
    print(f"| embedded | {files / records:,.0f} |")
    print(f"| elasticsearch | {_stored(server) / records:,.0f} |")
    server.request("POST", f"/{PREFIX}/_flush").raise_for_status()
    print(f"| elasticsearch, flushed | {_stored(server) / records:,.0f} |")


def _stored(server: Server) -> int:
    stats = server.request("GET", f"/{PREFIX}/_stats/store,translog").json()["_all"]["total"]
    return int(stats["store"]["size_in_bytes"]) + int(stats["translog"]["size_in_bytes"])


def show_searches(sides: Sequence[Side], asked: Sequence[str]) -> None:
    for side in sides:
        for text in asked[:WARM]:
            milliseconds(side.base, text)
    times: dict[str, list[float]] = {side.name: [] for side in sides}
    for text in asked[WARM:]:
        for side in sides:
            times[side.name].append(milliseconds(side.base, text))
    print("\n| hybrid search | p50 ms | p90 ms | p99 ms | not answered |\n|---|---|---|---|---|")
    for name, each in times.items():
        median, ninety, ninety_nine = np.percentile(each, (50, 90, 99))
        unanswered = sum(time == TOO_LONG for time in each)
        print(f"| {name} | {median:.1f} | {ninety:.1f} | {ninety_nine:.1f} | {unanswered} |", flush=True)


def milliseconds(base: KnowledgeBase, text: str) -> float:
    """How long a search takes; TOO_LONG where the engine did not answer in time."""
    began = time.perf_counter()
    try:
        search(base, Question(text))
    except IndexUnavailable:
        return TOO_LONG
    return (time.perf_counter() - began) * 1000


def show_checks(sides: Sequence[Side], number: int) -> None:
    print(HEAD.format("candidates of checks", "submissions/s"))
    submissions = list(islice(achievements(number, seed=SEED + 1), number))
    for side in sides:
        used = spent(partial(find_candidates, side.base, submissions), side.elsewhere)
        print(f"| {side.name} | {number / used.seconds:,.0f} | {used} |", flush=True)


def find_candidates(base: KnowledgeBase, submissions: Sequence[Achievement]) -> None:
    """Two parts at a time, as the processes of a batch do, so that the server need not wait for us."""
    parts = (submissions[start : start + TOGETHER] for start in range(0, len(submissions), TOGETHER))
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        list(threads.map(lambda part: patiently(partial(ask_for, base, part)), parts))


def ask_for(base: KnowledgeBase, submissions: Sequence[Achievement]) -> None:
    base.engine.rank(arms(base, submissions))


def patiently(ask: Callable[[], object]) -> None:
    """Ask again where the engine did not answer in time; that counts as time of the work."""
    for _ in range(ATTEMPTS):
        try:
            ask()
        except IndexUnavailable:
            continue
        return
    raise TimeoutError(f"not answered in {ATTEMPTS} attempts")


def arms(base: KnowledgeBase, submissions: Sequence[Achievement]) -> list[Match | Nearest]:
    """Vector, words, bigrams, prints and keys of each submission."""
    parts = [views.clean_parts(each) for each in submissions]
    cuts = [_by_view(terms) for terms in views.cut_all(base.tokenizer, submissions, parts)]
    vectors = base.encoder.encode([views.passage(each) for each in parts])
    asked: list[Match | Nearest] = [Nearest(vector, limit=CANDIDATES) for vector in vectors]
    for view in ("words", "bigrams"):
        asked += [_match(view, terms) for terms in _rarest(base.engine, view, [cut[view] for cut in cuts])]
    return asked + [_match(view, cut[view]) for cut in cuts for view in ("prints", "keys")]


def _by_view(terms: views.Terms) -> dict[View, list[str]]:
    found: dict[View, list[str]] = defaultdict(list)
    for (view, _), text in terms.items():
        found[view] += text.split()
    return found


def _rarest(engine: Engine, view: View, texts: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The terms of each text that fewest documents have, those that none has left out."""
    distinct = sorted({term for text in texts for term in text})
    counts = engine.frequencies({view: distinct})[view]
    for text in texts:
        yield sorted({term for term in text if counts[term]}, key=lambda term: (counts[term], term))[:RAREST]


def _match(view: View, terms: Sequence[str]) -> Match:
    return Match(view, dict.fromkeys(terms, 1.0), FIELD_WEIGHTS, limit=CANDIDATES)


def measure(server: Server, kept: Settings, chosen: argparse.Namespace) -> None:
    cluster = {"engine": "elasticsearch", "elasticsearch_url": server.url, "index_prefix": PREFIX}
    embedded, elasticsearch = KnowledgeBase(kept), KnowledgeBase(kept.model_copy(update=cluster))
    sides = (
        Side("embedded", embedded, lambda: 0.0),
        Side(f"elasticsearch {server.version}", elasticsearch, lambda: processor_seconds(server)),
    )
    with tempfile.TemporaryDirectory() as folder:
        show_indexing(sides, chosen.records, Path(folder))
        show_disk(server, Path(folder), chosen.records)
    show_searches(sides, questions(WARM + chosen.questions))
    show_checks(sides, chosen.checks)
    for side in sides:
        side.base.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=124_000)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--checks", type=int, default=10_000)
    parser.add_argument("--version", choices=VERSIONS, default=max(VERSIONS))
    chosen = parser.parse_args()
    with single(chosen.version, java=HEAP) as server:
        measure(server, settings_for(chosen.records), chosen)


if __name__ == "__main__":
    main()
