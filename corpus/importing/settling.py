"""Settling, row by row, what becomes of each, and writing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.importing.matching import RULES, Pool, Rule
from corpus.importing.notices import Notices
from corpus.importing.spool import PlacedEntry
from corpus.store import Entry, Known
from corpus.store.entry import folded_title, has_code
from corpus.store.writing import Recorder


@dataclass(slots=True)
class _Plan:
    """What is to be written for one batch."""

    added: list[Entry] = field(default_factory=list)
    updated: list[tuple[int, Entry]] = field(default_factory=list)
    restored: list[tuple[int, Entry]] = field(default_factory=list)

    def write(self, recorder: Recorder) -> list[int]:
        """Write it, and return the ids of new records."""
        recorder.update(self.updated)
        recorder.restore(self.restored)
        return recorder.add(self.added)


class Settlement:
    """The rows of one file being settled; remembers which rows and records are done, and counts."""

    def __init__(self) -> None:
        self.added = self.updated = self.unchanged = 0
        self.notices = Notices()
        self._taken: dict[str, str] = {}  # digest → place of the row
        self._holders: dict[str, str] = {}  # identity → place of its first row
        self._claimed: set[int] = set()

    def settle(self, rows: Sequence[PlacedEntry], recorder: Recorder, rule: Rule) -> list[PlacedEntry]:
        """Write what one rule decides of a batch; returns the rows that are left to the next rule."""
        known = recorder.known({row.entry.identity for row in rows})
        pool = Pool((record for record in known if record.id not in self._claimed), rule)
        plan = _Plan()
        later = []
        for row in rows:
            if row.entry.digest in self._taken:
                self._repeat(row)
            elif (record := pool.take(row.entry)) or rule is RULES[-1] or not pool.rest(row.entry.identity):
                self._take(row, record, pool.rest(row.entry.identity))
                self._plan(row, record, plan)
            else:
                later.append(row)
        self._claimed.update(plan.write(recorder))
        return later

    def _repeat(self, row: PlacedEntry) -> None:
        self.unchanged += 1
        self.notices.repeated(row, self._taken[row.entry.digest])

    def _take(self, row: PlacedEntry, record: Known | None, rest: Sequence[Known]) -> None:
        """Note whose row this is, and say so where another one has the same identity."""
        self._taken[row.entry.digest] = row.place
        first = self._holders.setdefault(row.entry.identity, row.place)
        others = [other for other in rest if not other.deleted]
        if first != row.place:
            self.notices.shared(row, first)
        elif record is None and others and has_code(row.entry.code):
            self.notices.taken(row, others[0])
        if record:
            self._claimed.add(record.id)

    def _plan(self, row: PlacedEntry, record: Known | None, plan: _Plan) -> None:
        if record is None:
            self.added += 1
            plan.added.append(row.entry)
        elif record.deleted:
            self.added += 1
            plan.restored.append((record.id, row.entry))
            self.notices.restored(row, record)
        elif record.digest == row.entry.digest:
            self.unchanged += 1
        else:
            self.updated += 1
            plan.updated.append((record.id, row.entry))
            if folded_title(record.title) != folded_title(row.entry.title):
                self.notices.renamed(row, record)
