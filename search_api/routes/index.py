"""`/index`: how the index stands, and bringing it up to date."""

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.answers import IndexAnswer
from search_api.problems import declare
from search_api.routes.parts import IndexingRuns

router = APIRouter(tags=["索引"])


@router.get("/index", summary="索引状态", responses=declare())
def get_index(indexing: IndexingRuns) -> IndexAnswer:
    """索引里有多少条、落后数据库多少次修改。"""
    return indexing.answer()


@router.post("/index", status_code=202, summary="更新索引", responses=declare())
def start_indexing(
    indexing: IndexingRuns, rebuild: Annotated[bool, Query(description="从头重建")] = False
) -> IndexAnswer:
    """在后台把索引更新到数据库的最新状态；用 GET /index 看进展。"""
    indexing.start(rebuild=rebuild)
    return indexing.answer()
