"""导入: upload, see how the tables are understood, mend that, import, and get back what was not taken."""

from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ui.answers import ImportAnswer
from ui.client import ImportRequest, Upload
from ui.fields import COLUMN_FIELDS, FIELD_NAMES
from ui.views.parts import connection
from ui.views.parts.clock import moment
from ui.views.parts.import_result import in_words, show_result
from ui.views.parts.index_state import show_index_state
from ui.views.parts.text import escaped, number, plain, shortened

PAGE: Final = "views/imports.py"

ENDINGS: Final = ("xlsx", "xls", "csv", "tsv", "jsonl", "docx")

WATCH_S: Final = 1.0
"""Seconds between two looks at an import."""

LATEST: Final = 10
"""Imports that are listed."""

NAMES_LENGTH: Final = 60
"""Longest list of file names that is shown, in characters."""

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

SAMPLES: Final = 3
SAMPLE_LENGTH: Final = 40
"""Cells of a column that are shown, and characters of each."""

KEPT: Final = ""
"""The choice for a column that maps onto no field: it is kept and shown as 其他."""


def show() -> None:
    """Draw the step that this person is at."""
    st.title("导入", anchor=False)
    number_ = st.query_params.get("import", "")
    if number_.isascii() and number_.isdigit():
        _finished(int(number_))
    else:
        _prepare()
    _latest()


def _prepare() -> None:
    files = st.file_uploader(
        "选择各单位报来的汇总表或申报表", type=list(ENDINGS), accept_multiple_files=True, key="files",
        help="Excel（.xlsx .xls）、CSV/TSV、JSON Lines、Word（.docx）。表头在第几行、列叫什么名字都可以，程序自己认。",
    )  # fmt: skip
    st.caption("可以是 Excel、CSV、Word、JSON Lines。标题行、合并单元格、多个工作表、注释和合计行都不用先整理。")
    left, right = st.columns(2)
    source = left.text_input("来源（可不填，默认用文件名）", max_chars=500, placeholder="例如：2025 年市总工会汇总")
    year = right.number_input(
        "年度（表里没写年度时用）", min_value=FIRST_YEAR, max_value=LAST_YEAR, value=None, step=1, placeholder="可不填"
    )
    if not files:
        return
    request = ImportRequest(source.strip(), None if year is None else int(year), mapping=_chosen(), dry_run=True)
    given = (tuple(file.file_id for file in files), request.source, request.year)
    if st.session_state.get("checked-for") != given:
        st.session_state.pop("check", None)
        st.session_state["overrides"] = {}
    if st.button("先检查一遍（不写入）", type="primary", icon=":material/fact_check:"):
        _check(files, request, given)
    if "check" in st.session_state:
        _checked(files, request, given)


def _check(files: list[UploadedFile], request: ImportRequest, given: object) -> None:
    answer = connection.api().start_import(_uploads(files), request)
    st.session_state.update({"check": answer.id, "checked-for": given, "checked-mapping": request.mapping})


def _checked(files: list[UploadedFile], request: ImportRequest, given: object) -> None:
    answer = connection.api().import_state(st.session_state["check"])
    if answer.status in ("waiting", "running"):
        _watch(answer.id, "正在检查")
        return
    with st.container(border=True):
        st.subheader("检查结果", anchor=False)
        show_result(answer)
        mapping = _mapping(answer)
    if mapping != st.session_state.get("checked-mapping"):
        st.info("列的对应关系改过了，请再检查一遍，看看结果。")
        st.session_state["overrides"] = mapping
        if st.button("再检查一遍", type="primary", icon=":material/fact_check:"):
            _check(files, _with(request, mapping), given)
            st.rerun()
    elif any(file.rows > file.rejected_rows for file in answer.files):
        _confirm(files, _with(request, mapping))


def _with(request: ImportRequest, mapping: dict[str, str], *, dry_run: bool = True) -> ImportRequest:
    return ImportRequest(request.source, request.year, mapping, dry_run)


def _confirm(files: list[UploadedFile], request: ImportRequest) -> None:
    if not st.button("按这样导入", type="primary", icon=":material/upload:"):
        return
    with st.spinner("正在上传……"):
        answer = connection.api().start_import(
            _uploads(files), _with(request, dict(request.mapping or {}), dry_run=False)
        )
    for key in ("check", "checked-for", "checked-mapping", "overrides"):
        st.session_state.pop(key, None)
    st.switch_page(PAGE, query_params={"import": str(answer.id)})


def _uploads(files: list[UploadedFile]) -> list[Upload]:
    for file in files:
        file.seek(0)
    return [Upload(file.name, file) for file in files]


def _chosen() -> dict[str, str]:
    """Columns whose field a person chose, header → field."""
    chosen: dict[str, str] = st.session_state.setdefault("overrides", {})
    return dict(chosen)


def _mapping(answer: ImportAnswer) -> dict[str, str]:
    """Draw how each column was understood, to be changed; return what was chosen, header → field."""
    columns = {
        column.header: column
        for file in answer.files
        for table in file.tables
        for column in table.columns
        if column.header
    }
    if not columns:
        return _title_column()
    places = [table.place for file in answer.files for table in file.tables]
    with st.expander(f"列的对应关系（{len(columns)} 列）", expanded=True, icon=":material/table_chart:"):
        st.caption(f"找到的表：{plain('；'.join(places))}。认错的列在这里改；“保留为其他”的列也会存下来、看得到。")
        for header, column in columns.items():
            _column(header, column.field or KEPT, column.samples)
    return _chosen()


def _title_column() -> dict[str, str]:
    """No table was found: the person may know how the column of titles is headed."""
    header = st.text_input(
        "表里有成果，只是叫法不同？写出成果名称那一列的表头：", key="title-column", placeholder="例如：五小名字"
    ).strip()
    return {header: "title"} if header else {}


def _column(header: str, found: str, samples: tuple[str, ...]) -> None:
    name, choice = st.columns([3, 2], vertical_alignment="center")
    name.html(column_html(header, samples))
    options = [KEPT, *COLUMN_FIELDS]
    key = f"column-{header}"

    def choose() -> None:
        st.session_state["overrides"] = _chosen() | {header: st.session_state[key]}

    choice.selectbox(
        f"“{plain(header)}”是", options, index=options.index(found) if found in options else 0, key=key,
        format_func=lambda field: FIELD_NAMES.get(field, "保留为其他"), label_visibility="collapsed", on_change=choose,
    )  # fmt: skip


def column_html(header: str, samples: tuple[str, ...]) -> str:
    """A column: its header, and a few of its cells."""
    shown = "；".join(shortened(sample, SAMPLE_LENGTH) for sample in samples[:SAMPLES] if sample)
    return f'<div class="column"><b>{escaped(header)}</b><span>{escaped(shown)}</span></div>'


@st.fragment(run_every=WATCH_S)
def _watch(number_: int, doing: str) -> None:
    answer = connection.api().import_state(number_)
    if answer.status in ("waiting", "running"):
        st.info(f"{doing}：已读 {number(answer.progress)} 行……", icon=":material/hourglass_top:")
        return
    connection.forget()
    st.rerun()


def _finished(number_: int) -> None:
    answer = connection.api().import_state(number_)
    if answer.status in ("waiting", "running"):
        _watch(number_, "正在导入")
        return
    names = "、".join(answer.names)
    st.subheader(
        f"第 {answer.id} 次{'检查' if answer.dry_run else '导入'}：{plain(shortened(names, NAMES_LENGTH))}",
        anchor=False,
    )
    show_result(answer)
    if not answer.dry_run:
        show_index_state(connection.api().index())
    with st.container(horizontal=True):
        st.page_link(PAGE, label="继续导入", icon=":material/upload_file:")
        st.page_link("views/search.py", label="去检索", icon=":material/search:")


def _latest() -> None:
    imports = [answer for answer in connection.api().imports().imports if not answer.dry_run][:LATEST]
    if not imports:
        return
    with st.container(key="latest", gap=None):
        st.subheader("最近的导入", anchor=False)
        for answer in imports:
            names = plain(shortened("、".join(answer.names), NAMES_LENGTH))
            label = f"{moment(answer.created_at)}　{names}　:gray[{in_words(answer)}]"
            st.page_link(PAGE, label=label, query_params={"import": str(answer.id)})


show()
