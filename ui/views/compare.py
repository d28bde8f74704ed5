"""比对: what was handed in beside what it may repeat, passage by passage, and why it was judged so."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from ui.answers import CheckedAnswer, CheckedMatch
from ui.client import ApiProblem
from ui.views.parts import connection
from ui.views.parts.check_address import CHECK_PAGE, COMPARE_PAGE, SIZE, CheckAddress, whole
from ui.views.parts.check_form import KEPT
from ui.views.parts.compared_facts import facts_html
from ui.views.parts.hits import ACHIEVEMENT_PAGE
from ui.views.parts.matches import conclusion_html, flags_html, heading_html, match_name
from ui.views.parts.passages import columns_html, kept, side_html
from ui.views.parts.text import escaped, plain, shortened, writable
from ui.views.parts.waterfall import waterfall_html

SCRIPT: Final = Path(__file__).with_name("parts") / "linked.js"
"""Ours alone, and nothing of a text in it: passages lead to their partners, and the columns scroll together."""

TITLE_LENGTH: Final = 40

MISSING: Final = (404, 410)


@dataclass(frozen=True, slots=True)
class Opened:
    """What the address names: a checked submission, a line on where it comes from, and the way back."""

    answer: CheckedAnswer
    origin: str
    back: dict[str, str]


def show() -> None:
    """Draw the comparison that the address names."""
    opened = _opened()
    if opened is None:
        st.info("请从查重的结果里打开一项。")
        st.page_link(CHECK_PAGE, label="去查重", icon=":material/arrow_back:")
        return
    _ways(opened)
    report = opened.answer.report
    st.set_page_config(page_title=f"比对：{shortened(writable(report.title), TITLE_LENGTH)}")
    st.html(heading_html(opened.answer))
    if not report.matches:
        st.success(plain(report.conclusion))
        return
    match = _chosen(report.matches)
    st.html(conclusion_html(match.level, match.type, match.probability, match.conclusion) + flags_html(match))
    for notice in report.notices:
        st.info(plain(notice))
    theirs = _theirs(match)
    if theirs is not None:
        _compared(opened, match, theirs)
    with st.container(key="evidence"):
        st.subheader("依据：为什么这样判断", anchor=False)
        st.caption("从左边的起点开始，每条依据把可能性往右（像重报）或往左（不像）推；条越长，分量越重。")
        st.html(waterfall_html(match))
    st.html(f'<div class="colophon">{escaped(opened.origin)}</div>')


def _opened() -> Opened | None:
    params = st.query_params
    address, position = CheckAddress.of(params), whole(params.get("position"))
    achievement = whole(params.get("achievement"))
    if address.check is not None and position is not None:
        answer = connection.check_result(address.check, position)
        run = connection.api().check_state(address.check).run_id
        return Opened(
            answer, f"{answer.report.place}，查重编号 {run}，索引版本 {answer.index_revision}", address.params()
        )
    if achievement is not None:
        answer = connection.checked_achievement(achievement)
        return Opened(answer, f"索引版本 {answer.index_revision}", {"achievement": str(achievement)})
    if KEPT in st.session_state:
        answer = st.session_state[KEPT][1]
        return Opened(answer, f"单项查重，索引版本 {answer.index_revision}", {})
    return None


def _ways(opened: Opened) -> None:
    """Back to the results, and on to the ones before and behind this one."""
    address, position = CheckAddress.of(st.query_params), whole(st.query_params.get("position"))
    with st.container(horizontal=True, key="ways"):
        st.page_link(CHECK_PAGE, label="返回查重结果", icon=":material/arrow_back:", query_params=opened.back)
        if address.check is None:
            return
        found = connection.check_results(address.check, address.asked())
        here = [at for at, row in enumerate(found.rows, start=(address.page - 1) * SIZE) if row.position == position]
        for at in here:
            _step("上一项", ":material/chevron_left:", address, at - 1)
            st.caption(f"{at + 1} / {found.total}", width="content")
            _step("下一项", ":material/chevron_right:", address, at + 1)


def _step(label: str, icon: str, address: CheckAddress, at: int) -> None:
    """A link to the result at a place (from 0) of all pages, where there is one."""
    there = address.turned(max(at, 0) // SIZE + 1)
    rows = connection.check_results(address.check or 0, there.asked()).rows
    if at >= 0 and at % SIZE < len(rows):
        params = {**there.params(), "position": str(rows[at % SIZE].position)}
        st.page_link(COMPARE_PAGE, label=label, icon=icon, query_params=params)


def _chosen(matches: tuple[CheckedMatch, ...]) -> CheckedMatch:
    """The match that the address names, the likeliest where it names none; with a box to choose another."""
    first = min(max((whole(st.query_params.get("match")) or 1), 1), len(matches))
    if len(matches) == 1:
        return matches[0]
    key = f"compare-match-{first}"  # a new address makes a new box, which begins there

    def choose() -> None:
        st.query_params["match"] = str(st.session_state[key])

    st.selectbox(
        f"与哪一项比（共 {len(matches)} 项，最像的在前）", range(1, len(matches) + 1), index=first - 1, key=key,
        format_func=lambda place: match_name(place, matches[place - 1]), on_change=choose,
    )  # fmt: skip
    return matches[first - 1]


def _theirs(match: CheckedMatch) -> Mapping[str, object] | None:
    """The other text by field; None where it may not be shown or is no longer there, which is said."""
    if match.withheld:
        st.warning("这一项是涉密成果，不显示内容。")
        return None
    try:
        if match.in_batch:
            address = CheckAddress.of(st.query_params)
            return connection.check_result(address.check or 0, match.position or 0).submission
        return connection.achievement(match.id or 0, "").achievement
    except ApiProblem as problem:
        if problem.status not in MISSING:
            raise
        st.warning(f"查重以后，这一项已经不在库里：{plain(str(problem))}")
        return None


def _compared(opened: Opened, match: CheckedMatch, theirs: Mapping[str, object]) -> None:
    ours = opened.answer.submission
    passages = kept(ours, theirs, match.passages)
    if len(passages) < len(match.passages):
        st.warning("查重以后，库里的这一项改过，有些相同的字句标不出来了。请再查一次。")
    st.html(facts_html(ours, theirs, match))
    templates = opened.answer.report.templates
    left = side_html(ours, "left", passages, templates)
    right = side_html(theirs, "right", passages, templates)
    st.html(columns_html(left, right, match, bool(passages), bool(templates)))
    st.html(f"<script>{SCRIPT.read_text(encoding='utf-8')}</script>", unsafe_allow_javascript=True)
    if match.id is not None:
        st.page_link(
            ACHIEVEMENT_PAGE, label="打开库里这一项", icon=":material/open_in_new:", query_params={"id": str(match.id)}
        )


show()
