"""成果详情: everything that is known of one achievement, what changed, and those like it."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from ui.answers import AchievementAnswer, Facts, SimilarHit, Span
from ui.asking import Asked
from ui.client import ApiProblem
from ui.fields import FIELD_NAMES, RIGHTS_FIELDS, TEXT_FIELDS
from ui.views.parts import connection
from ui.views.parts.changes import history_html
from ui.views.parts.check_address import CHECK_PAGE
from ui.views.parts.clock import moment
from ui.views.parts.deal_lists import show_deals_of
from ui.views.parts.facts import anchored, stated_html
from ui.views.parts.hits import ACHIEVEMENT_PAGE, SEARCH_PAGE, tags
from ui.views.parts.need_hits import show_needs_for
from ui.views.parts.text import escaped, marked, plain, shortened, writable

FACT_FIELDS: Final = ("unit", "recommended_by", "people", "region", "industry", "year", "code", "source")
"""Short facts, in the order in which a reader wants them."""

SIMILAR: Final = 8
"""Similar achievements that are offered."""

TAB_LENGTH: Final = 40
"""Longest title in the browser's tab, in characters."""

MISSING: Final = 404
DELETED: Final = 410


def show() -> None:
    """Draw the achievement that the address names."""
    asked = Asked.from_params({name: st.query_params.get_all(name) for name in st.query_params})
    _way_back(asked)
    number = _number()
    if number is None:
        st.info("请从检索结果里打开一项成果。")
        return
    try:
        answer = connection.achievement(number, asked.q)
    except ApiProblem as problem:
        if problem.status not in (MISSING, DELETED):
            raise
        st.warning(plain(str(problem)))
        return
    _title(answer)
    left, right = st.columns([2, 1], gap="large")
    with left:
        st.html(stated_html(answer.facts, answer.achievement))
        _texts(answer)
        _history(answer)
    with right:
        st.html(facts_html(answer))
        st.page_link(
            CHECK_PAGE, label="查重：这一项以前报过没有", icon=":material/search_check:",
            query_params={"achievement": str(number)},
        )  # fmt: skip
        show_deals_of(number)
        show_needs_for(number)
        _similar(number, asked)


def _number() -> int | None:
    text = st.query_params.get("id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _way_back(asked: Asked) -> None:
    label = "返回检索结果" if asked != Asked() else "去检索"
    st.page_link(SEARCH_PAGE, label=label, icon=":material/arrow_back:", query_params=asked.params())


def _title(answer: AchievementAnswer) -> None:
    found = answer.achievement
    labels = tags(
        ("award", _text(found.get("award"))), ("kind", _text(found.get("kind"))), ("level", _text(found.get("level"))),
        ("secret", "涉密" if found.get("confidential") else ""),
    )  # fmt: skip
    st.set_page_config(page_title=shortened(writable(_text(found.get("title"))), TAB_LENGTH))
    title = marked(_text(found.get("title")), answer.spans.get("title", ()))
    st.html(f'<div class="record"><h1>{title}</h1><div>{labels}</div></div>')


def _texts(answer: AchievementAnswer) -> None:
    shown = texts_html(answer.achievement, answer.spans, answer.facts)
    if shown:
        st.html(shown)
    else:
        st.info("这项成果没有填写正文（现状与问题、成果简介、创新点、效益、推广应用）。")


def texts_html(found: Mapping[str, object], spans: Mapping[str, Sequence[Span]], facts: Facts) -> str:
    """The running text of an achievement, field by field, with its spans marked and its facts to be linked to."""
    parts = [
        f"<section><h2>{FIELD_NAMES[field]}</h2><p>{anchored(text, field, spans.get(field, ()), facts)}</p></section>"
        for field in TEXT_FIELDS
        if (text := _text(found.get(field)))
    ]
    return f'<div class="record">{"".join(parts)}</div>' if parts else ""


def facts_html(answer: AchievementAnswer) -> str:
    """The short facts, the rights, and every column that maps onto no field."""
    found, spans = answer.achievement, answer.spans
    rows = [(FIELD_NAMES[field], _fact(found.get(field), spans.get(field, ()))) for field in FACT_FIELDS]
    rows += [(FIELD_NAMES[field], _fact(found.get(field), spans.get(field, ()))) for field in RIGHTS_FIELDS]
    extra = found.get("extra")
    if isinstance(extra, Mapping):
        rows += [(str(name), escaped(_text(value))) for name, value in extra.items()]
    lines = "".join(f"<dt>{escaped(name)}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f'<div class="record facts"><h2>基本情况</h2><dl>{lines}</dl></div>'


def _fact(value: object, spans: Sequence[Span]) -> str:
    if isinstance(value, list | tuple):
        return "、".join(escaped(_text(item)) for item in value)
    return marked(_text(value), spans)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _history(answer: AchievementAnswer) -> None:
    with st.expander(f"修改历史（{len(answer.history)} 次）", icon=":material/history:"):
        st.html(history_html(answer.history))
        st.caption(f"编号 {answer.id}；入库 {moment(answer.created_at)}，最近修改 {moment(answer.updated_at)}")


def _similar(number: int, asked: Asked) -> None:
    st.subheader("相似成果", anchor=False)
    try:
        hits = connection.similar(number, SIMILAR).hits
    except ApiProblem as problem:  # the record can be read though the index cannot be asked
        st.caption(plain(str(problem)))
        return
    if not hits:
        st.caption("没有找到相似的成果。")
    for hit in hits:
        with st.container(key=f"similar-{hit.id}", gap=None):
            st.page_link(ACHIEVEMENT_PAGE, label=plain(hit.title), query_params={"id": str(hit.id), **asked.params()})
            st.html(_similar_html(hit))


def _similar_html(hit: SimilarHit) -> str:
    place = " · ".join(escaped(text) for text in (hit.unit, f"{hit.year} 年" if hit.year else "", hit.award) if text)
    words = f"<div>共有：{'、'.join(map(escaped, hit.shared_words))}</div>" if hit.shared_words else ""
    return f'<div class="similar"><div>{place}</div>{words}</div>'


show()
