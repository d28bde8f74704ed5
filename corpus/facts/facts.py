"""What an achievement states about itself, each fact with the words that say so."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Applied = Literal["yes", "no", "planned", "unstated"]
Stage = Literal["idea", "prototype", "trial", "in_use", "spread", "unstated"]
Direction = Literal["up", "down"]
MoneyKind = Literal["prize", "cost", "price", "investment", "loss", "other"]
Number = int | float
"""A figure as it is said: whole where it is whole."""


class Mention(BaseModel):
    """Words in the raw text of a field; `field_text(achievement, field)[start:end]` is `span`. Counts code points."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    span: str
    field: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Money(Mention):
    """An amount in yuan: `yuan_low` to `yuan_high`; the latter is None where it is more than said (多, 余, 以上)."""

    yuan_low: Number
    yuan_high: Number | None


class Benefit(Money):
    """What the achievement earns or saves, per year or once, expected (预计, 可, 有望) or realised."""

    per_year: bool
    expected: bool


class OtherMoney(Money):
    """Money that is no benefit: prizes, costs, prices, investments, losses from before."""

    kind: MoneyKind


class Change(Mention):
    """A quantity that moved: from one value to another in one unit, or by some percent; None is 未说明.

    `percent` is above 0 and counts percentage points as percent: 提高3倍 is 300, 翻了一番 is 100.
    """

    what: str
    from_: Number | None = Field(alias="from", serialization_alias="from")
    to: Number | None
    unit: str | None
    percent: Number | None
    direction: Direction


class Evidence(BaseModel):
    """The words behind what is not a figure: one mention a number of `patents`, `software` and `standards`, in the
    same order; the others are empty where nothing is said."""

    model_config = ConfigDict(frozen=True)

    patents: tuple[Mention, ...] = ()
    software: tuple[Mention, ...] = ()
    standards: tuple[Mention, ...] = ()
    applied: tuple[Mention, ...] = ()
    sites: tuple[Mention, ...] = ()
    stage: tuple[Mention, ...] = ()
    trl: tuple[Mention, ...] = ()


class Facts(BaseModel):
    """All facts of one achievement. Dump it with `by_alias=True` for the public JSON."""

    model_config = ConfigDict(frozen=True)

    benefits: tuple[Benefit, ...] = ()
    patents: tuple[str, ...] = ()
    software: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    applied: Applied = "unstated"
    sites: int | None = None
    stage: Stage = "unstated"
    trl: int | None = Field(default=None, ge=1, le=9)
    other_money: tuple[OtherMoney, ...] = ()
    mentions: Evidence = Evidence()
