"""查一项: a pasted text or a short form, and the answer below it."""

import re
from typing import Final

import streamlit as st

from ui.views.parts import connection
from ui.views.parts.matches import show_answer

MAX_TITLE: Final = 500
MAX_UNIT: Final = 500
MAX_LINE: Final = 2_000
MAX_TEXT: Final = 200_000
"""Longest texts in characters, as the API takes them."""

HEIGHT: Final = 220
"""Pixels of the box for the text."""

FIRST_LINE: Final = 60
"""Longest first line of a pasted text, in characters, that is taken for its title."""

UNTITLED: Final = "（没有写名称）"

BOXES: Final = ("title", "text", "unit", "people", "patents")
KEPT: Final = "single"
"""What was asked last and its answer, for 比对 and for coming back."""

_PARTS: Final = re.compile(r"[、，,；;\n]+")
_NAMES: Final = re.compile(r"[、，,；;\s]+")


def show_single() -> None:
    """Draw the form; once asked, the answer too."""
    _fill()
    with st.form("single-form", border=False):
        st.text_area(
            "成果的文字", key="single-text", height=HEIGHT, max_chars=MAX_TEXT,
            placeholder="把申报材料里的文字粘贴到这里：现状与问题、做法、创新点、效益……",
        )  # fmt: skip
        left, right = st.columns(2)
        left.text_input("成果名称", key="single-title", max_chars=MAX_TITLE, placeholder="不填时，取文字的第一行")
        right.text_input("完成单位（可不填）", key="single-unit", max_chars=MAX_UNIT)
        left.text_input("完成人（可不填）", key="single-people", max_chars=MAX_LINE, placeholder="张三、李四")
        right.text_input("专利号、软著号（可不填）", key="single-patents", max_chars=MAX_LINE)
        asked = st.form_submit_button("查一查", type="primary", icon=":material/search_check:")
    if asked:
        _ask()
    if KEPT in st.session_state:
        show_answer(st.session_state[KEPT][1], {})


def submission(title: str, text: str, unit: str = "", people: str = "", patents: str = "") -> dict[str, object]:
    """What was written, by field; nothing where there is neither a title nor a text."""
    title, text = " ".join(title.split()), text.strip()
    if not title and text:
        first, _, rest = text.partition("\n")
        title, text = (first.strip(), rest.strip()) if len(first.strip()) <= FIRST_LINE and rest else (UNTITLED, text)
    if not title:
        return {}
    numbers = list(filter(None, map(str.strip, _PARTS.split(patents))))
    return {
        "title": title,
        "summary": text,
        "unit": unit.strip(),
        "people": list(filter(None, _NAMES.split(people))),
        "patents": numbers,
        "software": numbers,
    }


def _fill() -> None:
    """Leaving the page forgets what its boxes held; put back what was asked last."""
    last = st.session_state.get(KEPT, ({}, None))[0]
    for box in BOXES:
        st.session_state.setdefault(f"single-{box}", last.get(box, ""))


def _ask() -> None:
    written = {box: st.session_state[f"single-{box}"] for box in BOXES}
    st.session_state.pop(KEPT, None)
    fields = submission(**written)
    if not fields:
        st.warning("请粘贴成果的文字，或至少写上成果名称。")
        return
    with st.spinner("正在与库里的成果逐项比对……"):
        st.session_state[KEPT] = written, connection.api().check(fields)
