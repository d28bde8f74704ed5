"""What an achievement states of itself, in few words: money, use, stage."""

from collections.abc import Mapping
from typing import Any, Final

from ui.fields import FACT_NAMES, VALUE_NAMES

UNITS: Final = ((1e8, "亿元"), (1e4, "万元"), (1, "元"))


def yuan(amount: float) -> str:
    """An amount as people write it: 120 万元, 1.5 亿元."""
    size, unit = next((size, unit) for size, unit in UNITS if abs(amount) >= size or size == 1)
    return f"{amount / size:,.2f}".rstrip("0").rstrip(".") + f" {unit}"


def figure(number: float) -> str:
    """A number with its thousands apart and no more places than it has, four at most."""
    return f"{number:,.4f}".rstrip("0").rstrip(".")


def in_short(facts: Mapping[str, Any]) -> list[str]:
    """The facts of a hit by name: the first benefit that is stated, use, stage and TRL; what is unsaid is left out."""
    benefits = ("annual_benefit", "total_benefit", "expected_benefit")
    said = [(name, amount) for name in benefits if (amount := facts[name]) is not None]
    words = [f"{FACT_NAMES[name]} {yuan(amount)}" for name, amount in said[:1]]
    words += [VALUE_NAMES["applied"].get(facts["applied"], ""), VALUE_NAMES["stage"].get(facts["stage"], "")]
    words.append(f"TRL {facts['trl']}" if facts["trl"] else "")
    return [word for word in words if word]
