"""From deals and sums to what is said of them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.deals import OUTCOME_NAMES, STAGE_NAMES, Deal, Outcome, Step, amount_in_words
from corpus.deals.funnel import Figures, StageFigures
from corpus.store import DealsWanted, Grouping
from search_api.deals.answers import (
    DealAnswer,
    DealsAnswer,
    FiguresAnswer,
    FunnelAnswer,
    GroupAnswer,
    Money,
    StageAnswer,
    StepAnswer,
)

if TYPE_CHECKING:
    from corpus.store import Store


def page_of_deals(store: "Store", wanted: DealsWanted, page: int, size: int) -> DealsAnswer:
    """One page of deals, from page 1."""
    total, found = store.list_deals(wanted, limit=size, offset=(page - 1) * size)
    return DealsAnswer(total=total, page=page, size=size, deals=tuple(deal_answers(store, found)))


def deal_answers(store: "Store", deals: Sequence[Deal]) -> list[DealAnswer]:
    """Deals with what their achievements are called and who made them."""
    known = store.get_many({deal.achievement_id for deal in deals})
    named = {id: (record.achievement.title, record.achievement.unit) for id, record in known.items()}
    return [_deal(deal, *named[deal.achievement_id]) for deal in deals]


def funnel(store: "Store", wanted: DealsWanted) -> FunnelAnswer:
    """What deals add up to, in all and by group."""
    by: tuple[Grouping, ...] = ("region", "industry", "year")
    regions, industries, years = (_groups(store.deal_groups(grouping, wanted)) for grouping in by)
    figures = _figures(store.deal_figures(wanted))
    return FunnelAnswer(figures=figures, regions=regions, industries=industries, years=years)


def _deal(deal: Deal, title: str, unit: str) -> DealAnswer:
    return DealAnswer(
        **deal.model_dump(include={"id", "version", "achievement_id", "created_at", "updated_at", "updated_by"}),
        **deal.parties.model_dump(),
        title=title,
        unit=unit,
        stage=deal.stage,
        stage_name=STAGE_NAMES[deal.stage],
        outcome=deal.outcome,
        outcome_name=_outcome_name(deal.outcome),
        amount=_money(deal.amount),
        day=deal.steps[-1].day,
        steps=tuple(map(_step, deal.steps)),
        history=tuple(map(_step, deal.history)),
    )


def _step(step: Step) -> StepAnswer:
    return StepAnswer(
        **step.model_dump(exclude={"amount", "handler"}),
        amount=_money(step.amount),
        stage_name=STAGE_NAMES[step.stage],
        outcome_name=_outcome_name(step.outcome),
        who=step.who,
    )


def _outcome_name(outcome: Outcome | None) -> str:
    return OUTCOME_NAMES[outcome] if outcome else ""


def _money(yuan: Decimal | None) -> Money | None:
    return None if yuan is None else Money(yuan=yuan, words=amount_in_words(yuan))


def _groups(groups: Mapping[str, Figures]) -> tuple[GroupAnswer, ...]:
    return tuple(GroupAnswer(value=value, figures=_figures(figures)) for value, figures in groups.items())


def _figures(figures: Figures) -> FiguresAnswer:
    return FiguresAnswer(
        stages=tuple(map(_stage, figures.stages)),
        completed=figures.completed,
        abandoned=figures.abandoned,
        conclusion=figures.conclusion,
    )


def _stage(figures: StageFigures) -> StageAnswer:
    return StageAnswer(
        stage=figures.stage,
        stage_name=STAGE_NAMES[figures.stage],
        reached=figures.reached,
        recorded=figures.recorded,
        amount=Money(yuan=figures.yuan, words=amount_in_words(figures.yuan)),
        without_amount=figures.without_amount,
    )
