"""What routes are given: the parts of the running app, and types that several requests share."""

from typing import Annotated, Final

from fastapi import Depends, Path, Request, Response
from pydantic import BeforeValidator

from search_api.answers import Answer
from search_api.checks import CheckJobs
from search_api.imports import ImportJobs
from search_api.indexing import Indexing
from search_api.knowledge_base import KnowledgeBase
from search_api.matching.open_needs import OpenNeedsReader
from search_api.metrics import Metrics
from search_api.problems import writable
from search_api.screening.running import Screening

LARGEST_ID: Final = 2**63 - 1


async def _base(request: Request) -> KnowledgeBase:
    base: KnowledgeBase = request.app.state.base
    return base


async def _indexing(request: Request) -> Indexing:
    indexing: Indexing = request.app.state.indexing
    return indexing


async def _jobs(request: Request) -> ImportJobs:
    jobs: ImportJobs = request.app.state.imports
    return jobs


async def _checks(request: Request) -> CheckJobs:
    checks: CheckJobs = request.app.state.checks
    return checks


async def _screening(request: Request) -> Screening:
    screening: Screening = request.app.state.screening
    return screening


async def _open_needs(request: Request) -> OpenNeedsReader:
    reader: OpenNeedsReader = request.app.state.open_needs
    return reader


async def _metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


def _text(value: object) -> object:
    return writable(value).replace("\0", "") if isinstance(value, str) else value


Base = Annotated[KnowledgeBase, Depends(_base)]
IndexingRuns = Annotated[Indexing, Depends(_indexing)]
Jobs = Annotated[ImportJobs, Depends(_jobs)]
Checks = Annotated[CheckJobs, Depends(_checks)]
Screened = Annotated[Screening, Depends(_screening)]
OpenNeedsOf = Annotated[OpenNeedsReader, Depends(_open_needs)]
Figures = Annotated[Metrics, Depends(_metrics)]

Text = Annotated[str, BeforeValidator(_text)]
"""Text of a person: whatever cannot be written as UTF-8 is replaced instead of refused, and NUL, which no database
holds, is left out."""

Number = Annotated[int, Path(ge=1, le=LARGEST_ID, description="编号", examples=[1])]


def written(answer: Answer) -> Response:
    """The answer as JSON, written on the thread that made it instead of being handed over to be checked once more."""
    return Response(answer.model_dump_json(), media_type="application/json")
