"""`/healthz`, `/readyz`, `/metrics`: for those who keep the service running."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

from search_api.answers import IndexAnswer
from search_api.problems import Kind, ProblemResponse, declare, problem_of
from search_api.routes.parts import Figures, IndexingRuns

router = APIRouter(tags=["运行状态"])

NOT_READY = Kind(503, "not-ready", "尚未就绪", 5)


@router.get("/healthz", summary="程序是否在运行", responses=declare())
async def healthz() -> dict[str, str]:
    """只要程序在运行就答 ok，不查数据库和索引。"""
    return {"status": "ok"}


@router.get("/readyz", summary="能否检索", response_model=IndexAnswer, responses=declare(NOT_READY))
def readyz(indexing: IndexingRuns) -> IndexAnswer | Response:
    """数据库可达、索引可用时给出索引状态；否则 503 并说明原因。"""
    state = indexing.answer()
    if state.ready:
        return state
    return ProblemResponse(problem_of(NOT_READY, state.detail or "索引不可用，请运行 innokb index。"))


@router.get("/metrics", summary="运行指标（Prometheus）", response_class=Response)
def metrics(figures: Figures) -> Response:
    """Prometheus 文本格式的指标。"""
    return Response(figures.text(), media_type=CONTENT_TYPE_LATEST)
