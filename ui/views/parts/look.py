"""How the pages look beyond the theme: one style sheet, and the language of the document."""

from pathlib import Path

import streamlit as st

_STYLE = Path(__file__).with_name("style.css")

_LANGUAGE = "<script>document.documentElement.lang = 'zh-CN'</script>"
"""A constant of ours: without it a browser offers to translate, and picks Japanese shapes for some characters."""


def dress() -> None:
    """Apply the style sheet to the page."""
    st.html(_STYLE)
    st.html(_LANGUAGE, unsafe_allow_javascript=True)
