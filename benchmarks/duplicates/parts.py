"""A part of the benchmark: a history, unrelated submissions, and planted ones."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from random import Random
from typing import Final

from benchmarks.duplicates import altering, particulars
from benchmarks.duplicates.planting import ALONE, WITH_HOST, merge, rewritten, template, with_template
from benchmarks.duplicates.split import PartName, Split
from benchmarks.duplicates.texts import LONG, SEED, Kind, Text, rank, read_texts, trained_texts
from benchmarks.duplicates.truth import Planted, Record
from benchmarks.duplicates.wording import templates
from benchmarks.held_out import HeldOut, Row
from corpus.achievement import Achievement

PER_CLASS: Final = 64
"""Planted submissions of a class, each from another source."""

BEARERS: Final = 10
"""Records of a history that have the same template in front."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked, and the truth about it. The ids of the history are its places, from 1."""

    name: PartName
    history: tuple[Record, ...]
    unrelated: tuple[Achievement, ...]
    planted: tuple[Planted, ...]


Suits = Callable[[Achievement], bool]


def _long(achievement: Achievement) -> bool:
    return len(achievement.summary) >= LONG


SUITED: Final[dict[str, Suits]] = {
    "numbers": lambda a: _long(a) and altering.figures(a.body) > 1,
    "upgrade": lambda a: _long(a) and altering.figures(a.body) > 1,
    "short": lambda a: 0 < len(a.summary) < LONG,
    "title only": lambda a: not a.body,
    "identity only": lambda a: _long(a) and bool(a.patents) and len(a.people) > 1,
}
"""Which sources a class is planted on; the others take any long text."""


@dataclass(frozen=True)
class Benchmark:
    """A folder of real texts, and everything planted in them."""

    texts: Sequence[Text]
    rewrites: Sequence[Row]
    split: Split
    per_class: int = PER_CLASS

    @classmethod
    def read(cls, data: HeldOut, per_class: int = PER_CLASS) -> "Benchmark":
        """Read a folder."""
        split = Split(frozenset(map(_base, data.rewrites)), trained_texts(data))
        return cls(read_texts(data, split.rewritten), data.rewrites, split, per_class)

    def turns(self, name: PartName) -> list["Benchmark"]:
        """One benchmark for each turn of a cross-validation with the rewritten texts, see `Split.turns`."""
        return [replace(self, split=split) for split in self.split.turns(name)]

    def part(self, name: PartName) -> Part:
        """Plant everything in a part."""
        kept = self.split.history(self.texts, name)
        own = [text for text in self.texts if self.split.role(text) == name]
        spare = [text for text in own if self.split.spare(text)]
        bearing = self._bearing(kept, name)
        history = {text.key: Record(at, bearing.get(text.key, text.achievement)) for at, text in enumerate(kept, 1)}
        sources = [text for text in own if text.key in history and text.key not in self.split.rewritten]
        planted = [
            *self._alone(sources, history),
            *self._with_host(sources, spare, history),
            *self._merged(sources, history),
            *self._rewritten(name, history),
            *self._templates(name, spare, [history[key] for key in bearing]),
        ]
        return Part(name, tuple(history.values()), tuple(text.achievement for text in spare), tuple(planted))

    def _alone(self, sources: Sequence[Text], history: dict[str, Record]) -> Iterator[Planted]:
        for planted, plant in ALONE.items():
            for text in self._chosen(planted, sources):
                yield plant(history[text.key], _chance(planted, text))

    def _with_host(
        self, sources: Sequence[Text], spare: Sequence[Text], history: dict[str, Record]
    ) -> Iterator[Planted]:
        hosts: defaultdict[Kind, list[Achievement]] = defaultdict(list)
        for text in filter(lambda text: _long(text.achievement), spare):
            hosts[text.kind].append(text.achievement)
        for planted, plant in WITH_HOST.items():
            for text in self._chosen(planted, [text for text in sources if text.kind in hosts]):
                random = _chance(planted, text)
                yield plant(history[text.key], random.choice(hosts[text.kind]), random)

    def _merged(self, sources: Sequence[Text], history: dict[str, Record]) -> Iterator[Planted]:
        first = self._chosen("merge", sources)
        for text, second in zip(first, [*first[1:], *first[:1]], strict=True):
            yield merge(history[text.key], history[second.key], _chance("merge", text))

    def _rewritten(self, name: PartName, history: dict[str, Record]) -> Iterator[Planted]:
        for row in self.rewrites:
            if self.split.part_of_rewritten(key := _base(row)) == name:
                yield rewritten(history[key], row, Random(f"{SEED} {row['class']} {key}"))

    def _bearing(self, kept: Sequence[Text], name: PartName) -> dict[str, Achievement]:
        """Background with the part's templates in front, by key, `BEARERS` of each template in turn."""
        background = [text for text in kept if self.split.role(text) == "background" and _long(text.achievement)]
        background.sort(key=lambda text: rank(text.key, "template"))
        pairs = zip(cycle(zip(templates(name), _groups(name), strict=True)), background, strict=False)
        return {
            text.key: with_template(text.achievement, paragraph, group, _chance("template", text))
            for (paragraph, group), text in islice(pairs, BEARERS * len(templates(name)))
        }

    def _templates(self, name: PartName, spare: Sequence[Text], bearing: Sequence[Record]) -> Iterator[Planted]:
        turns = cycle(enumerate(zip(templates(name), _groups(name), strict=True)))
        for text, (turn, (paragraph, group)) in zip(self._chosen("template", spare), turns, strict=False):
            sources = tuple(bearing[turn :: len(templates(name))])
            yield template(sources, text.achievement, paragraph, group, _chance("template", text))

    def _chosen(self, planted: str, texts: Sequence[Text]) -> list[Text]:
        suits = SUITED.get(planted, _long)
        suited = [text for text in texts if suits(text.achievement)]
        return sorted(suited, key=lambda text: rank(text.key, planted))[: self.per_class]


def _groups(name: PartName) -> list[str]:
    """The group of each template of a part, all of them different."""
    random = Random(f"{SEED} groups {name}")
    groups: dict[str, None] = {}
    while len(groups) < len(templates(name)):
        groups[particulars.group(random)] = None
    return list(groups)


def _chance(planted: str, text: Text) -> Random:
    return Random(f"{SEED} {planted} {text.key}")


def _base(row: Row) -> str:
    return f"patents {int(row['base'][1:])}"
