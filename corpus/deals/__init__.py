"""Deals (转化): how an achievement gets from a need into use, and what was paid for it."""

from corpus.deals.amounts import amount_in_words, fen_of, read_amount, yuan_of
from corpus.deals.deal import (
    OUTCOME_NAMES,
    STAGE_NAMES,
    STAGES,
    Amount,
    Deal,
    Outcome,
    Parties,
    Said,
    Stage,
    Step,
    rank,
    steps_now,
)

__all__ = [
    "OUTCOME_NAMES",
    "STAGES",
    "STAGE_NAMES",
    "Amount",
    "Deal",
    "Outcome",
    "Parties",
    "Said",
    "Stage",
    "Step",
    "amount_in_words",
    "fen_of",
    "rank",
    "read_amount",
    "steps_now",
    "yuan_of",
]
