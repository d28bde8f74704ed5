"""`/suggest` and `/facets`: what helps a person to ask."""

from typing import Annotated

from fastapi import APIRouter, Query

from indexer.errors import IndexMissing
from search_api.answers import FacetsAnswer, Suggestions
from search_api.errors import BadQuestion
from search_api.problems import KINDS, declare
from search_api.routes.parts import Base, Text
from search_api.routes.search import Asked
from search_api.search import count, suggest

router = APIRouter(tags=["检索"])


@router.get("/suggest", summary="联想成果名称", responses=declare(KINDS[IndexMissing]))
def get_suggestions(
    base: Base,
    prefix: Annotated[Text, Query(description="已输入的文字、拼音或拼音首字母", examples=["tishengji"])] = "",
    limit: Annotated[int, Query(ge=1, le=50, description="最多几条")] = 10,
) -> Suggestions:
    """以所输入的文字、拼音或首字母开头的成果名称，短的在前。"""
    return suggest(base, prefix, limit)


@router.get("/facets", summary="分面计数", responses=declare(KINDS[BadQuestion], KINDS[IndexMissing]))
def get_facets(base: Base, asked: Annotated[Asked, Query()]) -> FacetsAnswer:
    """各字段有哪些值、各有多少条；某字段的计数不受它自己的筛选影响。"""
    return count(base, asked.question())
