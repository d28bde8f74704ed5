"""What became of many deals at once (转化漏斗): how many reached each stage, and for how much."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from corpus.deals.amounts import amount_in_words, yuan_of
from corpus.deals.deal import STAGES, Outcome, Stage, rank


@dataclass(frozen=True, slots=True)
class Counted:
    """Steps that brought their deals from the stage of rank `first` to that of `rank`: how many, the sum of their
    amounts in fen, and how many of them name an amount."""

    first: int
    rank: int
    outcome: Outcome | None
    steps: int
    fen: int
    with_amount: int


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage. `reached` counts the deals that came to it or beyond, `recorded` those that have a step of the stage
    itself; `yuan` is what those steps add up to, and `without_amount` of them name no amount.

    Amounts of different stages are of the same deals and must not be added together.
    """

    stage: Stage
    reached: int
    recorded: int
    yuan: Decimal
    without_amount: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Every stage in its order, and how the closed deals ended."""

    stages: tuple[StageFigures, ...]
    completed: int
    abandoned: int

    def of(self, stage: Stage) -> StageFigures:
        """The figures of one stage."""
        return self.stages[rank(stage) - 1]

    @property
    def conclusion(self) -> str:
        """The figure that reports name: `495 项签订意向 84.86 亿元`."""
        signed = self.of("intention")
        return f"{signed.recorded:,} 项签订意向 {amount_in_words(signed.yuan)}"


def figures_of(counted: Iterable[Counted]) -> Figures:
    """Add up what was counted."""
    rows = tuple(counted)
    return Figures(
        tuple(_stage(stage, rows) for stage in STAGES),
        completed=sum(row.steps for row in rows if row.outcome == "completed"),
        abandoned=sum(row.steps for row in rows if row.outcome == "abandoned"),
    )


def _stage(stage: Stage, rows: tuple[Counted, ...]) -> StageFigures:
    place = rank(stage)
    own = [row for row in rows if row.rank == place]
    recorded = sum(row.steps for row in own)
    return StageFigures(
        stage,
        reached=sum(row.steps for row in rows if row.first <= place <= row.rank),
        recorded=recorded,
        yuan=yuan_of(sum(row.fen for row in own)),
        without_amount=recorded - sum(row.with_amount for row in own),
    )
