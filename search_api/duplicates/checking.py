"""Checking submissions against what was handed in before: candidates, pairs, evidence, verdicts, a type."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.achievement import Achievement
from search_api.duplicates.evidence import observe
from search_api.duplicates.evidence.copied import concentration, copied
from search_api.duplicates.kinds import TEMPLATE, Case, Type, sources, type_of
from search_api.duplicates.library import Library
from search_api.duplicates.pairs import Compared, Pair, compare
from search_api.duplicates.verdict import Model, Verdict, bundled_model, judge


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
    """The answer to one submission. `matches` by falling probability; `candidates` all ids that were looked at.

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
    matches = judged(compared, model)
    return Checked(
        compared.submission,
        tuple(matches),
        matches[0].verdict.level if matches else "无关",
        _type_of_all(matches),
        compared.candidates,
        compared.own,
    )


def judged(compared: Compared, model: Model) -> list[Match]:
    """The matches of a submission, likeliest first."""
    verdicts = [judge(pair.candidate.id, observe(pair), model) for pair in compared.pairs]
    order = sorted(zip(verdicts, compared.pairs, strict=True), key=lambda each: (-each[0].log_odds, each[0].id))
    brought = sources((verdict, copied(pair)) for verdict, pair in order)
    return [Match(pair, verdict, type_of(_case(pair, verdict, brought))) for verdict, pair in order]


def _case(pair: Pair, verdict: Verdict, brought: Sequence[Verdict]) -> Case:
    templates = int(pair.templates.mask(pair.achievement_text.letters).sum())
    return Case(verdict, brought, templates, concentration(pair))


def _type_of_all(matches: Sequence[Match]) -> Type | None:
    """The type of the likeliest match; or 同源模板, as those that have nothing but templates in common are no match."""
    if not matches or matches[0].type:
        return matches[0].type if matches else None
    pair = matches[0].pair
    return "同源模板" if pair.templates.mask(pair.submission_text.letters).sum() >= TEMPLATE else None
