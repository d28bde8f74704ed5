"""套话: wording that many units share and that checks leave out, for the staff to see and to overrule."""

from typing import Final

import streamlit as st

from ui.answers import Template
from ui.views.parts import connection
from ui.views.parts.clock import moment
from ui.views.parts.text import escaped, number

STATES: Final = {"自动": "由程序判断", "确认": "是套话", "不算模板": "不是套话"}
"""What staff may decide, and what the buttons say."""

SHORTEST: Final = 8
LONGEST: Final = 5_000
"""Characters of a passage that staff may add, as the API takes it."""

SHOWN: Final = 30
"""Passages that are drawn at once; the others are found by their words."""


def show_templates() -> None:
    """Draw the list, a box to find passages, and a form to add one."""
    st.subheader("查重时不算的套话", anchor=False)
    st.write("许多单位的材料里都有的客套话和通用段落，相同也不算重报。程序认错的在这里改；改过以后的查重照新的算。")
    _add()
    templates = connection.api().templates().templates
    if not templates:
        st.info("还没有套话。查过一张表以后，程序认出来的会列在这里。")
        return
    wanted = st.text_input("查找套话", placeholder="输入几个字", key="wanted-template").strip()
    found = [template for template in templates if wanted in template.text]
    st.caption(f"共 {number(len(templates))} 段" + (f"，有这些字的 {number(len(found))} 段" if wanted else ""))
    for template in found[:SHOWN]:
        _template(template)
    if len(found) > SHOWN:
        st.caption(f"只列出前 {SHOWN} 段，其余的请用上面的框查找。")


def template_html(template: Template) -> str:
    """A passage, and who says so."""
    by = f"，{moment(template.at)} 由工作人员决定" if template.actor else ""
    borne = f"另外 {number(template.units)} 家单位也这样写" if template.units else "工作人员添的"
    text = f'<p class="template-text">{escaped(template.text)}</p>'
    return f'<div class="hit">{text}<div class="facts">{borne}{by}</div></div>'


def _template(template: Template) -> None:
    key = f"template-{template.id}-{template.state}"  # a new state makes a new widget, which begins there

    def rule() -> None:
        connection.api().rule_template(template.id, st.session_state[key])

    with st.container(border=True, key=f"hit-template-{template.id}"):
        st.html(template_html(template))
        st.segmented_control(
            "算不算套话", list(STATES), default=template.state, key=key, format_func=STATES.__getitem__, required=True,
            label_visibility="collapsed", on_change=rule,
        )  # fmt: skip


def _add() -> None:
    with (
        st.expander("添一段套话", icon=":material/add:"),
        st.form("add-template", border=False, clear_on_submit=True),
    ):
        text = st.text_area("套话的原文", max_chars=LONGEST, placeholder="例如：在上级党委的坚强领导下……").strip()
        if not st.form_submit_button("添上", type="primary"):
            return
    if len(text) < SHORTEST:
        st.warning(f"太短了，至少要 {SHORTEST} 个字。")
    else:
        connection.api().add_template(text)
