"""What the API says of deals. Amounts are in yuan, as decimal text with two places, and in words."""

from datetime import date, datetime
from decimal import Decimal

from corpus.deals import Outcome, Stage
from corpus.deals.deal import StepKind
from search_api.answers import Answer


class Money(Answer):
    """An amount: `yuan` exactly, `words` as people say it (`84.86 亿元`)."""

    yuan: Decimal
    words: str


class StepAnswer(Answer):
    """One step: what happened on `day`, and who wrote it down when. `who` is the person in charge, or the account."""

    kind: StepKind
    stage: Stage
    stage_name: str
    day: date
    number: str
    amount: Money | None
    note: str
    outcome: Outcome | None
    outcome_name: str
    reason: str
    who: str
    actor: str
    at: datetime


class DealAnswer(Answer):
    """A deal. `steps` are those that hold now, in their order; `history` is everything that was ever written.

    `version` is to be sent back with a change. `amount` is the one said last.
    """

    id: int
    version: int
    achievement_id: int
    title: str
    unit: str
    need_id: int | None
    taker: str
    region: str
    industry: str
    stage: Stage
    stage_name: str
    outcome: Outcome | None
    outcome_name: str
    amount: Money | None
    day: date
    steps: tuple[StepAnswer, ...]
    history: tuple[StepAnswer, ...]
    created_at: datetime
    updated_at: datetime
    updated_by: str


class DealsAnswer(Answer):
    """One page of deals, what was changed last first, and how many there are in all."""

    total: int
    page: int
    size: int
    deals: tuple[DealAnswer, ...]


class StageAnswer(Answer):
    """One stage: deals that came to it or beyond, those with a step of it, and what these steps add up to.

    `without_amount` of the steps name no amount. Amounts of different stages are of the same deals.
    """

    stage: Stage
    stage_name: str
    reached: int
    recorded: int
    amount: Money
    without_amount: int


class FiguresAnswer(Answer):
    """Every stage in its order, how closed deals ended, and the figure that reports name: 495 项签订意向 84.86 亿元."""

    stages: tuple[StageAnswer, ...]
    completed: int
    abandoned: int
    conclusion: str


class GroupAnswer(Answer):
    """The figures of one region, industry or year; `value` is empty where nobody filled it in."""

    value: str
    figures: FiguresAnswer


class FunnelAnswer(Answer):
    """What deals add up to: in all, and by where the taker is, its trade, and the year of each step."""

    figures: FiguresAnswer
    regions: tuple[GroupAnswer, ...]
    industries: tuple[GroupAnswer, ...]
    years: tuple[GroupAnswer, ...]
