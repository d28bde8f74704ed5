"""Which record of the store a row of a file is.

A row is looked for among the records of its identity (its source's number, or title and unit), three times over: first
every row takes the record that says exactly the same, then what is left takes one with the same title, then one whose
title is alike. A row that finds none is new. Since the whole file goes through one rule before the next begins, the
order of rows does not matter, and two achievements under one number stay apart however often they are imported.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import Final

from corpus.store import Entry, Known
from corpus.store.entry import folded_title

ALIKE: Final = 0.5
"""From this likeness of titles (difflib's ratio, 0 to 1) a changed title is the same achievement under its number;
below, two achievements share a number by mistake, and neither may overwrite the other."""

COMPARED: Final = 50
"""Records of one identity that a title is compared with; more than a few share a number only by mistake."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to recognise a record: the same `key`, and then the greatest `likeness` (0: another one)."""

    key: Callable[[Entry | Known], str]
    likeness: Callable[[Entry, Known], float]


def _likeness(entry: Entry, known: Known) -> float:
    if known.deleted:
        return 0.0
    matcher = SequenceMatcher(None, folded_title(entry.title), folded_title(known.title), autojunk=False)
    return ratio if (ratio := matcher.ratio()) >= ALIKE else 0.0


SAYS_THE_SAME: Final = Rule(lambda record: record.digest, lambda _entry, _known: 1.0)
SAME_TITLE: Final = Rule(lambda record: folded_title(record.title), lambda _entry, _known: 1.0)
TITLE_ALIKE: Final = Rule(lambda _: "", _likeness)

RULES: Final = (SAYS_THE_SAME, SAME_TITLE, TITLE_ALIKE)
"""From strict to loose."""


class Pool:
    """Records that no row has taken yet, to be taken by one rule."""

    def __init__(self, known: Iterable[Known], rule: Rule) -> None:
        self._rule = rule
        self._open: dict[str, dict[int, Known]] = defaultdict(dict)
        self._keyed: dict[tuple[str, str], dict[int, Known]] = defaultdict(dict)
        for record in known:
            self._open[record.identity][record.id] = record
            self._keyed[record.identity, rule.key(record)][record.id] = record

    def take(self, entry: Entry) -> Known | None:
        """The record that the entry is by this rule, which is then gone; of equals the first."""
        keyed = self._keyed.get((entry.identity, self._rule.key(entry)))
        if not keyed:
            return None
        scored = [(self._rule.likeness(entry, record), record) for record in islice(keyed.values(), COMPARED)]
        likeness, best = max(scored, key=lambda pair: pair[0])
        if not likeness:
            return None
        del keyed[best.id], self._open[entry.identity][best.id]
        return best

    def rest(self, identity: str) -> list[Known]:
        """The first records of an identity that are still to be had."""
        return list(islice(self._open.get(identity, {}).values(), COMPARED))
