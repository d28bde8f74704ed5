"""`/check` and `/checks`: whether submissions were handed in before, one at once or a table as a job."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path as FilePath
from tempfile import mkstemp
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, File, Path, Query, UploadFile
from fastapi import Form as FormField
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Json
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from corpus.achievement import Achievement
from corpus.errors import BadMapping, NotFound
from corpus.store import CheckJob, Tally, Wanted, local_user
from indexer.errors import IndexMissing
from search_api.answers import Rejected
from search_api.checks import CheckJobs
from search_api.duplicates.answers import CheckAnswer, CheckedAnswer, CheckedRow, CheckedRows, CheckList
from search_api.duplicates.documents import MEDIA_TYPES, Form, write_report
from search_api.duplicates.documents.dossier import Dossier
from search_api.duplicates.false_alarms import expected_false_alarms
from search_api.duplicates.pairs import PAIRS
from search_api.duplicates.report import SubmissionReport
from search_api.duplicates.running import check_one
from search_api.errors import BadUpload, IndexBehind, UploadTooLarge
from search_api.knowledge_base import KnowledgeBase
from search_api.problems import KINDS, declare, writable
from search_api.routes.parts import LARGEST_ID, Base, Checks, Number, Text
from search_api.uploads import Options

router = APIRouter(tags=["查重"])

SHOWN_REJECTS: Final = 200
"""Rejected rows that an answer holds."""

MAX_PAGE: Final = 1_000_000
MAX_SIZE: Final = 200

EVENTS_EVERY_S: Final = 0.5
"""Seconds between two looks at a check that somebody follows."""

SILENCE_S: Final = 15.0
"""Seconds without news after which a comment is sent, so that nothing between takes the connection for dead."""

FOUND = declare(KINDS[NotFound])
ENDED: Final = ("done", "failed", "cancelled")

EXAMPLE: Final = {
    "title": "副井提升机断绳防坠抓捕器改进",
    "unit": "北山煤矿机电队",
    "people": ["张工", "李工"],
    "year": 2024,
    "summary": "钢丝绳断裂时，抓捕器自动抱住罐道，防止罐笼坠落。",
}


def _whole(value: object) -> object:
    """JSON without lone surrogates."""
    if isinstance(value, dict):
        return {_whole(key): _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return writable(value) if isinstance(value, str) else value


class ResultsWanted(BaseModel):
    """Which results, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    level: Text = Field(default="", description="只要这一级：高度疑似、疑似、相关、无关")
    type: Text = Field(default="", description="只要这一类，如 改名重报")
    q: Text = Field(default="", max_length=500, description="名称、单位或编号里含有的字")
    family: Text = Field(default="", description="只要这一族")
    page: int = Field(default=1, ge=1, le=MAX_PAGE, description="第几页，从 1 起")
    size: int = Field(default=50, ge=1, le=MAX_SIZE, description="每页几条")


@router.post("/check", summary="查重一份申报", responses=declare(KINDS[IndexMissing], KINDS[IndexBehind]))
def post_check(
    base: Base,
    submission: Annotated[Achievement, BeforeValidator(_whole), Body(examples=[EXAMPLE])],
    limit: Annotated[int, Query(ge=1, le=PAIRS, description="最多列出几项可能重复的成果")] = PAIRS,
) -> CheckedAnswer:
    """立即回答：可能与库中哪些成果重复、依据与反证、相同的段落；不写入任何内容。"""
    report, revision = check_one(base, submission)
    shown = report.model_copy(update={"matches": report.matches[:limit]})
    return CheckedAnswer(submission=submission, report=shown, index_revision=revision)


@router.post(
    "/checks",
    status_code=202,
    summary="查重一张表",
    responses=declare(KINDS[BadUpload], KINDS[BadMapping], KINDS[UploadTooLarge]),
)
def post_checks(
    base: Base,
    checks: Checks,
    files: Annotated[list[UploadFile], File(description="申报汇总表：xlsx、xls、csv、tsv、jsonl 或 docx，可多个")],
    source: Annotated[Text | None, FormField(max_length=500, description="来源；默认用文件名")] = None,
    year: Annotated[int | None, FormField(ge=1900, le=2100, description="表中没有年度的行用这一年")] = None,
    mapping: Annotated[
        Json[dict[str, str]] | None,
        FormField(description="列对应关系，JSON：表头 → 字段名", examples=['{"项目": "title"}']),
    ] = None,
    within_batch: Annotated[bool, FormField(description="同一批申报之间也互相比较")] = True,
    threshold: Annotated[float, FormField(ge=0, le=1, description="概率达到多少需要审核；报告逐份列出这些")] = 0.5,
) -> CheckAnswer:
    """文件收下后在后台逐份查重，不导入知识库；用 GET /checks/{id} 或 /checks/{id}/events 看进展。"""
    uploads = [(file.filename or "", file.file) for file in files]
    options = Options(source=source or None, year=year, columns=mapping or {})
    job = checks.submit(uploads, options, actor=local_user(), within_batch=within_batch, threshold=threshold)
    return _answers(base, [job])[0]


@router.get("/checks", summary="最近的查重", responses=declare())
def list_checks(base: Base, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> CheckList:
    """新的在前；未通过的行只给条数，详见各次查重。"""
    return CheckList(checks=tuple(_answers(base, base.store.list_checks(limit), shown=0)))


@router.get("/checks/{id}", summary="一次查重的进展", responses=FOUND)
def get_check(base: Base, id: Number) -> CheckAnswer:
    """状态、已查份数、各级与各类的份数、预计误报数。"""
    return _answers(base, [base.store.get_check(id)])[0]


@router.post("/checks/{id}/cancel", summary="取消一次查重", responses=FOUND)
def cancel_check(base: Base, id: Number) -> CheckAnswer:
    """已查的结果保留；已结束的查重不变。"""
    return _answers(base, [base.store.cancel_check(id, local_user())])[0]


@router.get(
    "/checks/{id}/events",
    summary="一次查重的进展（SSE）",
    response_class=StreamingResponse,
    responses=FOUND | {200: {"description": "事件流", "content": {"text/event-stream": {}}}},
)
async def follow_check(base: Base, checks: Checks, id: Number) -> StreamingResponse:
    """事件 progress 的 data 与 GET /checks/{id} 相同，有变化时发出；查重结束后发出事件 end。"""
    first = await run_in_threadpool(get_check, base, id)
    return StreamingResponse(_events(base, checks, first), media_type="text/event-stream", headers=NEVER_KEPT)


@router.get("/checks/{id}/results", summary="查重结果列表", responses=FOUND)
def get_results(base: Base, id: Number, wanted: Annotated[ResultsWanted, Query()]) -> CheckedRows:
    """先按级别，同级按概率从高到低；查重进行中也可以看已有的结果。"""
    base.store.get_check(id)
    chosen = Wanted(wanted.level, wanted.type, wanted.family, wanted.q)
    total, rows = base.store.results(id, chosen, (wanted.page - 1) * wanted.size, wanted.size)
    sizes = base.store.family_sizes(id, {row.family for row in rows if row.family})
    return CheckedRows(
        total=total, rows=tuple(CheckedRow(**asdict(row), family_size=sizes.get(row.family or "", 0)) for row in rows)
    )


@router.get("/checks/{id}/results/{position}", summary="一份申报的查重结果", responses=FOUND)
def get_result(
    base: Base, id: Number, position: Annotated[int, Path(ge=0, le=LARGEST_ID, description="第几份，从 0 起")]
) -> CheckedAnswer:
    """申报原文、可能重复的成果、依据与反证、相同的段落。"""
    job = base.store.get_check(id)
    found = base.store.result(id, position)
    report = SubmissionReport.model_validate_json(found.report).model_copy(update={"family": found.short.family})
    return CheckedAnswer(
        submission=Achievement.model_validate_json(found.submission),
        report=report,
        index_revision=job.index_revision or 0,
    )


@router.get(
    "/checks/{id}/report.{form}",
    summary="查重报告（文件）",
    response_class=FileResponse,
    responses=FOUND | {200: {"description": "报告文件", "content": {each: {} for each in MEDIA_TYPES.values()}}},
)
def get_report(
    base: Base,
    id: Number,
    form: Annotated[Form, Path(description="jsonl 供程序读取，xlsx 供排序筛选，docx 供存档签字")],
    confidential: Annotated[bool, Query(description="列出涉密成果的内容；默认只列编号")] = False,
) -> FileResponse:
    """申报逐份的结果、依据和相同的段落，附运行标识、索引版本与参数；查重进行中给出的报告会注明结果不全。"""
    dossier = Dossier(base.store, id, confidential=confidential)
    handle, name = mkstemp(suffix=f".{form}")
    path = FilePath(name)
    with os.fdopen(handle, "wb") as file:
        try:
            write_report(dossier, form, file)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    base.store.note_of_check(id, "checks.report", local_user(), form=form, confidential=confidential)
    sent = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, media_type=MEDIA_TYPES[form], filename=f"查重报告-{id}.{form}", background=sent)


NEVER_KEPT: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""An intermediate server neither keeps events nor holds them back."""


async def _events(base: KnowledgeBase, checks: CheckJobs, answer: CheckAnswer) -> AsyncIterator[str]:
    """News of a check until it has ended, or the app does."""
    yield _event("progress", answer)
    quiet = 0.0
    while answer.status not in ENDED and not checks.closing:
        await asyncio.sleep(EVENTS_EVERY_S)
        quiet += EVENTS_EVERY_S
        last, answer = answer, await run_in_threadpool(get_check, base, answer.id)
        if answer != last:
            quiet = 0.0
            yield _event("progress", answer)
        elif quiet >= SILENCE_S:
            quiet = 0.0
            yield ": …\n\n"
    yield _event("end", answer)


def _event(name: str, answer: CheckAnswer) -> str:
    return f"event: {name}\ndata: {answer.model_dump_json()}\n\n"


def _answers(base: KnowledgeBase, jobs: list[CheckJob], shown: int = SHOWN_REJECTS) -> list[CheckAnswer]:
    tallies = base.store.tallies({job.id: job.options["threshold"] for job in jobs})
    return [_answer(job, tallies[job.id], _false_alarms(base, job), shown) for job in jobs]


def _false_alarms(base: KnowledgeBase, job: CheckJob) -> float | None:
    if job.status not in ENDED:
        return None
    return expected_false_alarms(base.store.probabilities(job.id), job.options["threshold"])


def _answer(job: CheckJob, tally: Tally, false_alarms: float | None, shown: int) -> CheckAnswer:
    about: dict[str, Any] = {name: getattr(job, name) for name in _SAME}
    return CheckAnswer(
        **about,
        names=job.files,
        progress=tally.results,
        counts=dict(tally.levels),
        types=dict(tally.types),
        families=tally.families,
        expected_false_alarms=false_alarms,
        threshold=job.options["threshold"],
        within_batch=job.options["within_batch"],
        rejected_rows=len(job.rejected),
        rejected=tuple(Rejected(place=r.place, reason=r.reason, values=r.values) for r in job.rejected[:shown]),
    )


_SAME: Final = (
    "id",
    "status",
    "total",
    "index_revision",
    "run_id",
    "notices",
    "detail",
    "created_at",
    "finished_at",
)
