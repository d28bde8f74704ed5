"""The one client of this server, and answers that several pages ask for again within seconds."""

import os
from typing import Final

import streamlit as st

from ui.answers import (
    AchievementAnswer,
    CandidateList,
    CheckedAnswer,
    CheckedRows,
    ComparedCandidates,
    DealList,
    FacetsAnswer,
    Funnel,
    Matches,
    NeedList,
    NeedsFor,
    ProfileList,
    SearchAnswer,
    SimilarAnswer,
    Statistics,
    StoredNeed,
    Suggestions,
)
from ui.asking import Asked
from ui.client import ApiClient, CandidatesAsked, DealsAsked, ResultsAsked

DEFAULT_URL: Final = "http://127.0.0.1:8000"
"""Where the API is when INNOKB_API_URL says nothing."""

FRESH_S: Final = 5.0
"""Seconds that an answer is used again: long enough for a click on the same page, too short to mislead."""

MOST_KEPT: Final = 200
"""Answers kept of one kind."""

MOST_WORKBOOKS: Final = 10
"""Workbooks kept; one may hold 100,000 rows."""


@st.cache_resource(show_spinner=False)
def api() -> ApiClient:
    """The client of this server."""
    return ApiClient(os.environ.get("INNOKB_API_URL") or DEFAULT_URL)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def search(asked: Asked) -> SearchAnswer:
    """One page of a search."""
    return api().search(asked)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def facets(asked: Asked) -> FacetsAnswer:
    """What a search can be narrowed to."""
    return api().facets(asked)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def suggest(prefix: str, limit: int) -> Suggestions:
    """Titles that begin with a prefix."""
    return api().suggest(prefix, limit)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def achievement(number: int, q: str) -> AchievementAnswer:
    """One achievement."""
    return api().achievement(number, q)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def similar(number: int, size: int) -> SimilarAnswer:
    """Achievements like one achievement."""
    return api().similar(number, size)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def checked_achievement(number: int) -> CheckedAnswer:
    """What an achievement of the base may repeat, as if it were handed in now."""
    return api().check(api().achievement(number).achievement)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def check_results(number: int, asked: ResultsAsked) -> CheckedRows:
    """One page of the results of a check that has ended."""
    return api().check_results(number, asked)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def check_result(number: int, position: int) -> CheckedAnswer:
    """One result of a check."""
    return api().check_result(number, position)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def needs(status: str, page: int) -> NeedList:
    """One page of needs."""
    return api().needs(status, page)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def need(number: int) -> StoredNeed:
    """One need."""
    return api().need(number)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def need_matches(number: int, size: int) -> Matches:
    """The achievements that may answer a need."""
    return api().need_matches(number, size)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def needs_for(achievement: int, size: int) -> NeedsFor:
    """The open needs that an achievement may answer."""
    return api().needs_for(achievement, size)


@st.cache_data(ttl=FRESH_S, max_entries=1, show_spinner=False)
def statistics() -> Statistics:
    """Figures of what is in the base."""
    return api().statistics()


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def deals(asked: DealsAsked) -> DealList:
    """One page of deals."""
    return api().deals(asked)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner=False)
def funnel(asked: DealsAsked) -> Funnel:
    """What deals add up to."""
    return api().funnel(asked)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner="正在排序……")
def candidates(asked: CandidatesAsked) -> CandidateList:
    """One page of candidates for transfer."""
    return api().candidates(asked)


@st.cache_data(ttl=FRESH_S, max_entries=MOST_KEPT, show_spinner="正在比较……")
def compared_candidates(asked: CandidatesAsked, left: int, right: int) -> ComparedCandidates:
    """Two candidates side by side."""
    return api().compare_candidates(asked, left, right)


@st.cache_data(ttl=FRESH_S, max_entries=1, show_spinner=False)
def profiles() -> ProfileList:
    """All profiles of weights."""
    return api().profiles()


@st.cache_data(max_entries=MOST_WORKBOOKS, show_spinner=False)
def rejected(number: int) -> bytes:
    """The rows that an import which has ended did not take, as a workbook; they never change."""
    return api().rejected(number)


def forget() -> None:
    """Ask anew from now on, because something was just changed."""
    kept = (
        search, facets, suggest, achievement, similar, checked_achievement, statistics, deals, funnel,
        needs, need, need_matches, needs_for, candidates, compared_candidates,
    )  # fmt: skip
    for answer in kept:
        answer.clear()
