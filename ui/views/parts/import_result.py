"""What became of the files of an import, or what would become of them."""

from typing import Final

import streamlit as st

from ui.answers import ImportAnswer, ImportedFile, Rejected
from ui.views.parts import connection
from ui.views.parts.text import escaped, number, plain, shortened

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SHOWN_ROWS: Final = 50
"""Rejected rows of a file that the page shows; the workbook holds them all."""

CELLS: Final = 4
CELL_LENGTH: Final = 30
"""Cells of a rejected row that are shown, and characters of each."""

STATUS: Final = {"waiting": "等待中", "running": "进行中", "done": "完成", "failed": "没有完成"}


def show_result(answer: ImportAnswer) -> None:
    """Draw the result file by file, the rows that were not taken, and the workbook to mend them."""
    if answer.detail:
        for line in answer.detail.splitlines():
            st.error(plain(line))
    for file in answer.files:
        show_file(file, dry_run=answer.dry_run)
    if any(file.rejected_rows for file in answer.files):
        _workbook(answer)


def in_words(answer: ImportAnswer) -> str:
    """The figures of an import in one line."""
    if not answer.files:
        return STATUS[answer.status]
    counts = {
        "新增": sum(file.added for file in answer.files),
        "更新": sum(file.updated for file in answer.files),
        "未变": sum(file.unchanged for file in answer.files),
        "未收": sum(file.rejected_rows for file in answer.files),
    }
    said = "，".join(f"{name} {number(count)}" for name, count in counts.items() if count)
    return said or "没有数据行"


def show_file(file: ImportedFile, *, dry_run: bool) -> None:
    """Draw what became of one file."""
    st.markdown(f"**{plain(file.file)}**　{number(file.rows)} 行")
    will = "将" if dry_run else ""
    with st.container(horizontal=True, key=f"counts-{file.file}-{dry_run}"):
        st.metric(f"{will}新增", number(file.added))
        st.metric(f"{will}更新", number(file.updated), help="库里已有、内容有变化的；旧内容留在修改历史里")
        st.metric("没有变化", number(file.unchanged), help="与库里一样，不会重复")
        st.metric("未收", number(file.rejected_rows), help="有问题的行，原因见下；改好后可以只导入这些行")
    if file.notices:
        st.info("\n".join(f"- {plain(notice)}" for notice in file.notices))
    if file.rejected_rows:
        with st.expander(f"未收的 {number(file.rejected_rows)} 行", icon=":material/rule:", expanded=True):
            st.html(rejected_html(file.rejected[:SHOWN_ROWS]))
            if file.rejected_rows > SHOWN_ROWS:
                st.caption(f"只列出前 {SHOWN_ROWS} 行，全部在下面的工作簿里。")


def rejected_html(rows: tuple[Rejected, ...]) -> str:
    """Rejected rows as a table: place, reason, and the first cells."""
    lines = "".join(
        f"<tr><td>{escaped(row.place)}</td><td>{escaped(row.reason)}</td><td>{_cells(row.values)}</td></tr>"
        for row in rows
    )
    return f'<table class="rejected"><tr><th>位置</th><th>原因</th><th>内容</th></tr>{lines}</table>'


def _cells(values: dict[str, str]) -> str:
    filled = [(header, value) for header, value in values.items() if value][:CELLS]
    return "；".join(f"{escaped(header)}：{escaped(shortened(value, CELL_LENGTH))}" for header, value in filled)


def _workbook(answer: ImportAnswer) -> None:
    """Give the file itself: a promise of it is lost where the page is drawn again between click and answer."""
    with st.spinner("正在准备下载……"):
        workbook = connection.rejected(answer.id)
    st.download_button(
        "下载未收的行（改好后再导入）", data=workbook, file_name=f"未收的行-{answer.id}.xlsx", mime=EXCEL,
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip
