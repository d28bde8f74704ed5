"""企业找成果: a problem in one's own words, or a need that was told before, and the achievements that answer it."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from ui.client import ApiProblem
from ui.views.parts.check_address import whole
from ui.views.parts.need_form import show_form
from ui.views.parts.need_list import show_list
from ui.views.parts.need_record import show_need
from ui.views.parts.need_words import NEEDS_PAGE
from ui.views.parts.text import plain

WAYS: Final[dict[str, Callable[[], None]]] = {"说说要解决的问题": show_form, "登记过的需求": show_list}
"""The two ways in."""

UNKNOWN: Final = 404


def show() -> None:
    """Draw one need, or the ways in."""
    need = whole(st.query_params.get("need"))
    if need is None:
        _ways()
        return
    try:
        show_need(need, is_new="new" in st.query_params)
    except ApiProblem as problem:
        if problem.status != UNKNOWN:
            raise
        st.warning(plain(str(problem)))
        st.page_link(NEEDS_PAGE, label="返回企业找成果", icon=":material/arrow_back:")


def _ways() -> None:
    st.title("企业找成果", anchor=False)
    st.write("用自己的话说清要解决的问题，看哪些职工创新成果能解决：有没有达到要的指标，成熟到什么程度，找谁要。")
    way = st.segmented_control(
        "怎样找", list(WAYS), default=next(iter(WAYS)), required=True, label_visibility="collapsed", key="need-way"
    )
    WAYS[way]()


show()
