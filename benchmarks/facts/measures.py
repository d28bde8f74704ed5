"""Counting what was found, missed and wrongly found, fact by fact."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.facts import Facts
from corpus.facts.units import canonical
from corpus.normalize import clean_text

Row = Mapping[str, Any]


@dataclass
class Count:
    """Hits, false alarms and misses, with what was wrong in words."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        total = 2 * self.right + len(self.wrong) + len(self.missed)
        return 2 * self.right / total if total else 1.0


@dataclass
class Tally:
    """All counts over some texts."""

    counts: dict[str, Count] = field(default_factory=dict)

    def add(
        self, name: str, title: str, said: Sequence[Any], found: Sequence[Any], same: Callable[[Any, Any], bool]
    ) -> None:
        """Pair what the reader found with what we found, each once."""
        count = self.counts.setdefault(name, Count())
        left = list(found)
        for each in said:
            at = next((at for at, other in enumerate(left) if same(each, other)), None)
            if at is None:
                count.missed.append(f"{title}: {each}")
            else:
                del left[at]
                count.right += 1
        count.wrong += [f"{title}: {each}" for each in left]


def compare(tally: Tally, row: Row, found: Facts) -> None:
    """Compare one text's facts with those of the careful reader."""
    said, title = row["facts"], row["title"]
    ours = found.model_dump(by_alias=True)
    tally.add("benefits", title, said["benefits"], ours["benefits"], _same_benefit)
    tally.add("changes", title, said["changes"], ours["changes"], _same_change)
    for name in ("patents", "software", "standards"):
        tally.add(name, title, said[name], ours[name], lambda a, b: _bare(a) == _bare(b))
    for name in ("applied", "stage", "sites", "trl"):
        if name in said:
            tally.add(name, title, [said[name]], [ours[name]], lambda a, b: a == b)
    money = said["no_benefit_money"]
    tally.add("other money", title, money, [each["span"] for each in ours["other_money"]], _overlap)
    taken = [each["span"] for each in ours["benefits"] if any(_overlap(span, each["span"]) for span in money)]
    real = [each["span"] for each in said["benefits"]]
    wrongly = [span for span in taken if not any(_overlap(span, other) for other in real)]
    tally.add("no benefit taken for one", title, [], wrongly, lambda a, b: a == b)


def _same_benefit(a: Row, b: Row) -> bool:
    keys = ("yuan_low", "yuan_high", "per_year", "expected")
    return all(a[key] == b[key] for key in keys) and _overlap(a["span"], b["span"])


def _same_change(a: Row, b: Row) -> bool:
    if a["direction"] != b["direction"] or not _overlap(a["span"], b["span"]):
        return False
    return all(_close(a[key], b[key]) for key in ("from", "to", "percent")) and _unit(a["unit"]) == _unit(b["unit"])


def _close(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else abs(a - b) <= max(abs(a), abs(b)) * 1e-3


def _unit(unit: str | None) -> str | None:
    return None if unit is None else canonical(clean_text(unit))


def _overlap(a: str, b: str) -> bool:
    return a in b or b in a or _common(a, b) >= min(len(a), len(b)) / 2


def _common(a: str, b: str) -> int:
    """Letters by which the end of one is the beginning of the other, as spans of one text overlap."""
    lengths = range(min(len(a), len(b)), 0, -1)
    return next((length for length in lengths if a[-length:] == b[:length] or b[-length:] == a[:length]), 0)


def _bare(number: str) -> str:
    return "".join(character for character in clean_text(number).upper() if character.isalnum() or character == ".")
