"""Checking submissions against what was handed in before: candidates, pairs, evidence, verdicts, a type."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.achievement import Achievement
from search_api.duplicates.evidence import observe
from search_api.duplicates.evidence.copied import concentration
from search_api.duplicates.kinds import Case, Type, type_of
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
    best = matches[0] if matches else None
    return Checked(
        compared.submission,
        tuple(matches),
        best.verdict.level if best else "无关",
        best.type if best else None,
        compared.candidates,
        compared.own,
    )


def judged(compared: Compared, model: Model) -> list[Match]:
    """The matches of a submission, likeliest first; only the type of the first heeds the others."""
    verdicts = [judge(pair.candidate.id, observe(pair), model) for pair in compared.pairs]
    order = sorted(zip(verdicts, compared.pairs, strict=True), key=lambda each: (-each[0].log_odds, each[0].id))
    return [
        Match(pair, verdict, _type(pair, verdict, verdicts if at == 0 else [verdict]))
        for at, (verdict, pair) in enumerate(order)
    ]


def _type(pair: Pair, verdict: Verdict, all: Sequence[Verdict]) -> Type | None:
    templates = int(pair.templates.mask(pair.submission_text.letters).sum())
    return type_of(Case(verdict, all, templates, concentration(pair)))
