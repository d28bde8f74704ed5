"""The page of one check: how far it is, then its results by level, type and family, and its reports."""

from functools import partial
from typing import Final, Literal

import streamlit as st

from ui.answers import CheckAnswer, CheckedRow
from ui.views.parts import connection
from ui.views.parts.check_address import CHECK_PAGE, COMPARE_PAGE, SIZE, CheckAddress
from ui.views.parts.check_table import NAMES_LENGTH, SUSPECT_LEVELS
from ui.views.parts.import_result import EXCEL, SHOWN_ROWS, rejected_html
from ui.views.parts.matches import UNRELATED, year
from ui.views.parts.text import escaped, number, plain, shortened
from ui.views.parts.verdicts import LEVELS, TYPES, verdict_tags

WATCH_S: Final = 1.0
"""Seconds between two looks at a check that is going on."""

REPORTS: Final[dict[Literal["docx", "xlsx", "jsonl"], tuple[str, str]]] = {
    "docx": ("Word 报告", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Excel 清单", EXCEL),
    "jsonl": ("JSON Lines", "application/x-ndjson"),
}
"""Forms of the report: how the button is called, and the type of the file."""


def show_check(address: CheckAddress, id: int) -> None:
    """Draw a check as it stands."""
    check = connection.api().check_state(id)
    st.subheader(f"第 {check.id} 次查重：{plain(shortened('、'.join(check.names), NAMES_LENGTH))}", anchor=False)
    if check.status in ("waiting", "running"):
        _watch(check.id)
        return
    _outcome(check)
    _remarks(check)
    if check.counts:
        _reports(check)
        _filters(check, address)
        _rows(check, address)
    st.page_link(CHECK_PAGE, label="再查一次", icon=":material/arrow_back:")


@st.fragment(run_every=WATCH_S)
def _watch(id: int) -> None:
    check = connection.api().check_state(id)
    if check.status not in ("waiting", "running"):
        st.rerun()
    st.progress(share(check), text=progress_in_words(check))
    if check.detail:
        st.caption(plain(check.detail))
    if st.button("取消", icon=":material/stop_circle:"):
        connection.api().cancel_check(id)
        st.rerun()
    st.caption("可以离开这一页：查重在服务器上继续，回来从“最近的查重”打开。")


def share(check: CheckAnswer) -> float:
    """How much is done, from 0 to 1."""
    return min(1.0, check.progress / check.total) if check.total else 0.0


def progress_in_words(check: CheckAnswer) -> str:
    """How far a check that goes on is."""
    if check.status == "waiting":
        return "排队等候：前面还有一次查重没有做完……"
    if not check.total:
        return "正在读表……"
    return f"正在比对：{number(check.progress)} / {number(check.total)} 项"


def _outcome(check: CheckAnswer) -> None:
    if check.status == "failed":
        st.error(plain(check.detail or "查重没有完成。请再查一次；若仍不行，请告诉管理员。"))
    elif check.status == "cancelled":
        st.warning(f"这次查重取消了，下面是取消以前查完的 {number(check.progress)} 项。")
    if check.counts:
        st.markdown(outcome_in_words(check))


def outcome_in_words(check: CheckAnswer) -> str:
    """What was found, as sentences."""
    suspects = sum(check.counts.get(level, 0) for level in SUSPECT_LEVELS)
    if not suspects:
        return f"查了 **{number(check.progress)}** 项，没有发现报过的。"
    said = f"查了 **{number(check.progress)}** 项，其中 **{number(suspects)}** 项可能报过，请逐项打开看。"
    if check.families:
        said += f"相互重复的归成 {number(check.families)} 组。"
    if check.expected_false_alarms is not None:
        said += false_alarms_in_words(check.expected_false_alarms, check.threshold)
    return said


def false_alarms_in_words(expected: float, threshold: float) -> str:
    """How many of the alarms are likely none."""
    of = f"可能性达到 {threshold:.0%} 的那些里"
    if expected < 0.5:
        return f"{of}，估计误报不到 1 项，请看过再定。"
    return f"{of}，估计有 {expected:.0f} 项左右是误报，请看过再定。"


def _remarks(check: CheckAnswer) -> None:
    if check.notices:
        st.info("\n".join(f"- {plain(notice)}" for notice in check.notices))
    if check.rejected_rows:
        with st.expander(f"没有查的 {number(check.rejected_rows)} 行（有问题，原因在里面）", icon=":material/rule:"):
            st.html(rejected_html(check.rejected[:SHOWN_ROWS]))
            if check.rejected_rows > SHOWN_ROWS:
                st.caption(f"只列出前 {SHOWN_ROWS} 行，共 {number(check.rejected_rows)} 行。")


def _reports(check: CheckAnswer) -> None:
    """Only where the check has ended: the page no longer draws itself anew, so no click on a button is lost."""
    with st.container(horizontal=True, vertical_alignment="center", key="reports"):
        secret = st.session_state.get("report-secret", False)
        for form, (name, mime) in REPORTS.items():
            st.download_button(
                name, data=partial(connection.api().check_report, check.id, form, confidential=secret), mime=mime,
                file_name=f"查重报告-{check.id}.{form}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        st.checkbox("报告里写出涉密成果", key="report-secret", help="平时不写；勾上以后，报告只能在内部使用")


def _go(address: CheckAddress) -> None:
    st.query_params.from_dict(address.params())


def _filters(check: CheckAnswer, address: CheckAddress) -> None:
    with st.container(key="check-filters", gap="small"):
        _pills(
            "疑似程度", "level", address, {level: check.counts[level] for level in LEVELS if check.counts.get(level)}
        )
        _pills("类型", "type", address, {kind: check.types[kind] for kind in TYPES if check.types.get(kind)})
        _words(address)
        if address.family:
            st.button(
                f"只看 {plain(address.family)} 组", icon=":material/close:", icon_position="right",
                help="去掉这个条件", on_click=partial(_go, address.narrowed("family", "")),
            )  # fmt: skip


def _words(address: CheckAddress) -> None:
    if st.session_state.get("check-before") != address or "check-q" not in st.session_state:
        st.session_state.update({"check-q": address.q, "check-before": address})
    with st.form("check-words", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "在结果里找", key="check-q", max_chars=200, placeholder="名称、单位或编号里的字",
            label_visibility="collapsed",
        )  # fmt: skip
        st.form_submit_button(
            "找",
            icon=":material/search:",
            on_click=lambda: _go(address.narrowed("q", st.session_state["check-q"].strip())),
        )


def _pills(name: str, field: Literal["level", "type"], address: CheckAddress, counts: dict[str, int]) -> None:
    """Counts that narrow the list; clicking the chosen one again takes it away."""
    if not counts:
        return
    key = f"check-{field}"
    chosen = getattr(address, field)
    st.session_state[key] = chosen if chosen in counts else None
    meanings = "；".join(f"{kind}：{TYPES[kind]}" for kind in counts if kind in TYPES)
    st.pills(
        name, list(counts), key=key, help=meanings or None,
        format_func=lambda value: f"{value} :gray[{number(counts[value])}]",
        on_change=lambda: _go(address.narrowed(field, st.session_state[key] or "")),
    )  # fmt: skip


def _rows(check: CheckAnswer, address: CheckAddress) -> None:
    found = connection.check_results(check.id, address.asked())
    if not found.rows:
        st.info("这些条件下没有结果。")
        st.button("去掉全部条件", type="primary", on_click=partial(_go, CheckAddress(check.id)))
        return
    for row in found.rows:
        _row(row, address)
    pages = -(-found.total // SIZE)
    if pages > 1:
        key = f"check-page-{address.page}-{pages}"
        st.pagination(
            pages, default=min(address.page, pages), key=key,
            on_change=lambda: _go(address.turned(st.session_state[key])),
        )  # fmt: skip


def _row(row: CheckedRow, address: CheckAddress) -> None:
    with st.container(border=True, key=f"hit-row-{row.position}"):
        st.page_link(
            COMPARE_PAGE, label=plain(row.title), query_params={**address.params(), "position": str(row.position)}
        )
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(row_html(row), width="content")
            if row.family and row.family_size > 1 and not address.family:
                st.button(
                    f"看同一组的 {row.family_size} 项", key=f"family-{row.position}", type="tertiary",
                    on_click=partial(_go, CheckAddress(address.check, family=row.family)),
                )  # fmt: skip


def row_html(row: CheckedRow) -> str:
    """A result but for its title: the verdict, where it stands, and what it is most like."""
    place = " · ".join(escaped(text) for text in (row.unit, year(row.year), row.code, row.place) if text)
    near = row.best and row.level != UNRELATED
    best = f'<div class="best"><span class="field">最像</span>{escaped(row.best)}</div>' if near else ""
    labels = verdict_tags(row.level, row.type, row.probability)
    return f'<div class="hit"><div class="facts">{labels}<span>{place}</span></div>{best}</div>'
