"""One need: what it says, how far it has come, and what answers it."""

import streamlit as st

from ui.answers import NeedVersion, StoredNeed
from ui.views.parts import connection
from ui.views.parts.clock import moment
from ui.views.parts.match_hits import show_matches
from ui.views.parts.need_form import HITS
from ui.views.parts.need_words import ACTIONS, FIELD_NAMES, NEEDS_PAGE, STATUS_NAMES
from ui.views.parts.text import escaped


def show_need(id: int, *, is_new: bool) -> None:
    """Draw a need and the achievements that may answer it."""
    st.page_link(NEEDS_PAGE, label="返回企业找成果", icon=":material/arrow_back:")
    stored = connection.need(id)
    if is_new:
        st.success("已登记。下面是现在能找到的成果；有了新成果，打开这一页就能看到。")
    left, right = st.columns([2, 1], gap="large")
    with left:
        st.html(told_html(stored))
    with right:
        st.html(facts_html(stored))
        _status(stored)
    st.subheader("可能解决它的成果", anchor=False)
    with st.spinner("正在找……"):
        show_matches(connection.need_matches(id, HITS))
    with st.expander(f"修改历史（{len(stored.history)} 次）", icon=":material/history:"):
        st.html(history_html(stored.history))


def told_html(stored: StoredNeed) -> str:
    """The title and the words of a need."""
    content = f"<p>{escaped(stored.need.content)}</p>" if stored.need.content else ""
    return f'<div class="record"><h1>{escaped(stored.need.title)}</h1>{content}</div>'


def facts_html(stored: StoredNeed) -> str:
    """Who needs it, by when, for how much."""
    said = stored.need.model_dump()
    rows = [(name, said[field]) for field, name in FIELD_NAMES.items()] + list(stored.need.extra.items())
    lines = "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(text)}</dd>" for name, text in rows if text)
    return f'<div class="record facts"><dl>{lines}</dl></div>'


def history_html(history: tuple[NeedVersion, ...]) -> str:
    """Who changed a need, when, and how."""
    lines = (
        f"<li>{moment(each.at)}　{escaped(each.actor)}　{ACTIONS[each.action]}"
        f"{'：' + STATUS_NAMES[each.need.status] if each.action == 'status' else ''}</li>"
        for each in history
    )
    return f'<ul class="history">{"".join(lines)}</ul>'


def _status(stored: StoredNeed) -> None:
    key = f"need-status-{stored.id}"
    st.session_state[key] = stored.need.status  # as it is now, whoever changed it

    def change() -> None:
        connection.api().set_need_status(stored.id, st.session_state[key])
        connection.forget()

    st.selectbox("状态", list(STATUS_NAMES), format_func=STATUS_NAMES.__getitem__, key=key, on_change=change)
