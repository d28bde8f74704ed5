"""`/statistics`: what is in the base, in figures."""

from fastapi import APIRouter

from indexer.engine.protocol import Scope
from search_api.answers import StatisticsAnswer
from search_api.problems import declare
from search_api.routes.parts import Base, IndexingRuns
from search_api.search.facets import facets_of

router = APIRouter(tags=["统计"])


@router.get("/statistics", summary="总览数字", responses=declare())
def get_statistics(base: Base, indexing: IndexingRuns) -> StatisticsAnswer:
    """成果总数、导入次数、按各字段的分布，以及索引状态。没有索引时分布为空。"""
    state = indexing.answer()
    return StatisticsAnswer(
        achievements=base.store.count(),
        imports=base.store.count_imports(),
        updated_at=base.store.updated_at(),
        facets=facets_of(base.engine, Scope()) if state.ready else (),
        index=state,
    )
