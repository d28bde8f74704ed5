"""登记过的需求: all of them by status, and a table of more."""

from typing import Final

import streamlit as st

from ui.answers import StoredNeed
from ui.client import ApiProblem, Upload
from ui.client.needs import PAGE_SIZE
from ui.views.parts import connection
from ui.views.parts.clock import moment
from ui.views.parts.hits import tags
from ui.views.parts.import_result import show_file
from ui.views.parts.need_words import NEEDS_PAGE, STATUS_NAMES
from ui.views.parts.text import escaped, number, plain, shortened

ENDINGS: Final = ("xlsx", "xls", "csv", "tsv", "jsonl", "docx")
ALL: Final = ""
CONTENT: Final = 140
"""Characters of a need that the list shows."""


def show_list() -> None:
    """Draw the list, narrowed by status, with its pages, and the way to import a table."""
    counts = connection.needs("", 1).counts
    names = {ALL: f"全部 {number(sum(counts.values()))}"}
    names |= {status: f"{name} {number(counts.get(status, 0))}" for status, name in STATUS_NAMES.items()}
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        status = st.segmented_control(
            "状态", list(names), format_func=names.__getitem__, default=ALL, required=True, key="need-status",
            label_visibility="collapsed",
        )  # fmt: skip
    total = sum(counts.values()) if status == ALL else counts.get(str(status), 0)
    page = _page(total)
    needs = connection.needs(str(status), page).needs
    for stored in needs:
        _show(stored)
    if not needs:
        st.info("还没有登记的需求。可以在“说说要解决的问题”里登记，或导入一张需求表。")
    _import()


def _page(total: int) -> int:
    pages = -(-total // PAGE_SIZE)
    if pages < 2:
        return 1
    return int(st.number_input(f"第几页（共 {pages} 页）", 1, pages, 1, key="need-page", width=160))


def _show(stored: StoredNeed) -> None:
    with st.container(border=True, key=f"hit-need-{stored.id}"):
        st.page_link(NEEDS_PAGE, label=plain(stored.need.title), query_params={"need": str(stored.id)})
        st.html(need_html(stored))


def need_html(stored: StoredNeed) -> str:
    """Everything of a need in a list but its title."""
    need = stored.need
    places = [text for text in (need.unit, need.region, need.industry, need.deadline) if text]
    label = tags((f"need-{need.status}", STATUS_NAMES[need.status]))
    content = f'<p class="snippet">{escaped(shortened(need.content, CONTENT))}</p>' if need.content else ""
    said = f"{' · '.join(map(escaped, places))}　{moment(stored.updated_at)}"
    return f'<div class="hit"><div class="facts">{label}<span>{said}</span></div>{content}</div>'


def _import() -> None:
    with st.expander("导入需求表", icon=":material/upload_file:"):
        file = st.file_uploader(
            "选择需求表", type=list(ENDINGS), key="need-file",
            help="Excel、CSV、Word、JSON Lines。表头叫什么都可以，程序自己认；重复导入不会重复登记。",
        )  # fmt: skip
        if file is None:
            return
        left, right = st.columns(2)
        check = left.button("先检查一遍（不写入）", icon=":material/fact_check:", width="stretch")
        write = right.button("导入", type="primary", icon=":material/upload:", width="stretch")
        if not (check or write):
            return
        file.seek(0)
        try:
            with st.spinner("正在读……"):
                told = connection.api().import_needs(Upload(file.name, file), dry_run=check)
        except ApiProblem as problem:
            st.error(plain(str(problem)))
            return
        connection.forget()
        show_file(told, dry_run=check)
