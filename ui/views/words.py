"""词表: the groups of words that a search treats as one, and the wording that checks leave out."""

import streamlit as st

from ui.views.parts import connection
from ui.views.parts.template_list import show_templates
from ui.views.parts.text import number, plain
from ui.views.parts.word_groups import read_groups, write_groups

HEIGHT = 320
"""Pixels of the box to write in."""


def show() -> None:
    """Draw the staff's groups to edit, and those that come with the program to look up."""
    st.title("同义词", anchor=False)
    st.write("一行一组，词之间用等号隔开。检索其中一个词时，同组的词一起找；保存后马上生效，不用重建索引。")
    words = connection.api().synonyms()
    if "groups" not in st.session_state:
        st.session_state["groups"] = write_groups(words.groups)
    text = st.text_area(
        "本单位的同义词", key="groups", height=HEIGHT, placeholder="皮带机 = 带式输送机 = 胶带机\n天车 = 桥式起重机"
    )
    read = read_groups(text)
    for problem in read.problems:
        st.warning(plain(problem))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("保存", type="primary", disabled=bool(read.problems), icon=":material/save:"):
            words = connection.api().set_synonyms(read.groups)
            connection.forget()
        changed = set(map(frozenset, read.groups)) != set(map(frozenset, words.groups))
        st.caption(f"{number(len(read.groups))} 组{'，有改动还没保存' if changed else '，已保存'}")
    _shipped(words.shipped)
    show_templates()


def _shipped(groups: tuple[tuple[str, ...], ...]) -> None:
    with st.expander(f"程序自带的同义词（{number(len(groups))} 组，不能改）", icon=":material/menu_book:"):
        wanted = st.text_input("查找", placeholder="输入一个词", key="wanted-word").strip()
        found = [group for group in groups if not wanted or any(wanted in word for word in group)]
        if found:
            st.text(write_groups(found))
        else:
            st.caption("没有含这个词的组。")


show()
