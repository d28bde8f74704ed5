"""Checking submissions against what was handed in before: candidates, pairs, evidence, verdicts, a type."""

from collections.abc import Iterable, Iterator
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
    """An achievement that a submission may repeat."""

    pair: Pair
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to one submission. `matches` by falling probability; `candidates` all ids that were looked at."""

    submission: Achievement
    matches: tuple[Match, ...]
    level: str
    type: Type | None
    candidates: tuple[int, ...]


def check(library: Library, submissions: Iterable[Achievement], model: Model | None = None) -> Iterator[Checked]:
    """Answer submissions, in their order; no answer depends on another submission."""
    weights = model or bundled_model()
    return (checked(compared, weights) for compared in compare(library, submissions))


def checked(compared: Compared, model: Model) -> Checked:
    """Judge a submission's pairs."""
    matches = [Match(pair, judge(pair.candidate.id, observe(pair), model)) for pair in compared.pairs]
    matches.sort(key=lambda match: (-match.verdict.log_odds, match.verdict.id))
    if not matches:
        return Checked(compared.submission, (), "无关", None, compared.candidates)
    best = matches[0]
    templates = int(best.pair.templates.mask(best.pair.submission_text.letters).sum())
    case = Case(best.verdict, [match.verdict for match in matches], templates, concentration(best.pair))
    return Checked(compared.submission, tuple(matches), best.verdict.level, type_of(case), compared.candidates)
