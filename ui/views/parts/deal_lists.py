"""Many deals: as a funnel with sums, as a board by stage, as a list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final

import streamlit as st

from ui.answers import Deal, DealFigures, DealGroup, Funnel
from ui.client import ApiProblem, DealsAsked
from ui.fields import EMPTY_NAME
from ui.views.parts import connection
from ui.views.parts.deal_address import DEALS_PAGE, SIZE, DealsAddress
from ui.views.parts.deal_charts import amounts_chart, counts_chart
from ui.views.parts.deal_words import CLOSED, OUTCOME_NAMES, STAGE_NAMES
from ui.views.parts.text import escaped, number, plain

CARDS: Final = 8
"""Cards of a column of the board; the list has the others."""

SUMMED: Final = {"intention": True, "contract": True, "in_use": False}
"""Stages that the table of sums holds, and whether with their amounts."""

Go = Callable[[DealsAddress], None]


def show_funnel(address: DealsAddress, _: Go) -> None:
    """Draw what deals add up to, in all and by region, industry or year."""
    found = connection.funnel(address.narrowing())
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader("走到哪一步", anchor=False)
        counts_chart(found.figures.stages[:-1])
    with right:
        st.subheader("金额", anchor=False)
        amounts_chart(found.figures.stages[:-1])
    st.caption(
        "浅色是到过这一步或更远的，深色是记有这一步的。意向、合同的金额是同一笔生意前后两次写下的数，不相加；"
        "按年度看时，每一步算在它发生的那一年。"
    )
    _sums(found)


def _sums(found: Funnel) -> None:
    groups = {"按地区": found.regions, "按行业": found.industries, "按年度": found.years}
    by = st.segmented_control(
        "怎样分组", list(groups), default="按地区", key="deal-groups", required=True, label_visibility="collapsed"
    )
    ordered = groups[by] if by == "按年度" else sorted(groups[by], key=_signed, reverse=True)
    st.html(sums_html(by.removeprefix("按"), ordered, found.figures))


def _signed(group: DealGroup) -> Decimal:
    return next(stage.amount.yuan for stage in group.figures.stages if stage.stage == "intention")


def sums_html(name: str, groups: Sequence[DealGroup], total: DealFigures) -> str:
    """A table: for each group, how many signed and came into use, and for how much."""
    heads = "".join(
        f"<th>{STAGE_NAMES[stage]}（项）</th>" + "<th>金额</th>" * amounts for stage, amounts in SUMMED.items()
    )
    rows = "".join(f"<tr><td>{escaped(group.value) or EMPTY_NAME}</td>{_cells(group.figures)}</tr>" for group in groups)
    foot = f'<tr class="total"><td>合计</td>{_cells(total)}</tr>'
    return f'<div class="sums"><table><tr><th>{escaped(name)}</th>{heads}</tr>{rows}{foot}</table></div>'


def _cells(figures: DealFigures) -> str:
    wanted = {stage.stage: stage for stage in figures.stages}
    return "".join(
        _cell(number(wanted[stage].recorded), wanted[stage].recorded)
        + _cell(wanted[stage].amount.words, wanted[stage].amount.yuan) * amounts
        for stage, amounts in SUMMED.items()
    )


def _cell(words: str, value: int | Decimal) -> str:
    """A cell; a dash where there is nothing."""
    return f"<td>{escaped(words) if value else '—'}</td>"


def show_board(address: DealsAddress, go: Go) -> None:
    """Draw a column a stage with the deals that were changed last; the closed ones are only counted."""
    found = {stage: _at(address, stage) for stage in STAGE_NAMES if stage != CLOSED}
    shown = [stage for stage, deals in found.items() if deals[0] or stage != "need"]
    for stage, column in zip(shown, st.columns(len(shown), gap="small"), strict=True):
        total, deals = found[stage]
        with column, st.container(key=f"board-{stage}"):
            st.html(f'<div class="board-head">{STAGE_NAMES[stage]}<span>{number(total)}</span></div>')
            for deal in deals:
                _card(deal, address)
            if total > len(deals):
                st.button(
                    f"全部 {number(total)} 笔", key=f"more-{stage}", type="tertiary",
                    on_click=partial(go, address.listed(stage)),
                )  # fmt: skip
    closed, _ = _at(address, CLOSED, size=1)
    if closed:
        st.button(
            f"已经结束的 {number(closed)} 笔", type="tertiary", icon=":material/inventory_2:",
            on_click=partial(go, address.listed(CLOSED)),
        )  # fmt: skip


def _at(address: DealsAddress, stage: str, size: int = CARDS) -> tuple[int, tuple[Deal, ...]]:
    found = connection.deals(replace(address.narrowing(), stages=(stage,), size=size))
    return found.total, found.deals


def _card(deal: Deal, address: DealsAddress) -> None:
    with st.container(border=True, key=f"card-{deal.id}"):
        st.page_link(DEALS_PAGE, label=plain(deal.title), query_params=address.opened(deal.id).params())
        amount = f"<b>{escaped(deal.amount.words)}</b>" if deal.amount else ""
        st.html(f'<div class="deal-line">{escaped(deal.taker)}<br>{deal.day} {amount}</div>')


def show_list(address: DealsAddress, go: Go) -> None:
    """Draw the deals one below the other, with pages."""
    stages = {name: stage for stage, name in STAGE_NAMES.items()}
    key = "deal-stages"
    st.session_state[key] = [STAGE_NAMES[stage] for stage in address.stages]
    st.pills(
        "现在到", list(stages), selection_mode="multi", key=key, label_visibility="collapsed",
        on_change=lambda: go(address.listed(*(stages[name] for name in st.session_state[key]))),
    )  # fmt: skip
    found = connection.deals(address.asked())
    if not found.deals:
        st.info("这些条件下没有转化。")
        return
    st.caption(f"共 {number(found.total)} 笔，最近有改动的在前")
    for deal in found.deals:
        show_deal_in_short(deal, address)
    pages = -(-found.total // SIZE)
    if pages > 1:
        _pager(address, pages, go)


def show_deal_in_short(deal: Deal, address: DealsAddress) -> None:
    """Draw a deal as an entry of a list, its title a link."""
    with st.container(border=True, key=f"hit-deal-{deal.id}"):
        st.page_link(DEALS_PAGE, label=plain(deal.title), query_params=address.opened(deal.id).params())
        st.html(deal_html(deal))


def deal_html(deal: Deal) -> str:
    """A deal but for its title: how far it is, who makes and who takes it, and for how much."""
    amount = f" · <b>{escaped(deal.amount.words)}</b>" if deal.amount else ""
    place = " · ".join(escaped(text) for text in (deal.region, deal.industry) if text)
    line = f"{stage_tag(deal)} {escaped(deal.unit)} → {escaped(deal.taker)}{amount}"
    return f'<div class="deal-line">{line}<br>{deal.day} {place}</div>'


def stage_tag(deal: Deal) -> str:
    """A small label: the stage, or how the deal ended."""
    looks = {name: outcome for outcome, name in OUTCOME_NAMES.items()}
    return f'<span class="tag {looks.get(deal.outcome_name, "stage")}">{deal.outcome_name or deal.stage_name}</span>'


def _pager(address: DealsAddress, pages: int, go: Go) -> None:
    key = f"deal-page-{address.page}-{pages}"
    st.pagination(
        pages, default=min(address.page, pages), key=key,
        on_change=lambda: go(replace(address, page=st.session_state[key])),
    )  # fmt: skip


def show_deals_of(achievement: int) -> None:
    """Draw what became of one achievement, and the way to a new deal."""
    st.page_link(
        DEALS_PAGE, label="发起转化：记下谁要用它", icon=":material/handshake:",
        query_params=DealsAddress(achievement=achievement).params(),
    )  # fmt: skip
    try:
        found = connection.deals(DealsAsked(achievement=achievement))
    except ApiProblem as problem:  # the record can be read though its deals cannot
        st.caption(plain(str(problem)))
        return
    if not found.deals:
        return
    st.subheader(f"转化（{number(found.total)} 笔）", anchor=False)
    for deal in found.deals:
        with st.container(key=f"similar-deal-{deal.id}", gap=None):
            st.page_link(DEALS_PAGE, label=plain(deal.taker), query_params=DealsAddress(deal=deal.id).params())
            amount = f" · {escaped(deal.amount.words)}" if deal.amount else ""
            st.html(f'<div class="similar">{stage_tag(deal)} {deal.day}{amount}</div>')
