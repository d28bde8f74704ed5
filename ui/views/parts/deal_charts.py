"""Deals by stage as charts: how many came so far, and for how much."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import altair as alt
import pandas  # here, before any chart: altair stumbles over a pandas that another session is just importing
import streamlit as st

from ui.answers import DealStage
from ui.views.parts.text import number

COLOUR: Final = "#1F5FA8"
LIGHT: Final = "#BFD3EA"
MONEY_COLOUR: Final = "#C98A1B"
ROW_HEIGHT: Final = 34
"""Pixels of one bar."""

AXIS: Final = alt.Axis(ticks=False, domain=False, labelFontSize=14, labelPadding=8)

Row = dict[str, str | int | float]


def counts_chart(stages: Sequence[DealStage]) -> None:
    """Draw a bar a stage: as long as the deals that came to it, darker for those with a step of it."""
    rows: list[Row] = [
        {
            "stage": stage.stage_name,
            "reached": stage.reached,
            "recorded": stage.recorded,
            "label": counts_in_words(stage),
        }
        for stage in stages
    ]
    chart = _base(rows, [("stage", "阶段"), ("reached", "到过这一步或更远"), ("recorded", "记有这一步")])
    reached = chart.mark_bar(color=LIGHT, cornerRadiusEnd=3).encode(x=_width(rows, "reached"))
    recorded = chart.mark_bar(color=COLOUR, cornerRadiusEnd=3).encode(x=_width(rows, "recorded"))
    labels = chart.mark_text(align="left", dx=5, fontSize=13, color="#3b4048").encode(x="reached:Q", text="label:N")
    _draw(reached + recorded + labels, len(rows), "deal-counts")


def amounts_chart(stages: Sequence[DealStage]) -> None:
    """Draw a bar a stage that names amounts, as long as their sum."""
    rows: list[Row] = [
        {"stage": stage.stage_name, "yuan": float(stage.amount.yuan), "label": stage.amount.words}
        for stage in stages
        if stage.amount.yuan > Decimal(0)
    ]
    if not rows:
        st.caption("还没有哪一步写了金额。")
        return
    chart = _base(rows, [("stage", "阶段"), ("label", "金额")])
    bars = chart.mark_bar(color=MONEY_COLOUR, cornerRadiusEnd=3).encode(x=_width(rows, "yuan"))
    labels = chart.mark_text(align="left", dx=5, fontSize=13, color="#3b4048").encode(x="yuan:Q", text="label:N")
    _draw(bars + labels, len(rows), "deal-amounts")


def counts_in_words(stage: DealStage) -> str:
    """How many came so far; where steps were left out, how many have one."""
    if stage.recorded == stage.reached:
        return f"{number(stage.reached)} 项"
    return f"{number(stage.reached)} 项（记有这一步 {number(stage.recorded)}）"


def _base(rows: Sequence[Row], tooltips: Sequence[tuple[str, str]]) -> alt.Chart:
    tooltip = [alt.Tooltip(field, title=title) for field, title in tooltips]
    return alt.Chart(pandas.DataFrame(rows)).encode(
        y=alt.Y("stage:N", title=None, sort=None, axis=AXIS), tooltip=tooltip
    )


def _width(rows: Sequence[Row], field: str) -> alt.X:
    """Bars leave room at their end for the words."""
    longest = max(float(row["reached" if field == "recorded" else field]) for row in rows)
    return alt.X(f"{field}:Q", title=None, axis=None, scale=alt.Scale(domain=[0, max(longest, 1) * 1.8]))


def _draw(chart: alt.LayerChart, rows: int, key: str) -> None:
    st.altair_chart(chart.properties(height=ROW_HEIGHT * rows + 10), key=key)
