"""One deal: how far it is, its steps in time, and all that was ever written."""

from collections.abc import Sequence

import streamlit as st

from ui.answers import Deal, DealStep
from ui.views.parts import connection
from ui.views.parts.clock import moment
from ui.views.parts.deal_address import DEALS_PAGE, DealsAddress
from ui.views.parts.deal_forms import show_changes
from ui.views.parts.deal_words import CLOSED, OUTCOME_NAMES, STAGE_NAMES
from ui.views.parts.deal_writing import place_of, show_told
from ui.views.parts.hits import ACHIEVEMENT_PAGE
from ui.views.parts.need_words import NEEDS_PAGE
from ui.views.parts.text import escaped, plain

KINDS = {"advance": "", "correct": "更正", "withdraw": "退回到"}


def show_deal(id: int, address: DealsAddress) -> None:
    """Draw a deal, and what can be done with it."""
    st.page_link(
        DEALS_PAGE, label="返回转化跟踪", icon=":material/arrow_back:", query_params=address.overview().params()
    )
    deal = connection.api().deal(id)
    st.html(head_html(deal))
    st.html(way_html(deal))
    show_told(place_of(deal=id))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader("走过的步骤", anchor=False)
        st.html(timeline_html(deal.steps))
        _history(deal)
        if deal.need_id:
            show_need(deal.need_id)
        number = {"id": str(deal.achievement_id)}
        st.page_link(ACHIEVEMENT_PAGE, label="看成果详情", icon=":material/article:", query_params=number)
    with right:
        st.subheader("记一笔", anchor=False)
        show_changes(deal)


def show_need(id: int, title: str = "") -> None:
    """Draw the way to the need that a deal answers."""
    label = f"对应的需求：{plain(title)}" if title else "看对应的需求"
    st.page_link(NEEDS_PAGE, label=label, icon=":material/help_center:", query_params={"need": str(id)})


def _history(deal: Deal) -> None:
    with st.expander(f"全部记录（{len(deal.history)} 条，更正和退回也在内）", icon=":material/history:"):
        st.html(timeline_html(deal.history))
    st.caption(f"最近由 {plain(deal.updated_by)} 在 {moment(deal.updated_at)} 改动。")


def head_html(deal: Deal) -> str:
    """What it is: the achievement, who made it, who takes it."""
    place = " · ".join(escaped(text) for text in (deal.region, deal.industry) if text)
    line = f"{escaped(deal.unit)} → <b>{escaped(deal.taker)}</b>" + (f"（{place}）" if place else "")
    amount = f"，{escaped(deal.amount.words)}" if deal.amount else ""
    return (
        f'<div class="record"><h1>{escaped(deal.title)}</h1></div>'
        f'<div class="deal-line">{line}{amount} · 第 {deal.id} 号</div>'
    )


def way_html(deal: Deal) -> str:
    """All stages in their order: which were taken, which were left out, where it is now."""
    days = {step.stage: step.day for step in deal.steps}
    names = list(STAGE_NAMES)
    items = []
    for stage, name in STAGE_NAMES.items():
        look = _look(deal, names.index(stage) - names.index(deal.stage), stage in days)
        label = deal.outcome_name if stage == CLOSED and deal.outcome_name else name
        day = f"<small>{days[stage]}</small>" if stage in days else ""
        items.append(f'<div class="{look}">{label}{day}</div>')
    return f'<div class="way">{"".join(items)}</div>'


def _look(deal: Deal, distance: int, taken: bool) -> str:
    outcomes = {name: outcome for outcome, name in OUTCOME_NAMES.items()}
    if distance == 0:
        return f"now {outcomes.get(deal.outcome_name, '')}".strip()
    if taken:
        return "done"
    return "skipped" if distance < 0 and deal.outcome_name in ("", OUTCOME_NAMES["completed"]) else ""


def timeline_html(steps: Sequence[DealStep]) -> str:
    """Steps one below the other, the earliest first."""
    return f'<ol class="timeline">{"".join(map(_step, steps))}</ol>'


def _step(step: DealStep) -> str:
    kind = KINDS[step.kind]
    amount = f'<span class="sum">{escaped(step.amount.words)}</span>' if step.amount else ""
    name = f"{kind}“{step.stage_name}”" if kind else step.stage_name
    outcome = f"：{step.outcome_name}" if step.outcome_name else ""
    lines = [step.number, step.note, f"原因：{step.reason}" if step.reason else ""]
    texts = "".join(f"<p>{escaped(line)}</p>" for line in lines if line)
    by = f'<p class="by">{escaped(step.who)} 记于 {moment(step.at)}</p>'
    when = f'<span class="when">{step.day}</span>'
    return f'<li class="{step.kind}">{amount}{when}<b>{escaped(name)}{outcome}</b>{texts}{by}</li>'
