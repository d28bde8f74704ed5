"""Checking submissions against what was handed in before: candidates, pairs, evidence, verdicts, a type."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.achievement import Achievement
from search_api.duplicates.evidence import observe
from search_api.duplicates.kinds import SUSPECTED, TEMPLATE, Case, Type, sources, type_of
from search_api.duplicates.library import Library
from search_api.duplicates.pairs import Compared, Pair, compare
from search_api.duplicates.verdict import Model, Verdict, bundled_model, judge

CONTINUED: Final[Type] = "升级延续"
"""Type of what a submission goes on from, as it says itself."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a submission may repeat: an achievement, or with a `position` (from 0) another submission of its table."""

    pair: Pair
    verdict: Verdict
    type: Type | None
    position: int | None = None

    @property
    def in_batch(self) -> bool:
        """Whether it is another submission."""
        return self.position is not None


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to one submission; `candidates` are all ids that were looked at.

    `matches` come by falling probability, but for stages that the submission itself declares to go on from: unlikely
    to be repeats, these stand behind what is suspected and before all else.

    `own` are ids of the very same record, from an import before; they are left out as if they were not there.
    """

    submission: Achievement
    matches: tuple[Match, ...]
    level: str
    type: Type | None
    candidates: tuple[int, ...]
    own: tuple[int, ...] = ()


def check(library: Library, submissions: Iterable[Achievement], model: Model | None = None) -> Iterator[Checked]:
    """Answer submissions, in their order; no answer depends on another submission."""
    weights = model or bundled_model()
    return (checked(compared, weights) for compared in compare(library, submissions))


def checked(compared: Compared, model: Model) -> Checked:
    """Judge a submission's pairs."""
    return concluded(compared, judged(compared, model))


def concluded(compared: Compared, matches: Iterable[Match]) -> Checked:
    """The answer that matches amount to: level and type are those of the first."""
    ordered = tuple(sorted(matches, key=_order))
    level = ordered[0].verdict.level if ordered else "无关"
    return Checked(compared.submission, ordered, level, _type_of_all(ordered), compared.candidates, compared.own)


def judged(compared: Compared, model: Model) -> list[Match]:
    """What is to be said of each pair; who declares a next stage is related to the stage before at least."""
    verdicts = [judge(pair.candidate.id, observe(pair), model) for pair in compared.pairs]
    falling = sorted(zip(verdicts, compared.pairs, strict=True), key=lambda each: (-each[0].log_odds, each[0].id))
    brought = sources((verdict, pair.overlap.copied) for verdict, pair in falling)
    return [_match(pair, verdict, type_of(_case(pair, verdict, brought))) for verdict, pair in falling]


def _match(pair: Pair, verdict: Verdict, type: Type | None) -> Match:
    if type == CONTINUED and verdict.level == "无关":
        verdict = replace(verdict, level="相关")
    return Match(pair, verdict, type)


def _order(match: Match) -> tuple[bool, bool, float, bool, int]:
    """Suspected ones, then stages before, then the rest, each by falling probability; of equals the base's first."""
    suspected = match.verdict.probability >= SUSPECTED
    continued = match.type == CONTINUED
    return not suspected, not (suspected or continued), -match.verdict.log_odds, match.in_batch, match.pair.candidate.id


def _case(pair: Pair, verdict: Verdict, brought: Sequence[Verdict]) -> Case:
    templates = int(pair.templates.mask(pair.achievement_text).sum())
    return Case(verdict, brought, templates, pair.overlap.concentration)


def _type_of_all(matches: Sequence[Match]) -> Type | None:
    """The type of the likeliest match; or 同源模板, as those that have nothing but templates in common are no match."""
    if not matches or matches[0].type:
        return matches[0].type if matches else None
    pair = matches[0].pair
    return "同源模板" if pair.templates.mask(pair.submission_text).sum() >= TEMPLATE else None
