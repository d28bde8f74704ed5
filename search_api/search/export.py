"""A result list as an Excel workbook; text stays text, whatever it begins with."""

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from corpus.achievement import FIELD_NAMES, StoredAchievement
from search_api.search.listing import list_all
from search_api.search.question import Question

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
