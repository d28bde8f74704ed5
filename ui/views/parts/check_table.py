"""查整张表: upload, choose, start; and the latest checks."""

from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ui.answers import CheckAnswer
from ui.client import CheckRequest, Upload
from ui.views.parts import connection
from ui.views.parts.check_address import CHECK_PAGE, CheckAddress
from ui.views.parts.clock import moment
from ui.views.parts.text import number, plain, shortened
from ui.views.parts.verdicts import LEVELS

ENDINGS: Final = ("xlsx", "xls", "csv", "tsv", "jsonl", "docx")

THRESHOLDS: Final = {0.9: "只看把握大的", 0.5: "一般", 0.1: "宁可多看几项"}
"""Likelihoods from which a case counts as one to look at, and what people call them."""

USUAL: Final = 0.5

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

LATEST: Final = 10
"""Checks that are listed."""

NAMES_LENGTH: Final = 60
"""Longest list of file names that is shown, in characters."""

SUSPECT_LEVELS: Final = tuple(LEVELS)[:2]


def show_table() -> None:
    """Draw the form; its button starts a check and leads to its page."""
    files = st.file_uploader(
        "选择要查的汇总表或申报表", type=list(ENDINGS), accept_multiple_files=True, key="check-files",
        help="Excel（.xlsx .xls）、CSV/TSV、JSON Lines、Word（.docx）。表头在第几行、列叫什么名字都可以，程序自己认。",
    )  # fmt: skip
    st.caption("每一行都与库里的全部成果比，也与这批里的其他行比。只查，不写入库里。")
    left, right = st.columns(2)
    source = left.text_input("来源（可不填）", max_chars=500, placeholder="例如：2026 年市总工会申报")
    year = right.number_input(
        "年度（表里没写年度时用）", min_value=FIRST_YEAR, max_value=LAST_YEAR, value=None, step=1, placeholder="可不填"
    )
    threshold = left.segmented_control(
        "报告收哪些", list(THRESHOLDS), default=USUAL, format_func=THRESHOLDS.__getitem__, required=True,
        help="“一般”：可能性在一半以上的写进报告。无论选哪个，这里都能看到每一行的结果。",
    )  # fmt: skip
    within = right.checkbox("这批里面也互相比", value=True, help="找出同一批里几家报的同一项成果")
    title_column = st.text_input(
        "成果名称那一列的表头（程序认不出时才填）", max_chars=200, placeholder="例如：五小名字"
    ).strip()
    mapping = {title_column: "title"} if title_column else None
    if st.button("开始查重", type="primary", icon=":material/play_arrow:", disabled=not files):
        request = CheckRequest(source.strip(), None if year is None else int(year), mapping, within, float(threshold))
        _start(files, request)


def show_latest() -> None:
    """Draw the latest checks as links."""
    checks = connection.api().checks().checks[:LATEST]
    if not checks:
        return
    with st.container(key="latest", gap=None):
        st.subheader("最近的查重", anchor=False)
        for check in checks:
            names = plain(shortened("、".join(check.names), NAMES_LENGTH))
            label = f"{moment(check.created_at)}　{names}　:gray[{in_words(check)}]"
            st.page_link(CHECK_PAGE, label=label, query_params=CheckAddress(check.id).params())


def in_words(check: CheckAnswer) -> str:
    """How a check stands, in a line."""
    states = {"waiting": "等待中", "running": "进行中", "failed": "没有完成", "cancelled": "已取消"}
    if check.status in states:
        return states[check.status]
    found = [f"{level} {number(check.counts[level])}" for level in SUSPECT_LEVELS if check.counts.get(level)]
    return f"共 {number(check.progress)} 项，{'，'.join(found) or '没有发现疑似'}"


def _start(files: list[UploadedFile], request: CheckRequest) -> None:
    for file in files:
        file.seek(0)
    with st.spinner("正在上传……"):
        check = connection.api().start_check([Upload(file.name, file) for file in files], request)
    st.switch_page(CHECK_PAGE, query_params=CheckAddress(check.id).params())
