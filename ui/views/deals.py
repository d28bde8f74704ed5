"""转化跟踪: what became of achievements: how many deals came how far, each of them, and the next step."""

from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from ui.answers import DealFigures, DealGroup
from ui.client import ApiProblem, DealsAsked
from ui.fields import EMPTY_NAME
from ui.views.parts import connection
from ui.views.parts.deal_address import DEALS_PAGE, MAX_QUESTION, VIEWS, DealsAddress, Narrowing
from ui.views.parts.deal_forms import show_beginning
from ui.views.parts.deal_lists import Go, show_board, show_deal_in_short, show_funnel, show_list
from ui.views.parts.deal_record import show_deal, show_need
from ui.views.parts.deal_writing import place_of, show_told
from ui.views.parts.hits import ACHIEVEMENT_PAGE, SEARCH_PAGE
from ui.views.parts.import_result import EXCEL
from ui.views.parts.text import escaped, number, plain

SHOWS: Final = {"funnel": show_funnel, "board": show_board, "list": show_list}
UNKNOWN: Final = (404, 410)


def show() -> None:
    """Draw one deal, a new one, or many."""
    address = DealsAddress.of({name: st.query_params.get_all(name) for name in st.query_params})
    try:
        if address.deal is not None:
            show_deal(address.deal, address)
        elif address.achievement is not None:
            _new(address.achievement, address)
        else:
            _many(address)
    except ApiProblem as problem:
        if problem.status not in UNKNOWN:
            raise
        st.warning(plain(str(problem)))
        st.page_link(DEALS_PAGE, label="返回转化跟踪", icon=":material/arrow_back:")


def _go(address: DealsAddress) -> None:
    """Lead to another view; the address changes, so that back and sharing work."""
    st.query_params.from_dict(address.params())


def _new(achievement: int, address: DealsAddress) -> None:
    st.page_link(
        ACHIEVEMENT_PAGE, label="返回成果详情", icon=":material/arrow_back:", query_params={"id": str(achievement)}
    )
    found = connection.achievement(achievement, "")
    st.title("记一笔转化", anchor=False)
    unit = str(found.achievement.get("unit") or "")
    title = escaped(str(found.achievement["title"]))
    st.html(f'<div class="record"><p>成果：<b>{title}</b>　{escaped(unit)}</p></div>')
    need = connection.api().need(address.need) if address.need else None
    if need:
        show_need(need.id, need.need.title)
    others = connection.deals(DealsAsked(achievement=achievement))
    if others.deals:
        with st.expander(f"这项成果已有 {number(others.total)} 笔转化", icon=":material/handshake:"):
            for deal in others.deals:
                show_deal_in_short(deal, address)
    show_told(place_of(achievement=achievement))
    show_beginning(found, need, _go)


def _many(address: DealsAddress) -> None:
    everything = connection.funnel(DealsAsked())
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title("转化跟踪", anchor=False)
        st.download_button(
            "导出 Excel", data=partial(connection.api().deal_ledger, address.narrowing()), file_name="转化台账.xlsx",
            mime=EXCEL, on_click="ignore", icon=":material/download:", type="tertiary",
        )  # fmt: skip
    if not everything.figures.stages[0].reached and not everything.figures.abandoned:
        _welcome()
        return
    st.html(sentence_html(connection.funnel(address.narrowing()).figures))
    _narrowing(address, everything.regions, everything.industries, everything.years, _go)
    SHOWS[address.view](address, _go)


def _welcome() -> None:
    st.write("还没有转化记录。在成果详情页点“发起转化”，记下谁要用、到了哪一步；以后的意向、合同、投用都接着往下记。")
    st.page_link(SEARCH_PAGE, label="去找一项成果", icon=":material/search:")


def sentence_html(figures: DealFigures) -> str:
    """The figures that reports name, as one line."""
    stages = {stage.stage: stage for stage in figures.stages}
    signed, used = stages["contract"], stages["in_use"]
    more = [f"{number(signed.recorded)} 项签订合同 {signed.amount.words}", f"{number(used.recorded)} 项投用"]
    more += [f"成交 {number(figures.completed)} 项", f"未成交 {number(figures.abandoned)} 项"]
    return f'<div class="sentence">{escaped(figures.conclusion)}<span>　{escaped(" · ".join(more))}</span></div>'


def _narrowing(
    address: DealsAddress,
    regions: tuple[DealGroup, ...],
    industries: tuple[DealGroup, ...],
    years: tuple[DealGroup, ...],
    go: Go,
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="deal-views"):
        st.session_state["deal-view"] = address.view
        st.segmented_control(
            "怎样看", list(VIEWS), key="deal-view", format_func=VIEWS.__getitem__, required=True,
            label_visibility="collapsed", on_change=lambda: go(replace(address, view=st.session_state["deal-view"])),
        )  # fmt: skip
        chosen = len(address.regions) + len(address.industries) + len(address.years)
        with st.popover(f"筛选（{chosen}）" if chosen else "筛选", icon=":material/filter_list:"):
            _pills("需方地区", "regions", regions, address, go)
            _pills("需方行业", "industries", industries, address, go)
            _pills("年度", "years", years, address, go)
        _words(address, go)
        if address.is_narrowed:
            st.button("清除条件", type="tertiary", on_click=partial(go, DealsAddress(address.view)))


def _pills(name: str, field: Narrowing, groups: tuple[DealGroup, ...], address: DealsAddress, go: Go) -> None:
    key = f"deal-{field}"
    chosen = [str(value) for value in getattr(address, field)]
    options = [group.value for group in groups] + [value for value in chosen if value not in {g.value for g in groups}]
    st.session_state[key] = chosen

    def choose() -> None:
        go(address.narrowed(field, st.session_state[key]))

    st.pills(
        name, options, selection_mode="multi", key=key, on_change=choose,
        format_func=lambda value: plain(value) or EMPTY_NAME,
    )  # fmt: skip


def _words(address: DealsAddress, go: Go) -> None:
    if st.session_state.get("deals-before") != address or "deal-q" not in st.session_state:
        st.session_state.update({"deal-q": address.q, "deals-before": address})
    st.text_input(
        "找", key="deal-q", max_chars=MAX_QUESTION, placeholder="成果、需方或文书编号", label_visibility="collapsed",
        width=260, icon=":material/search:",
        on_change=lambda: go(replace(address, q=st.session_state["deal-q"].strip(), page=1)),
    )  # fmt: skip


show()
