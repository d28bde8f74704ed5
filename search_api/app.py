"""The API as an application: its routes, its errors, and what lives as long as it does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import structlog
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from indexer.pinyin import readings
from search_api import problems
from search_api.answers import Problem
from search_api.checks import CheckJobs
from search_api.imports import ImportJobs
from search_api.indexing import FORESEEN, Indexing
from search_api.knowledge_base import KnowledgeBase
from search_api.limits import LimitBodies
from search_api.matching.open_needs import OpenNeedsReader
from search_api.metrics import MeasureRequests, Metrics
from search_api.routes import ROUTERS
from search_api.screening.running import Screening
from search_api.settings import Settings

PREFIX: Final = "/api/v1"

THREADS: Final = {"embedded": 8, "elasticsearch": 40}
"""Requests worked on at the same time, by engine; the others wait their turn. More only pass the interpreter around,
except where they wait for a server: there are more than may be waiting, so that a slow one leaves some for the rest."""

DESCRIPTION: Final = """职工创新成果知识库的接口：检索、联想、成果详情、相似成果、导入、查重、统计与索引。

出错时一律返回 `application/problem+json`（RFC 9457）：`type` 固定可供程序判断，`detail` 是说明原因与办法的中文。"""


class Api(FastAPI):
    """The application; its OpenAPI document knows what a problem is."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        document = super().openapi()
        document["components"]["schemas"].setdefault("Problem", Problem.model_json_schema())
        return document


def create_app(settings: Settings) -> FastAPI:
    """Make the app. Nothing is opened before it starts; what cannot be opened then is told by /readyz."""
    base = KnowledgeBase(settings)
    indexing = Indexing(base)
    app = Api(
        title="职工创新成果知识库",
        description=DESCRIPTION,
        version="1",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
    )
    app.state.base = base
    app.state.indexing = indexing
    app.state.imports = ImportJobs(base, indexing)
    app.state.checks = CheckJobs(base, indexing)
    app.state.open_needs = OpenNeedsReader(base)
    app.state.screening = Screening(base)
    app.state.metrics = Metrics(indexing)
    app.add_middleware(LimitBodies, uploads={f"{PREFIX}/imports", f"{PREFIX}/needs/import", f"{PREFIX}/checks"})
    app.add_middleware(MeasureRequests, metrics=app.state.metrics)
    problems.install(app)
    for router, prefix in ROUTERS:
        app.include_router(router, prefix=PREFIX if prefix else "")
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS[app.state.base.settings.engine]
    await run_in_threadpool(_start, app)
    yield
    await run_in_threadpool(_stop, app)


def _start(app: FastAPI) -> None:
    app.state.indexing.open()
    app.state.imports.open()
    app.state.checks.open()
    app.state.screening.open()
    try:
        _warm_up(app.state.base)
        state = app.state.indexing.answer()
        if state.lag or not state.ready:
            app.state.indexing.start()
    except FORESEEN as error:
        structlog.get_logger().warning("not ready yet", reason=str(error))


def _warm_up(base: KnowledgeBase) -> None:
    """Load what the first search needs, so that it is as quick as the others."""
    base.tokenizer.words("预热")
    base.encoder.encode_queries(["预热"])
    base.synonyms.others("预热")
    base.threads.submit(readings)  # a third of a second, and only questions with a slip wait for it


def _stop(app: FastAPI) -> None:
    app.state.imports.close()
    app.state.checks.close()
    app.state.screening.close()
    app.state.indexing.close()
    app.state.base.close()
