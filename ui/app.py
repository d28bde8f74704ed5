"""The pages as one site; `streamlit run ui/app.py`, with the API's address in INNOKB_API_URL.

The pages stand in views/, since Streamlit takes a folder named pages beside this file for a site of an older kind.
"""

import logging
from pathlib import Path
from typing import Final

import streamlit as st

from ui.client import ClientError
from ui.views.parts.look import dress
from ui.views.parts.trouble import show_trouble

NAME: Final = "职工创新成果知识库"
IMAGES: Final = Path(__file__).with_name("images")


def run() -> None:
    """Show the page that the address names."""
    # A picture of ours, set before the pages: the framework fetches its own icons for a tab from the internet.
    st.set_page_config(page_icon=str(IMAGES / "favicon.svg"), layout="wide")
    st.logo(IMAGES / "logo.svg", size="large")
    page = st.navigation(
        [
            st.Page("views/overview.py", title="总览", icon=":material/dashboard:", default=True),
            st.Page("views/search.py", title="检索", icon=":material/search:"),
            st.Page("views/check.py", title="查重", icon=":material/search_check:"),
            st.Page("views/needs.py", title="企业找成果", icon=":material/factory:"),
            st.Page("views/candidates.py", title="转化候选", icon=":material/leaderboard:"),
            st.Page("views/deals.py", title="转化跟踪", icon=":material/handshake:"),
            st.Page("views/imports.py", title="导入", icon=":material/upload_file:"),
            st.Page("views/words.py", title="词表", icon=":material/match_word:"),
            st.Page("views/achievement.py", title="成果详情", visibility="hidden"),
            st.Page("views/compare.py", title="比对", visibility="hidden"),
        ],
        position="top",
    )
    st.set_page_config(page_title=f"{page.title} · {NAME}")
    dress()
    try:
        page.run()
    except ClientError as error:
        show_trouble(error)
    except Exception:
        logging.getLogger(__name__).exception("page failed")
        st.error("这一页出了错，已记入日志。请刷新页面再试；若仍出错，请把操作步骤告诉管理员。")


run()
