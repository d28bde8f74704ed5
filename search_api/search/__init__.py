"""Asking the knowledge base: search, counting, suggestions, one achievement and those like it."""

from search_api.search.filters import parse_filters
from search_api.search.opening import open_achievement
from search_api.search.page import count, search
from search_api.search.question import MAX_PAGE, MAX_SIZE, Mode, Question, Sort
from search_api.search.similarity import similar
from search_api.search.suggesting import suggest

__all__ = [
    "MAX_PAGE",
    "MAX_SIZE",
    "Mode",
    "Question",
    "Sort",
    "count",
    "open_achievement",
    "parse_filters",
    "search",
    "similar",
    "suggest",
]
