"""The facts of one achievement, each with its place in the raw text of a field."""

from pydantic import ConfigDict, Field

from ui.answers.base import Answer


class Mention(Answer):
    """Words of a field: code points `start` to `end` (exclusive); lists are one text, one item a line."""

    span: str
    field: str
    start: int
    end: int


class Benefit(Mention):
    """What is earned or saved, in yuan; `yuan_high` is None where it is more than said."""

    yuan_low: float
    yuan_high: float | None
    per_year: bool
    expected: bool


class OtherMoney(Mention):
    """Money that is no benefit."""

    yuan_low: float
    yuan_high: float | None
    kind: str


class Change(Mention):
    """A quantity that moved."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    what: str
    from_: float | None = Field(alias="from")
    to: float | None
    unit: str | None
    percent: float | None
    direction: str


class FactEvidence(Answer):
    """The words behind what is not a figure."""

    patents: tuple[Mention, ...] = ()
    software: tuple[Mention, ...] = ()
    standards: tuple[Mention, ...] = ()
    applied: tuple[Mention, ...] = ()
    sites: tuple[Mention, ...] = ()
    stage: tuple[Mention, ...] = ()
    trl: tuple[Mention, ...] = ()


class Facts(Answer):
    """All facts; "unstated" and None are 未说明."""

    benefits: tuple[Benefit, ...] = ()
    patents: tuple[str, ...] = ()
    software: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    applied: str = "unstated"
    sites: int | None = None
    stage: str = "unstated"
    trl: int | None = None
    other_money: tuple[OtherMoney, ...] = ()
    mentions: FactEvidence = FactEvidence()
