"""Times as the person who looks has them on the wall."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def moment(at: datetime) -> str:
    """A time to the minute, by the clock of the browser, or of this machine where that is unknown."""
    return at.astimezone(_zone()).strftime("%Y-%m-%d %H:%M")


def today() -> date:
    """The day it is, by the same clock."""
    return datetime.now(_zone()).date()


def _zone() -> ZoneInfo | None:
    try:
        return ZoneInfo(st.context.timezone or "")
    except (ZoneInfoNotFoundError, ValueError, OSError):  # an unknown name, or a machine without a list of zones
        return None
