"""What a deal (转化) is: one achievement on its way to one taker, and every step of that way."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from corpus.deals.amounts import read_amount

Stage = Literal["need", "match", "contact", "intention", "contract", "in_use", "closed"]
"""How far a deal has come, in this order."""

STAGES: Final[tuple[Stage, ...]] = get_args(Stage)

STAGE_NAMES: Final[dict[Stage, str]] = {
    "need": "需求",
    "match": "匹配",
    "contact": "对接",
    "intention": "意向",
    "contract": "合同",
    "in_use": "投用",
    "closed": "结束",
}
"""Chinese name of every stage, as shown to people."""

Outcome = Literal["completed", "abandoned", "void"]
"""How a closed deal ended: 成交, 未成交; or 作废, as it should never have been written and counts for nothing."""

OUTCOME_NAMES: Final[dict[Outcome, str]] = {"completed": "成交", "abandoned": "未成交", "void": "作废"}

StepKind = Literal["advance", "correct", "withdraw"]
"""A step forward; another wording of a step that was taken; the way back to an earlier stage."""

MAX_NAME: Final = 200
MAX_NOTE: Final = 2_000

Amount = Annotated[
    Decimal,
    BeforeValidator(read_amount),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}], "examples": ["30万", "84.86亿元", 300000.5]}),
]
"""Yuan, above zero, with two places; read from numbers and from text as people write it."""


def _holdable(text: str) -> str:
    """Without NUL, which carries nothing and which PostgreSQL cannot hold."""
    return text.replace("\0", "")


Name = Annotated[str, Field(max_length=MAX_NAME), AfterValidator(_holdable)]
Words = Annotated[str, Field(max_length=MAX_NOTE), AfterValidator(_holdable)]


def rank(stage: Stage) -> int:
    """The place of a stage in the order of all, from 1."""
    return STAGES.index(stage) + 1


class Said(BaseModel):
    """What a person says of one step: the day on which it happened, the document's number, the amount in yuan.

    `outcome` belongs to the stage `closed` and to no other; `note` then says why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    stage: Stage
    day: date
    number: Name = ""
    amount: Amount | None = None
    note: Words = ""
    outcome: Outcome | None = None


class Step(Said):
    """One entry of a deal's history, never changed afterwards.

    `handler` (经办人) is whom the writer names, `actor` the account that wrote, `at` the moment of writing. `reason`
    says why something was corrected or withdrawn; a withdrawal names the stage that the deal went back to.
    """

    kind: StepKind = "advance"
    reason: Words = ""
    handler: Name = ""
    actor: str
    at: datetime

    @property
    def who(self) -> str:
        """Whoever is to be asked about it."""
        return self.handler or self.actor


class Parties(BaseModel):
    """Who takes an achievement: the taker (需方单位), where and in which trade it is, and the need it answers."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    taker: Annotated[str, Field(min_length=2, max_length=MAX_NAME), AfterValidator(_holdable)]
    region: Name = ""
    industry: Name = ""
    need_id: int | None = Field(default=None, ge=1)


class Deal(BaseModel):
    """A deal as the store keeps it: `version` counts its changes, `history` holds every step as it was written."""

    model_config = ConfigDict(frozen=True)

    id: int
    version: int
    achievement_id: int
    parties: Parties
    history: tuple[Step, ...]
    created_at: datetime
    updated_at: datetime
    updated_by: str

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that hold now, one a stage, in their order; never empty."""
        return steps_now(self.history)

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self.steps[-1].stage

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None while it is open."""
        return self.steps[-1].outcome

    @property
    def amount(self) -> Decimal | None:
        """The amount said last, in yuan; earlier ones were estimates of it and are not added to it."""
        return next((step.amount for step in reversed(self.steps) if step.amount is not None), None)


def steps_now(history: Sequence[Step]) -> tuple[Step, ...]:
    """What holds after a history: corrections replace a step, a withdrawal takes back all after its stage."""
    held: dict[Stage, Step] = {}
    for step in history:
        if step.kind == "withdraw":
            held = {stage: kept for stage, kept in held.items() if rank(stage) <= rank(step.stage)}
        else:
            held[step.stage] = step
    return tuple(held[stage] for stage in STAGES if stage in held)
