"""总览: what is in the base, and whether it can be searched."""

from datetime import datetime

import streamlit as st

from ui.answers import Facet, Statistics
from ui.asking import Asked
from ui.views.parts import connection
from ui.views.parts.charts import bars, columns
from ui.views.parts.clock import moment
from ui.views.parts.hits import SEARCH_PAGE
from ui.views.parts.index_state import show_index_state
from ui.views.parts.text import number

BARS = 12
"""Values of a field that a chart shows."""


def show() -> None:
    """Draw the figures and charts, or what to do first."""
    figures = connection.statistics()
    if not figures.achievements:
        _welcome()
        show_index_state(figures.index)
        return
    _figures(figures)
    show_index_state(figures.index)
    _charts({facet.field: facet for facet in figures.facets})
    if figures.updated_at is not None:
        st.caption(
            f"最近修改 {moment(figures.updated_at)}，共导入 {number(figures.imports)} 次。点图里的柱子看那些成果。"
        )


def _welcome() -> None:
    st.title("职工创新成果知识库", anchor=False)
    st.write("库里还没有成果。先导入各单位报来的汇总表（Excel、CSV）、申报表（Word）或 JSON Lines 文件：")
    st.page_link("views/imports.py", label="去导入", icon=":material/upload_file:")
    st.write("只想先看看样子，可以在服务器上运行样例：")
    st.code("innokb demo", language="bash")


def _figures(figures: Statistics) -> None:
    facets = {facet.field: facet for facet in figures.facets}
    year, count = newest_year(facets.get("year"), datetime.now().year)
    with st.container(horizontal=True, key="figures"):
        st.metric("成果总数", number(figures.achievements), border=True)
        if year:
            st.metric(f"{year} 年", number(count), border=True)
        st.metric("完成单位", _distinct(facets, "unit"), border=True)
        st.metric("行业", _distinct(facets, "industry"), border=True)
        st.metric("地区", _distinct(facets, "region"), border=True)


def _distinct(facets: dict[str, Facet], field: str) -> str:
    return number(facets[field].distinct) if field in facets else "—"


def newest_year(years: Facet | None, this_year: int) -> tuple[int | None, int]:
    """This year and its count; where nothing came in this year, the newest year that has any."""
    counts = {int(value.value): value.count for value in years.values if value.value.isdecimal()} if years else {}
    if not counts:
        return None, 0
    year = this_year if this_year in counts else max(counts)
    return year, counts[year]


def _charts(facets: dict[str, Facet]) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        _chart(facets.get("year"), upright=True)
        _chart(facets.get("kind"))
        _chart(facets.get("level"))
    with right:
        _chart(facets.get("industry"))
        _chart(facets.get("region"))


def _chart(facet: Facet | None, *, upright: bool = False) -> None:
    if facet is None or not facet.values:
        return
    st.subheader(f"按{facet.name}", anchor=False)
    if upright:
        values = sorted((value for value in facet.values if value.value), key=lambda value: value.value)
        picked = columns(values, key=f"chart-{facet.field}")
    else:
        picked = bars(facet.values[:BARS], key=f"chart-{facet.field}")
    if facet.distinct > BARS:
        st.caption(f"只画出前 {BARS} 个，共 {number(facet.distinct)} 个{facet.name}")
    if picked is not None:
        st.switch_page(SEARCH_PAGE, query_params=Asked(filters=(f"{facet.field}={picked}",)).params())


show()
