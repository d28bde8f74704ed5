"""谁可能需要: the open needs that an achievement may answer, for its own page."""

import streamlit as st

from ui.answers import NeedHit
from ui.client import ApiProblem
from ui.views.parts import connection
from ui.views.parts.need_words import NEEDS_PAGE
from ui.views.parts.text import escaped, plain

SHOWN = 5
"""Needs that are listed."""


def show_needs_for(achievement: int) -> None:
    """Draw the needs; nothing where no need was ever told."""
    try:
        answer = connection.needs_for(achievement, SHOWN)
    except ApiProblem as problem:  # the record can be read though the index cannot be asked
        st.caption(plain(str(problem)))
        return
    if not answer.open_needs:
        return
    st.subheader("谁可能需要", anchor=False)
    if not answer.hits:
        st.caption(f"{answer.open_needs} 项征集中的需求里，没有它能解决的。")
    for hit in answer.hits:
        with st.container(key=f"similar-need-{hit.id}", gap=None):
            st.page_link(NEEDS_PAGE, label=plain(hit.title), query_params={"need": str(hit.id)})
            st.html(need_hit_html(hit))


def need_hit_html(hit: NeedHit) -> str:
    """Who needs it, and what speaks for it."""
    place = " · ".join(escaped(text) for text in (hit.unit, hit.region, hit.deadline) if text)
    counted = (("达到指标", hit.met), ("未达到", hit.missed))
    figures = "，".join(f"{name} {count} 项" for name, count in counted if count)
    words = f"共有：{'、'.join(map(escaped, hit.shared_words))}" if hit.shared_words else ""
    lines = "".join(f"<div>{line}</div>" for line in (place, words, figures) if line)
    return f'<div class="similar">{lines}</div>'
