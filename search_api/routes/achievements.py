"""`/achievements/{id}`: one achievement, and those like it."""

from typing import Annotated

from fastapi import APIRouter, Query

from corpus.errors import NotFound
from search_api.answers import AchievementAnswer, SimilarAnswer
from search_api.errors import Gone
from search_api.problems import KINDS, declare
from search_api.routes.parts import Base, Number, Text
from search_api.search import MAX_SIZE, open_achievement, similar

router = APIRouter(tags=["成果"])

PROBLEMS = declare(KINDS[NotFound], KINDS[Gone])


@router.get("/achievements/{id}", summary="成果详情", responses=PROBLEMS)
def get_achievement(
    base: Base,
    id: Number,
    q: Annotated[Text, Query(description="要在原文里标出的问题", examples=["断绳保护"])] = "",
) -> AchievementAnswer:
    """全部字段（原文）、修改历史，以及问题的词在原文里的位置。"""
    return open_achievement(base, id, q)


@router.get("/achievements/{id}/similar", summary="相似成果", responses=PROBLEMS)
def get_similar(
    base: Base, id: Number, size: Annotated[int, Query(ge=1, le=MAX_SIZE, description="最多几条")] = 10
) -> SimilarAnswer:
    """按成果自己的词与语义找相似的成果，并列出共有的少见词。"""
    return similar(base, id, size)
