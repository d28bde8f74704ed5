"""转化候选: what is worth transferring, by weights that staff choose, each figure with what it rests on."""

from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from ui.answers import Candidate, CandidateList
from ui.asking import Asked
from ui.views.parts import connection
from ui.views.parts.candidate_address import CANDIDATES_PAGE, FRONTLINE, SIZE, CandidateAddress
from ui.views.parts.candidate_pair import lead_in_words, pair_html
from ui.views.parts.candidate_rows import candidate_html
from ui.views.parts.candidate_weights import show_weights
from ui.views.parts.deal_address import DEALS_PAGE
from ui.views.parts.facets import show_chosen, show_facets
from ui.views.parts.hits import ACHIEVEMENT_PAGE
from ui.views.parts.import_result import EXCEL
from ui.views.parts.text import number, plain

FACETS: Final = ("year", "region", "industry", "kind", "applied", "stage", "level", "award")
"""What candidates can be narrowed to, in this order."""

PICKED: Final = ("在下面选两项，可以并排比较。", "已选 1 项，再选 1 项。", "已选 2 项。")
"""What is said of so many that are picked."""

HOW: Final = """
- 每项指标都量成 0 到 1，按权重平均得出百分制的**得分**；拖动左边的权重，次序马上重排。
- **未知的写作“—”**：既不当作 0，也不当作平均。旁边写明已知的占多少；浅色的条是未知的各项最差与最好时，得分的范围。
- 已知的不到一半时算**资料不足**，列在最后，不排名次。
- **三个一线**由程序按字句标出，给人参考，不计入得分。
"""


def show() -> None:
    """Draw the list, or the comparison, that the address asks for."""
    address = CandidateAddress.of({name: st.query_params.get_all(name) for name in st.query_params})
    if address.comparing and len(address.picked) == 2:
        _compare(address)
        return
    st.title("转化候选", anchor=False)
    answer = connection.candidates(address.asked())
    with st.sidebar:
        st.subheader("权重", anchor=False)
        show_weights(address, answer.profile, _go)
        st.subheader("筛选", anchor=False)
        _narrowing(address)
    with st.expander("怎样排的", icon=":material/help:"):
        st.markdown(HOW)
    for notice in answer.notices:
        st.info(plain(notice), icon=":material/hourglass_top:")
    if answer.notices:
        st.button("刷新", icon=":material/refresh:", on_click=connection.candidates.clear)
    show_chosen(Asked(filters=address.filters), lambda asked: _go(address.narrowed(asked.filters)))
    _summary(address, answer)
    _picked(address, answer)
    for candidate in answer.candidates:
        _row(address, candidate)
    _pager(address, answer)


def _go(address: CandidateAddress) -> None:
    """Lead to another list; the address changes, so that back and sharing work."""
    st.query_params.from_dict(address.params())


def _narrowing(address: CandidateAddress) -> None:
    facets = {facet.field: facet for facet in connection.facets(Asked()).facets}
    shown = tuple(facets[field] for field in FACETS if field in facets)
    show_facets(shown, Asked(filters=address.filters), lambda asked: _go(address.narrowed(asked.filters)))


def _summary(address: CandidateAddress, answer: CandidateList) -> None:
    st.session_state["frontline"] = address.frontline
    with st.container(horizontal=True, vertical_alignment="center", key="candidates-summary"):
        st.segmented_control(
            "三个一线", list(FRONTLINE), key="frontline", format_func=FRONTLINE.__getitem__, required=True,
            label_visibility="collapsed",
            on_change=lambda: _go(replace(address, frontline=st.session_state["frontline"], page=1)),
        )  # fmt: skip
        with st.popover("导出", icon=":material/download:", type="tertiary"):
            secret = st.checkbox("写出涉密成果", help="平时不写；勾上以后，表只能在内部使用")
            st.download_button(
                "转化候选汇总表", file_name="转化候选汇总表.xlsx", mime=EXCEL,
                data=partial(connection.api().export_candidates, address.asked(), confidential=secret),
                on_click="ignore", icon=":material/table:",
            )  # fmt: skip
    st.caption(_counted(answer))


def _counted(answer: CandidateList) -> str:
    short = answer.total - answer.sufficient
    last = f"；另有 {number(short)} 项资料不足，列在最后" if short else ""
    return f"排出名次的 {number(answer.sufficient)} 项，得分高的在前{last}"


def _picked(address: CandidateAddress, answer: CandidateList) -> None:
    """Always there, so that nothing below it moves when something is picked."""
    with st.container(horizontal=True, vertical_alignment="center", border=bool(address.picked), key="picked"):
        st.write(PICKED[len(address.picked)])
        st.button(
            "为什么这项在那项前面", type="primary", icon=":material/compare_arrows:", disabled=len(address.picked) < 2,
            on_click=partial(_go, replace(address, picked=_ordered(address, answer), comparing=True)),
        )  # fmt: skip
        if address.picked:
            st.button("都不选", type="tertiary", on_click=partial(_go, replace(address, picked=())))


def _ordered(address: CandidateAddress, answer: CandidateList) -> tuple[int, ...]:
    """The one that is ahead on the left, where both are on this page."""
    places = {each.id: place for place, each in enumerate(answer.candidates)}
    return tuple(sorted(address.picked, key=lambda id: places.get(id, len(places))))


def _row(address: CandidateAddress, candidate: Candidate) -> None:
    with st.container(border=True, key=f"hit-candidate-{candidate.id}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"head-{candidate.id}"):
            place = f"**{candidate.place}**" if candidate.place else ":gray[资料不足]"
            st.page_link(
                ACHIEVEMENT_PAGE, label=f"{place}　{plain(candidate.title)}", query_params={"id": str(candidate.id)}
            )
        st.html(candidate_html(candidate))
        with st.container(horizontal=True, vertical_alignment="center", key=f"acts-{candidate.id}"):
            key = f"pick-{candidate.id}"
            st.session_state[key] = candidate.id in address.picked
            st.checkbox("选来比较", key=key, on_change=partial(_go, address.pick(candidate.id)))
            st.page_link(
                DEALS_PAGE, label="登记转化", icon=":material/handshake:",
                query_params={"achievement": str(candidate.id)},
            )  # fmt: skip


def _pager(address: CandidateAddress, answer: CandidateList) -> None:
    pages = -(-answer.total // SIZE)
    if not answer.candidates:
        st.info("这些条件下没有候选。" if not answer.total else f"没有第 {address.page} 页。")
        if address.page > 1 or address.filters or address.frontline != "any":
            everything = replace(address, filters=(), frontline="any", page=1)
            st.button("去掉全部条件", type="primary", on_click=partial(_go, everything))
    elif pages > 1:
        key = f"candidates-page-{address.page}"  # a new address makes a new widget, which begins at its own page
        st.pagination(
            pages, default=min(address.page, pages), key=key,
            on_change=lambda: _go(replace(address, page=st.session_state[key])),
        )  # fmt: skip


def _compare(address: CandidateAddress) -> None:
    left, right = address.picked
    with st.container(horizontal=True, key="ways"):
        back = replace(address, comparing=False).params()
        st.page_link(CANDIDATES_PAGE, label="返回转化候选", icon=":material/arrow_back:", query_params=back)
        swapped = replace(address, picked=(right, left)).params()
        st.page_link(CANDIDATES_PAGE, label="左右对换", icon=":material/swap_horiz:", query_params=swapped)
    compared = connection.compared_candidates(address.asked(), left, right)
    with st.sidebar:
        st.subheader("权重", anchor=False)
        show_weights(address, compared.profile, _go)
    st.title("为什么这项在那项前面", anchor=False)
    st.write(plain(lead_in_words(compared)))
    for notice in compared.notices:
        st.info(plain(notice))
    st.html(pair_html(compared))


show()
