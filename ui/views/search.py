"""检索: ask, narrow down, read, turn pages, take the list along."""

from dataclasses import replace
from functools import partial
from urllib.parse import quote, urlencode

import streamlit as st

from ui.answers import SearchAnswer
from ui.asking import MAX_QUESTION, MODES, SIZES, SORTS, Asked
from ui.views.parts import connection
from ui.views.parts.facets import show_chosen, show_facets
from ui.views.parts.hits import show_hit
from ui.views.parts.text import number, plain

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SUGGESTIONS = 6
"""Titles offered that begin as the question does."""

SHORT_QUESTION = 12
"""Longest question, in characters, that may be the beginning of a title or its pinyin."""

FEW_HITS = 5
"""With fewer achievements than this that hold the words, the page looks further: titles, facets of the whole base."""

HELP = """
| 写法 | 意思 |
|---|---|
| `皮带机 跑偏` | 词语之间空格，越相符越靠前 |
| `"断绳保护"` | 引号里的字必须原样出现 |
| `提升机 -罐笼` | 不要含“罐笼”的 |
| `单位:太钢`　`年度:2020-2023` | 只在某个字段里找：单位、完成人、地区、行业、类别、年度、级别、获奖等级、编号、专利 |
| `年效益≥100万元`　`应用:已应用`　`TRL≥7` | 按原文写明的效益、应用（已应用、计划应用、未应用）、阶段、成熟度找 |
| 整段文字 | 直接粘贴一段现状描述，按意思找相近的成果 |

同义词（如 皮带机 = 带式输送机）会自动一起找，在“词表”页可以增改。
"""


def show() -> None:
    """Draw the page that the address asks for."""
    asked = Asked.from_params({name: st.query_params.get_all(name) for name in st.query_params})
    _box(asked)
    answer = connection.search(asked)
    with st.sidebar:
        _narrowing(asked, answer)
    show_chosen(asked, _go)
    _remarks(asked, answer)
    if answer.hits:
        _summary(asked, answer)
        for hit in answer.hits:
            show_hit(hit, asked)
        _pager(asked, answer)
    else:
        _nothing(asked, answer)


def _go(asked: Asked) -> None:
    """Lead to another search; the address changes, so that back and sharing work."""
    st.query_params.from_dict(asked.params())


def _box(asked: Asked) -> None:
    # The address may have been changed by a link or by going back; and leaving the page forgets what its boxes held.
    if st.session_state.get("asked-before") != asked or "question" not in st.session_state:
        st.session_state.update({"question": asked.q, "mode": asked.mode, "sort": asked.sort, "asked-before": asked})

    def ask() -> None:
        _go(asked.asking(st.session_state["question"]))

    with st.form("ask", border=False), st.container(horizontal=True, vertical_alignment="bottom", key="ask-row"):
        st.text_input(
            "检索成果", key="question", max_chars=MAX_QUESTION, label_visibility="collapsed", autocomplete="off",
            placeholder="用自己的话说：要解决什么问题，或成果名称、单位、人名、编号",
        )  # fmt: skip
        st.form_submit_button("检索", type="primary", icon=":material/search:", on_click=ask)
    with st.container(horizontal=True, vertical_alignment="center", key="ask-options"):
        st.segmented_control(
            "检索方式", list(MODES), key="mode", format_func=MODES.__getitem__, required=True,
            label_visibility="collapsed", on_change=lambda: _go(replace(asked, mode=st.session_state["mode"], page=1)),
        )  # fmt: skip
        st.selectbox(
            "排序", list(SORTS), key="sort", format_func=SORTS.__getitem__, label_visibility="collapsed", width=180,
            on_change=lambda: _go(replace(asked, sort=st.session_state["sort"], page=1)),
        )  # fmt: skip
        with st.popover("怎样写", icon=":material/help:", type="tertiary"):
            st.markdown(HELP)


def _narrowing(asked: Asked, answer: SearchAnswer) -> None:
    """The facets; where hardly anything holds the words, those of the whole base, since hits are near in meaning."""
    st.subheader("筛选", anchor=False)
    by_words = bool(asked.q) and asked.mode != "vector" and answer.matched >= FEW_HITS
    show_facets(answer.facets if by_words else connection.facets(asked.unasked()).facets, asked, _go)
    st.caption("数字是同时含有这些词的成果数。" if by_words else "数字是库里的成果数。")


def _remarks(asked: Asked, answer: SearchAnswer) -> None:
    for notice in answer.notices:
        st.info(plain(notice))
    if answer.did_you_mean:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.write("您是不是要找：")
            st.button(
                plain(answer.did_you_mean), type="tertiary", key="did-you-mean",
                on_click=partial(_go, asked.asking(answer.did_you_mean)),
            )  # fmt: skip
    if asked.q and asked.sort != "relevance" and not _quoted(asked.q) and any(hit.arms for hit in answer.hits):
        st.caption("相近的也一起排了。只要含有某个词的，把这个词放进引号，例如 “皮带机”。")
    if answer.synonyms:
        pairs = "；".join(f"{word} = {'、'.join(others)}" for word, others in answer.synonyms.items())
        st.caption(f"同义词一起找：{plain(pairs)}")
    if asked.q and answer.matched < FEW_HITS and len(asked.q) <= SHORT_QUESTION:
        _suggestions(asked)


def _quoted(question: str) -> bool:
    return any(sign in question for sign in '"“「')


def _summary(asked: Asked, answer: SearchAnswer) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="summary"):
        st.caption(_counted(asked, answer))
        with st.container(horizontal=True, gap="small", width="content"):
            with st.popover("分享", icon=":material/link:", type="tertiary"):
                st.write("这个地址打开就是现在的结果（问题、条件、页码都在里面）：")
                st.code(shared_link(str(st.context.url), asked), language=None, wrap_lines=True)
            with st.popover("导出", icon=":material/download:", type="tertiary"):
                secret = st.checkbox("写出涉密成果", help="平时不写；勾上以后，表只能在内部使用")
                st.download_button(
                    "检索结果", data=partial(connection.api().export, asked, confidential=secret),
                    file_name="检索结果.xlsx", mime=EXCEL, on_click="ignore", icon=":material/table:",
                )  # fmt: skip


def shared_link(page: str, asked: Asked) -> str:
    """The address of this page with all that is asked."""
    said = urlencode(asked.params(), doseq=True, quote_via=quote)
    return f"{page}?{said}" if said else page


def _counted(asked: Asked, answer: SearchAnswer) -> str:
    total, matched = number(answer.total), number(answer.matched)
    first = "最相关的在前" if asked.sort == "relevance" else f"{SORTS[asked.sort]}，未说明的在后"
    if not asked.q or not any(hit.arms for hit in answer.hits):  # conditions alone, whether chosen or written
        order = "" if asked.sort == "relevance" else f"，{first}"
        return f"共 {matched} 项成果" + (f"，列出 {total} 项" if answer.total < answer.matched else "") + order
    if asked.mode == "vector":
        return f"按意思列出 {total} 项，{first}"
    if not answer.matched:
        return f"没有哪项同时含有这些词；列出相近的 {total} 项，{first}"
    return f"同时含有这些词的 {matched} 项，连同相近的列出 {total} 项，{first}"


def _pager(asked: Asked, answer: SearchAnswer) -> None:
    pages = max(-(-answer.total // asked.size), 1)
    page_key = f"page-{asked.page}"  # a new address makes a new widget, which begins at its own page
    st.session_state["size"] = asked.size
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="pager"):
        if pages > 1:
            st.pagination(
                pages, default=min(asked.page, pages), key=page_key,
                on_change=lambda: _go(asked.turned(st.session_state[page_key])),
            )  # fmt: skip
        st.selectbox(
            "每页", SIZES, key="size", format_func="每页 {} 条".format, label_visibility="collapsed", width=140,
            on_change=lambda: _go(replace(asked, size=st.session_state["size"], page=1)),
        )  # fmt: skip


def _nothing(asked: Asked, answer: SearchAnswer) -> None:
    if answer.total:
        st.info(f"没有第 {asked.page} 页，共 {number(answer.total)} 项。")
        st.button("回到第 1 页", type="primary", on_click=partial(_go, asked.turned(1)))
        return
    if not asked.q and not asked.filters:
        st.info("库里还没有可检索的成果。")
        st.page_link("views/imports.py", label="去导入成果表", icon=":material/upload_file:")
        return
    st.info("没有找到相符的成果。")
    st.markdown(
        "可以试试：\n- 少写几个词，或换一种说法\n- 去掉引号和减号\n- 检索方式选“综合”或“只看意思”\n- 去掉一些筛选条件"
    )
    if asked.filters:
        st.button("不限条件再找一次", type="primary", on_click=partial(_go, asked.unfiltered()))


def _suggestions(asked: Asked) -> None:
    """Titles that begin as the question does, also by pinyin; a click asks for one."""
    titles = connection.suggest(asked.q, SUGGESTIONS).titles
    if not titles:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="suggestions"):
        st.write("名称这样开头（文字、拼音或拼音首字母）：")
        for title in titles:
            st.button(plain(title), key=f"suggested-{title}", on_click=partial(_go, asked.asking(title)))


show()
