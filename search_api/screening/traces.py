"""Where each figure of a candidate comes from: the sentence, or what was counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from corpus.achievement import StoredAchievement
from corpus.facts import Benefit, Facts, facts_of
from corpus.need import StoredNeed
from search_api.screening import scales
from search_api.screening.answers import NeedReference, Reference, Trace
from search_api.screening.awards import reach_of, worth
from search_api.screening.indicators import money
from search_api.screening.quoting import quotes
from search_api.screening.table import Table

MOST_NEAR: Final = 5
"""Neighbours that are named."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Achievements that the figures of one rest on. `copied` and `nearest` are earlier ones with the share of wording
    and the cosine; `near` are neighbours of any year with their cosines; `measured` is whether it was looked at."""

    measured: bool
    copied: tuple[int, float] | None = None
    nearest: tuple[int, float] | None = None
    near: tuple[tuple[int, float], ...] = ()

    @classmethod
    def of(cls, table: Table, row: int) -> "Neighbourhood":
        """That of one row of the table."""
        found, place = table.seen.measured, int(table.seen.places[row])
        if found is None or place < 0:
            return cls(False)

        def named(at: int, value: float) -> tuple[int, float] | None:
            return (int(found.ids[at]), float(value)) if at >= 0 else None

        pairs = zip(found.near[place].tolist(), found.near_cosines[place].tolist(), strict=True)
        near = [pair for at, value in pairs if value >= scales.NEAR and (pair := named(at, value))]
        return cls(
            True,
            named(int(found.copied[place]), found.shares[place]),
            named(int(found.nearest[place]), found.cosines[place]),
            tuple(near[:MOST_NEAR]),
        )

    @property
    def closest(self) -> tuple[int, str] | None:
        """The earlier one that novelty is lost to, and by what; None where hardly anything is alike."""
        share = self.copied[1] if self.copied else 0.0
        likeness = float(scales.likeness(np.array(self.nearest[1]))) if self.nearest else 0.0
        if self.copied and share >= max(likeness, 0.005):
            return self.copied[0], f"文字有 {share:.0%} 在其中出现过"
        if self.nearest and likeness > 0:
            return self.nearest[0], f"意思相近，余弦 {self.nearest[1]:.2f}"
        return None

    @property
    def ids(self) -> set[int]:
        """All achievements that are named."""
        return {id for id, _ in self.near} | ({self.closest[0]} if self.closest else set())


@dataclass(frozen=True, slots=True)
class Tracer:
    """Traces of one record. `others` are the records that its neighbourhood names, as far as they may be listed;
    `needs` the open needs that it answers, of `open_needs`."""

    record: StoredAchievement
    facts: Facts
    around: Neighbourhood
    others: Mapping[int, StoredAchievement]
    needs: tuple[StoredNeed, ...]
    open_needs: int

    @classmethod
    def of(
        cls,
        record: StoredAchievement,
        around: Neighbourhood,
        others: Mapping[int, StoredAchievement],
        needs: tuple[StoredNeed, ...],
        open_needs: int,
    ) -> "Tracer":
        """Read the facts of the record as it is now."""
        return cls(record, facts_of(record.achievement), around, others, needs, open_needs)

    def traces(self) -> dict[str, Trace]:
        """By indicator."""
        return {
            "readiness": self._readiness(),
            "benefit": self._benefit(),
            "protection": self._protection(),
            "novelty": self._novelty(),
            "spread": self._spread(),
            "demand": self._demand(),
            "award": self._award(),
        }

    def wordings(self) -> dict[str, str]:
        """Figures that the record itself says better, by indicator."""
        a = self.record.achievement
        counted = self._counted()
        yearly = f"{money(counted.yuan_low)}/年" if counted and counted.per_year else ""
        return {"award": f"{a.level}{a.award}", "benefit": yearly}

    def _counted(self) -> Benefit | None:
        """The realised benefit that counts: the largest a year, else the largest once."""
        realised = [benefit for benefit in self.facts.benefits if not benefit.expected]
        annual = [benefit for benefit in realised if benefit.per_year]
        return max(annual or realised, key=lambda benefit: benefit.yuan_low, default=None)

    def _readiness(self) -> Trace:
        mentions = self.facts.mentions.trl or self.facts.mentions.stage
        note = "" if self.facts.trl is not None else "材料没有说明做到了哪一步"
        return Trace(note=note, quotes=quotes(self.record.achievement, mentions))

    def _benefit(self) -> Trace:
        if counted := self._counted():
            note = "已实现，按年" if counted.per_year else "已实现，一次性"
            return Trace(note=note, quotes=quotes(self.record.achievement, [counted]))
        expected = sorted(self.facts.benefits, key=lambda benefit: -benefit.yuan_low)[:1]
        if expected:
            note = f"只说了预计的 {money(expected[0].yuan_low)}，不计"
            return Trace(note=note, quotes=quotes(self.record.achievement, expected))
        return Trace(note="材料没有说明已实现的效益金额")

    def _protection(self) -> Trace:
        kinds = (("专利", self.facts.patents), ("软件著作权", self.facts.software), ("标准", self.facts.standards))
        note = "，".join(f"{name} {len(found)} 件" for name, found in kinds if found)
        mentions = self.facts.mentions
        words = (*mentions.patents, *mentions.software, *mentions.standards)
        return Trace(note=note or "材料没有提到专利、软件著作权或标准", quotes=quotes(self.record.achievement, words))

    def _novelty(self) -> Trace:
        if not self.around.measured:
            return Trace(note="还没有与更早的成果比较")
        if self.around.closest is None:
            return Trace(note="更早的成果里没有与它重合的")
        id, how = self.around.closest
        return Trace(note=f"与更早的一项最接近：{how}", references=self._references({id: how}))

    def _spread(self) -> Trace:
        sites = self.facts.sites
        said = f"自述用于 {sites} 处" if sites else ""
        own = quotes(self.record.achievement, self.facts.mentions.sites) if sites else ()
        if not self.around.measured:
            return Trace(note=said or "还没有与其他成果比较", quotes=own)
        near = {id: f"相近，余弦 {cosine:.2f}" for id, cosine in self.around.near}
        references = tuple(each for each in self._references(near) if each.unit != self.record.achievement.unit)
        counted = "相近的其他成果" if references else "没有其他单位的相近成果"
        return Trace(note="；".join(filter(None, (said, counted))), quotes=own, references=references)

    def _demand(self) -> Trace:
        if not self.open_needs:
            return Trace(note="库里没有征集中的企业需求")
        return Trace(
            note=f"征集中的需求共 {self.open_needs} 项，能回应 {len(self.needs)} 项",
            needs=tuple(NeedReference(id=each.id, title=each.need.title, unit=each.need.unit) for each in self.needs),
        )

    def _award(self) -> Trace:
        a = self.record.achievement
        if not a.award:
            return Trace(note="没有填写获奖等级")
        level = f"，级别“{a.level}”" if a.level else "，级别未填"
        least = "，按企业级计" if worth(a.award, a.level) and reach_of(a.award, a.level) is None else ""
        return Trace(note=f"获奖等级“{a.award}”{level}{least}")

    def _references(self, notes: Mapping[int, str]) -> tuple[Reference, ...]:
        there = [(self.others[id], note) for id, note in notes.items() if id in self.others]
        return tuple(
            Reference(
                id=other.id,
                title=other.achievement.title,
                unit=other.achievement.unit,
                year=other.achievement.year,
                confidential=other.achievement.confidential,
                note=note,
            )
            for other, note in there
        )
