"""查重: whether an achievement, or a whole table of them, was handed in before."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from ui.views.parts import connection
from ui.views.parts.check_address import CHECK_PAGE, CheckAddress, whole
from ui.views.parts.check_form import show_single
from ui.views.parts.check_result import show_check
from ui.views.parts.check_table import show_latest, show_table
from ui.views.parts.matches import show_answer
from ui.views.parts.text import plain

WAYS: Final[dict[str, Callable[[], None]]] = {"查一项": show_single, "查整张表": show_table}
"""The two ways in."""


def show() -> None:
    """Draw a check, the check of one achievement of the base, or the ways in."""
    st.title("查重", anchor=False)
    address = CheckAddress.of(st.query_params)
    achievement = whole(st.query_params.get("achievement"))
    if address.check is not None:
        show_check(address, address.check)
    elif achievement is not None:
        _known(achievement)
    else:
        _ways()


def _known(achievement: int) -> None:
    answer = connection.checked_achievement(achievement)
    st.subheader(plain(answer.report.title), anchor=False)
    show_answer(answer, {"achievement": str(achievement)})
    st.page_link(CHECK_PAGE, label="查别的", icon=":material/arrow_back:")


def _ways() -> None:
    st.write("看一项成果以前报过没有：改了名称、换了单位、改了数字、换了说法的也能找出来，并逐段对照给你看。")
    way = st.segmented_control(
        "怎样查", list(WAYS), default=next(iter(WAYS)), required=True, label_visibility="collapsed"
    )
    WAYS[way]()
    show_latest()


show()
