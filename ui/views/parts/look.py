"""How the pages look beyond the theme: style sheets, and the language of the document."""

from pathlib import Path

import streamlit as st

_NAMES = ("style.css", "check.css", "deals.css", "candidates.css", "needs.css", "facts.css")
_STYLES = [Path(__file__).with_name(name) for name in _NAMES]

_LANGUAGE = "<script>document.documentElement.lang = 'zh-CN'</script>"
"""A constant of ours: without it a browser offers to translate, and picks Japanese shapes for some characters."""


def dress() -> None:
    """Apply the style sheets to the page."""
    for style in _STYLES:
        st.html(style)
    st.html(_LANGUAGE, unsafe_allow_javascript=True)
