"""What went wrong, and what to do, as a notice on the page."""

import streamlit as st

from ui.client import ApiProblem, ApiUnreachable, ClientError
from ui.views.parts.text import plain

REPAIRS = {
    "index-missing": "到“总览”页点“更新索引”，或在服务器上运行：",
    "index-mismatch": "索引与现在的设置不符，在服务器上重建：",
    "index-damaged": "在服务器上重建索引：",
    "index-behind": "过一会儿再查；若仍不行，到“总览”页点“更新索引”，或在服务器上运行：",
}
COMMANDS = {
    "index-missing": "innokb index",
    "index-mismatch": "innokb index --rebuild",
    "index-damaged": "innokb index --rebuild",
    "index-behind": "innokb index",
}


def show_trouble(error: ClientError) -> None:
    """Say what went wrong and what mends it."""
    if isinstance(error, ApiUnreachable):
        _unreachable(error)
    elif isinstance(error, ApiProblem) and error.kind in COMMANDS:
        st.warning(plain(str(error)))
        st.write(REPAIRS[error.kind])
        st.code(COMMANDS[error.kind], language="bash")
    else:
        st.error(plain(str(error)))


def _unreachable(error: ApiUnreachable) -> None:
    st.error(plain(str(error)))
    st.write("请在服务器上启动 API，再点“重试”：")
    st.code("innokb up      # 同时启动 API 与界面\ninnokb serve   # 只启动 API", language="bash")
    st.caption("API 在别的地址时，启动界面前设置 INNOKB_API_URL，例如 http://127.0.0.1:8000。")
    st.button("重试", type="primary")
