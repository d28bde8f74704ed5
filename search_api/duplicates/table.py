"""A table of submissions as what they are compared with themselves: an index of its own, in a temporary folder.

A submission that is rewritten from end to end only shows by standing out from its rivals. A small table has none, so
what the base has that is nearest to its submissions is put beside them: rivals, and no candidates.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.achievement import FACET_FIELDS, Achievement
from indexer import views
from indexer.document import Document, View
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.protocol import Frequencies, IndexState, Match, Nearest, Ranking
from indexer.pipeline import recipe_for
from search_api.duplicates.candidates import MOST_TERMS, find, prepare
from search_api.duplicates.library import Library

RIVALS: Final = 12
"""Achievements of the base that are put beside each submission of a small table."""

SMALL: Final = 500
"""Submissions from which on a table has rivals enough of its own."""

AT_ONCE: Final = 100
"""Achievements that are cut and written at a time."""

Waiting = Callable[[], None]
"""Called now and then while something takes long; what it raises breaks off."""


@dataclass(frozen=True, slots=True)
class Table:
    """Submissions and the folder of their index; travels to other processes.

    Ids are given by what submissions say, so that answers do not depend on the order of the table: `ids` by position,
    from 1. `rivals` are ids of the base, whose own ids here follow those of the submissions.
    """

    submissions: tuple[Achievement, ...]
    ids: tuple[int, ...]
    rivals: tuple[int, ...]
    folder: Path

    @contextmanager
    def library(self, base: Library) -> Iterator[Library]:
        """What the submissions are compared with."""
        engine = EmbeddedEngine(self.folder, recipe_for(base.encoder, base.tokenizer))
        rivals = range(len(self.ids) + 1, len(self.ids) + len(self.rivals) + 1)
        with closing(engine):
            inside = _WithoutOneself(engine)
            larger = inside if inside.state().documents > base.engine.state().documents else base.engine
            yield Library(inside, base.tokenizer, base.encoder, self._reader(base), base.rulings, rivals, larger)

    def _reader(self, base: Library) -> Callable[[Sequence[int]], Mapping[int, Achievement]]:
        own = dict(zip(self.ids, self.submissions, strict=True))
        others = dict(enumerate(self.rivals, start=len(self.ids) + 1))

        def read(ids: Sequence[int]) -> Mapping[int, Achievement]:
            away = {others[id]: id for id in ids if id in others}
            rivals = base.read(sorted(away)) if away else {}
            return {id: own[id] for id in ids if id in own} | {away[id]: each for id, each in rivals.items()}

        return read


@contextmanager
def indexed(base: Library, submissions: Sequence[Achievement], waiting: Waiting) -> Iterator[Table]:
    """A table, for as long as its folder is needed."""
    order = sorted(range(len(submissions)), key=lambda at: (_digest(submissions[at]), at))
    ids = dict(zip(order, range(1, len(order) + 1), strict=True))
    rivals = _rivals(base, submissions, waiting)
    with TemporaryDirectory(prefix="innokb-table-") as folder:
        table = Table(tuple(submissions), tuple(ids[at] for at in range(len(order))), rivals, Path(folder))
        others = base.read(rivals)
        documents = chain((submissions[at] for at in order), (others.get(id) for id in rivals))
        _write(base, list(documents), table.folder, waiting)
        yield table


def _rivals(base: Library, submissions: Sequence[Achievement], waiting: Waiting) -> tuple[int, ...]:
    """What of the base is nearest to the submissions of a small table."""
    found: set[int] = set()
    for start in range(0, len(submissions) if len(submissions) < SMALL else 0, AT_ONCE):
        waiting()
        for some in find(base, prepare(base, submissions[start : start + AT_ONCE])):
            found.update(candidate.id for candidate in some.candidates[:RIVALS])
    return tuple(sorted(found))


def _write(base: Library, documents: Sequence[Achievement | None], folder: Path, waiting: Waiting) -> None:
    engine = EmbeddedEngine(folder, recipe_for(base.encoder, base.tokenizer))
    with closing(engine), engine.writer(rebuild=True) as writer:
        for start in range(0, len(documents), AT_ONCE):
            waiting()
            some = {id: each for id, each in enumerate(documents[start : start + AT_ONCE], start + 1) if each}
            writer.put(_documents(base, some))
        writer.commit(1)


def _documents(base: Library, achievements: Mapping[int, Achievement]) -> list[Document]:
    parts = [views.clean_parts(each) for each in achievements.values()]
    cuts = views.cut_all(base.tokenizer, list(achievements.values()), parts)
    vectors = base.encoder.encode([views.passage(each) for each in parts])
    facets = dict.fromkeys((name for name in FACET_FIELDS if name != "year"), "")
    return [
        Document(id, {place: terms for place, terms in cut.items() if place[0] in MOST_TERMS}, vector, facets, None, "")
        for id, cut, vector in zip(achievements, cuts, vectors, strict=True)
    ]


def _digest(achievement: Achievement) -> bytes:
    return blake2b(achievement.model_dump_json(exclude_defaults=True).encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class _WithoutOneself:
    """An index in which those who ask stand themselves: a term of theirs that nobody else has is not known."""

    engine: EmbeddedEngine

    def state(self) -> IndexState:
        """What the index holds."""
        return self.engine.state()

    def rank(self, questions: Sequence[Match | Nearest]) -> list[Ranking]:
        """Answer all questions, in order."""
        return self.engine.rank(questions)

    def frequencies(self, terms: Mapping[View, Collection[str]]) -> Frequencies:
        """In how many other documents each term of each view stands."""
        known = self.engine.frequencies(terms)
        return {view: {term: max(0, count - 1) for term, count in some.items()} for view, some in known.items()}

    def vectors(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        """Unit vectors of documents, shape (ids, dimensions)."""
        return self.engine.vectors(ids)
