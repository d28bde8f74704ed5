"""说说要解决的问题: a problem in one's own words, what answers it, and a button to keep it."""

from typing import Final

import streamlit as st

from ui.client import ApiProblem
from ui.views.parts import connection
from ui.views.parts.match_hits import show_matches
from ui.views.parts.need_words import FIELD_NAMES, NEEDS_PAGE
from ui.views.parts.text import plain

MAX_CONTENT: Final = 20_000
MAX_TITLE: Final = 500
MAX_LINE: Final = 200
"""Longest texts in characters, as the API takes them."""

HEIGHT: Final = 170
"""Pixels of the box for the problem."""

HITS: Final = 10
"""Achievements that are shown."""

KEPT: Final = "need-asked"
"""What was told last and its answer, for coming back."""

SHORT: Final = ("unit", "contact", "region", "industry", "budget", "deadline")
BOXES: Final = ("title", "content", *SHORT)

PLACEHOLDER: Final = (
    "例如：主井皮带去年两次被划穿，想要在撕裂初期就能停机的装置，误停车每月不超过2次。\n"
    "几个词也行，整篇需求说明也行；写出数字指标，会逐条核对是否达到。"
)


def show_form() -> None:
    """Draw the form; once asked, the answer too."""
    _fill()
    with st.form("need-form", border=False):
        st.text_area(
            "要解决什么问题", key="need-content", height=HEIGHT, max_chars=MAX_CONTENT, placeholder=PLACEHOLDER
        )
        with st.expander("登记用的信息（可不填）", icon=":material/edit_note:"):
            st.text_input("需求名称", key="need-title", max_chars=MAX_TITLE, placeholder="不填时，取内容的第一句")
            left, right = st.columns(2)
            for at, name in enumerate(SHORT):
                (right if at % 2 else left).text_input(FIELD_NAMES[name], key=f"need-{name}", max_chars=MAX_LINE)
        with st.container(horizontal=True):
            asked = st.form_submit_button("找成果", type="primary", icon=":material/search:")
            kept = st.form_submit_button("登记这项需求", icon=":material/playlist_add:")
    if asked:
        _ask()
    if kept:
        _keep()
    if KEPT in st.session_state:
        show_matches(st.session_state[KEPT][1])


def _told() -> dict[str, str]:
    return {name: st.session_state.get(f"need-{name}", "").strip() for name in BOXES}


def _fill() -> None:
    """Leaving the page forgets what its boxes held; what was told last comes back."""
    told: dict[str, str] = st.session_state[KEPT][0] if KEPT in st.session_state else {}
    for name in BOXES:
        st.session_state.setdefault(f"need-{name}", told.get(name, ""))


def _ask() -> None:
    told = _told()
    try:
        with st.spinner("正在找……"):
            answer = connection.api().matches(told, HITS)
    except ApiProblem as problem:
        st.session_state.pop(KEPT, None)
        st.warning(plain(str(problem)))
        return
    st.session_state[KEPT] = told, answer


def _keep() -> None:
    try:
        added = connection.api().add_need(_told())
    except ApiProblem as problem:
        st.warning(plain(str(problem)))
        return
    st.session_state.pop(KEPT, None)
    for name in BOXES:
        st.session_state.pop(f"need-{name}", None)
    connection.forget()
    st.switch_page(NEEDS_PAGE, query_params={"need": str(added.id), "new": "1"})
