"""What the pages read of the API's answers, one file a room."""

from ui.answers.achievements import AchievementAnswer, SimilarAnswer, SimilarHit, Version
from ui.answers.base import Answer, Problem, Span
from ui.answers.checks import (
    CheckAnswer,
    CheckedAnswer,
    CheckedMatch,
    CheckedRow,
    CheckedRows,
    CheckedSubmission,
    CheckList,
    Coverage,
    Evidence,
    Passage,
    SharedStretch,
    Stretch,
    Template,
    TemplateList,
)
from ui.answers.holdings import IndexAnswer, Statistics, Synonyms
from ui.answers.imports import Column, ImportAnswer, ImportedFile, ImportList, Rejected, Table
from ui.answers.search import Arm, Facet, FacetsAnswer, FacetValue, Hit, SearchAnswer, Snippet, Suggestions

__all__ = [
    "AchievementAnswer",
    "Answer",
    "Arm",
    "CheckAnswer",
    "CheckList",
    "CheckedAnswer",
    "CheckedMatch",
    "CheckedRow",
    "CheckedRows",
    "CheckedSubmission",
    "Column",
    "Coverage",
    "Evidence",
    "Facet",
    "FacetValue",
    "FacetsAnswer",
    "Hit",
    "ImportAnswer",
    "ImportList",
    "ImportedFile",
    "IndexAnswer",
    "Passage",
    "Problem",
    "Rejected",
    "SearchAnswer",
    "SharedStretch",
    "SimilarAnswer",
    "SimilarHit",
    "Snippet",
    "Span",
    "Statistics",
    "Stretch",
    "Suggestions",
    "Synonyms",
    "Table",
    "Template",
    "TemplateList",
    "Version",
]
