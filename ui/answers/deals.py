"""Deals (转化): their steps, and what they add up to."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from ui.answers.base import Answer


class Money(Answer):
    """An amount: `yuan` exactly, `words` as people say it."""

    yuan: Decimal
    words: str


class DealStep(Answer):
    """One step: what happened on `day`, and who wrote it down when."""

    kind: Literal["advance", "correct", "withdraw"]
    stage: str
    stage_name: str
    day: date
    number: str
    amount: Money | None
    note: str
    outcome_name: str
    reason: str
    who: str
    at: datetime


class Deal(Answer):
    """A deal. `steps` hold now; `history` is all that was written. A change sends the `version` back."""

    id: int
    version: int
    achievement_id: int
    title: str
    unit: str
    need_id: int | None
    taker: str
    region: str
    industry: str
    stage: str
    stage_name: str
    outcome_name: str
    amount: Money | None
    day: date
    steps: tuple[DealStep, ...]
    history: tuple[DealStep, ...]
    updated_at: datetime
    updated_by: str


class DealList(Answer):
    """One page of deals, and how many there are in all."""

    total: int
    deals: tuple[Deal, ...]


class DealStage(Answer):
    """One stage: deals that came to it or beyond, those with a step of it, and what these steps add up to."""

    stage: str
    stage_name: str
    reached: int
    recorded: int
    amount: Money
    without_amount: int


class DealFigures(Answer):
    """Every stage in its order, how closed deals ended, and the figure that reports name."""

    stages: tuple[DealStage, ...]
    completed: int
    abandoned: int
    conclusion: str


class DealGroup(Answer):
    """The figures of one region, industry or year; `value` is empty where nobody filled it in."""

    value: str
    figures: DealFigures


class Funnel(Answer):
    """What deals add up to: in all and by group."""

    figures: DealFigures
    regions: tuple[DealGroup, ...]
    industries: tuple[DealGroup, ...]
    years: tuple[DealGroup, ...]
