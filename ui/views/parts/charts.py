"""Charts of counts; a click on a bar gives its value back."""

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import pandas  # here, before any chart: altair stumbles over a pandas that another session is just importing
import streamlit as st

from ui.answers import FacetValue
from ui.fields import EMPTY_NAME
from ui.views.parts.text import shortened, writable

COLOUR: Final = "#1F5FA8"
ROW_HEIGHT: Final = 26
"""Pixels of one lying bar."""

LABEL_PIXELS: Final = 150
COLUMN_CHART_HEIGHT: Final = 240
LONGEST_LABEL: Final = 40


def bars(values: Sequence[FacetValue], *, key: str) -> str | None:
    """Draw lying bars in the given order; return the value that was clicked."""
    chart = _base(values).encode(
        x=alt.X("count:Q", title=None, axis=None),
        y=alt.Y("value:N", title=None, sort=None, axis=alt.Axis(labelLimit=LABEL_PIXELS, ticks=False, domain=False)),
    )
    labels = chart.mark_text(align="left", dx=4, color="#5C6068").encode(text=alt.Text("count:Q", format=","))
    return _shown(chart.mark_bar(color=COLOUR, cornerRadiusEnd=3), labels, ROW_HEIGHT * len(values) + 10, key)


def columns(values: Sequence[FacetValue], *, key: str) -> str | None:
    """Draw standing columns in the given order; return the value that was clicked."""
    chart = _base(values).encode(
        x=alt.X("value:N", title=None, sort=None, axis=alt.Axis(labelAngle=0, ticks=False, labelOverlap=True)),
        y=alt.Y("count:Q", title=None, axis=None),
    )
    labels = chart.mark_text(dy=-8, color="#5C6068").encode(text=alt.Text("count:Q", format=","))
    return _shown(chart.mark_bar(color=COLOUR, cornerRadiusEnd=3), labels, COLUMN_CHART_HEIGHT, key)


def _base(values: Sequence[FacetValue]) -> alt.Chart:
    rows = [
        {
            "value": writable(shortened(value.value, LONGEST_LABEL)) or EMPTY_NAME,
            "full": writable(value.value),
            "count": value.count,
        }
        for value in values
    ]
    tooltip = [alt.Tooltip("value:N", title="名称"), alt.Tooltip("count:Q", title="成果数", format=",")]
    return alt.Chart(pandas.DataFrame(rows)).encode(tooltip=tooltip)


def _shown(marks: alt.Chart, labels: alt.Chart, height: int, key: str) -> str | None:
    picked = alt.selection_point(name="picked", fields=["full"], on="click", clear=False)
    layered = alt.layer(marks.add_params(picked), labels).properties(height=height)
    event: Any = st.altair_chart(layered, key=key, on_select="rerun", selection_mode="picked")
    points = event["selection"].get("picked", [])
    return points[0].get("full") if points else None
