"""How the index stands, in words, and the button that brings it up to date."""

from typing import Final

import streamlit as st

from ui.answers import IndexAnswer
from ui.client import ClientError
from ui.views.parts import connection
from ui.views.parts.text import number, plain
from ui.views.parts.trouble import show_trouble

WATCH_S: Final = 2.0
"""Seconds between two looks at an index that is being brought up to date."""


def show_index_state(index: IndexAnswer) -> None:
    """Say whether everything can be searched; while the index is being written, keep looking."""
    if index.indexing:
        _watch()
    else:
        _state(index)


@st.fragment(run_every=WATCH_S)
def _watch() -> None:
    index = connection.api().index()
    if index.indexing:
        st.info(
            f"正在更新索引：已可检索 {number(index.documents)} 项，还有 {number(index.lag)} 处修改。",
            icon=":material/sync:",
        )
        return
    connection.forget()
    st.rerun()


def _state(index: IndexAnswer) -> None:
    wrong = what_is_wrong(index)
    if not wrong:
        st.caption(f":material/check_circle: 索引是最新的，{number(index.documents)} 项成果都可以检索。")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="index-state"):
        st.warning(plain(wrong), width="stretch")
        if st.button("更新索引", type="primary", icon=":material/sync:"):
            _start()


def what_is_wrong(index: IndexAnswer) -> str:
    """Why not everything can be searched, in a sentence; empty where everything can."""
    if index.detail:
        return f"索引有问题：{index.detail}"
    if not index.ready:
        return "还没有索引，现在检索不到成果。点“更新索引”建立。"
    if index.lag:
        return f"有 {number(index.lag)} 处修改还检索不到。点“更新索引”，通常几秒到几分钟。"
    return ""


def _start() -> None:
    try:
        connection.api().start_indexing()
    except ClientError as error:
        show_trouble(error)
        return
    connection.forget()
    st.rerun()
