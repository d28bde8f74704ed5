"""What of an achievement's facts goes into an index: figures to be compared and sorted by, and two facets."""

from collections.abc import Iterable

from corpus.facts import Benefit, Facts

UNSTATED = "unstated"


def numbers_of(facts: Facts) -> dict[str, float | None]:
    """The figures of `indexer.document.NUMBER_FIELDS`; None where nothing is said."""
    realised = [benefit for benefit in facts.benefits if not benefit.expected]
    rights = len(facts.patents) + len(facts.software) + len(facts.standards)
    return {
        "annual_benefit": _largest(benefit for benefit in realised if benefit.per_year),
        "total_benefit": _largest(benefit for benefit in realised if not benefit.per_year),
        "expected_benefit": _largest(benefit for benefit in facts.benefits if benefit.expected),
        "trl": facts.trl,
        "sites": facts.sites,
        "rights": rights or None,
    }


def fact_facets(facts: Facts) -> dict[str, str]:
    """The values of `indexer.document.FACT_FACETS`."""
    stated = {"applied": facts.applied, "stage": facts.stage}
    return {name: "" if value == UNSTATED else value for name, value in stated.items()}


def _largest(benefits: Iterable[Benefit]) -> float | None:
    return max((float(benefit.yuan_low) for benefit in benefits), default=None)
