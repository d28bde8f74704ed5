"""`/imports`: tables of achievements handed in as files, and what became of them."""

from io import BytesIO
from typing import Annotated, Final

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from pydantic import Json

from corpus.errors import BadMapping, NotFound
from corpus.importing.rejects import write_rejects
from corpus.reports import FileReport, TableFound
from corpus.store import ImportJob, local_user
from search_api.answers import ColumnAnswer, ImportAnswer, ImportedFile, ImportList, Rejected, TableAnswer
from search_api.errors import BadUpload, UploadTooLarge
from search_api.problems import KINDS, declare
from search_api.routes.parts import Base, Jobs, Number, Text
from search_api.search.export import MEDIA_TYPE
from search_api.uploads import Options

router = APIRouter(tags=["导入"])

SHOWN_REJECTS: Final = 200
"""Rejected rows of a file that an answer holds; the workbook holds them all."""

FOUND = declare(KINDS[NotFound])


@router.post(
    "/imports",
    status_code=202,
    summary="导入成果表",
    responses=declare(KINDS[BadUpload], KINDS[BadMapping], KINDS[UploadTooLarge]),
)
def post_import(
    jobs: Jobs,
    files: Annotated[list[UploadFile], File(description="xlsx、xls、csv、tsv、jsonl 或 docx，可多个")],
    source: Annotated[Text | None, Form(max_length=500, description="来源；默认用文件名")] = None,
    year: Annotated[int | None, Form(ge=1900, le=2100, description="表中没有年度的行用这一年")] = None,
    mapping: Annotated[
        Json[dict[str, str]] | None,
        Form(description="列对应关系，JSON：表头 → 字段名", examples=['{"项目": "title"}']),
    ] = None,
    dry_run: Annotated[bool, Form(description="只试读，不写入")] = False,
) -> ImportAnswer:
    """文件收下后在后台逐个导入，导入完自动更新索引；用 GET /imports/{id} 看进展。"""
    uploads = [(file.filename or "", file.file) for file in files]
    options = Options(source=source or None, year=year, columns=mapping or {})
    return _answer(jobs.submit(uploads, options, actor=local_user(), dry_run=dry_run), SHOWN_REJECTS)


@router.get("/imports", summary="最近的导入", responses=declare())
def list_imports(base: Base, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> ImportList:
    """新的在前；未通过的行只给条数，详见各次导入。"""
    return ImportList(imports=tuple(_answer(job, 0) for job in base.store.list_imports(limit)))


@router.get("/imports/{id}", summary="一次导入的进展与结果", responses=FOUND)
def get_import(base: Base, id: Number) -> ImportAnswer:
    """状态、已读行数；结束后有每个文件的结果。"""
    return _answer(base.store.get_import(id), SHOWN_REJECTS)


@router.get(
    "/imports/{id}/rejected.xlsx",
    summary="未通过的行（改好可再导入）",
    response_class=Response,
    responses=FOUND | {200: {"description": "Excel 工作簿", "content": {MEDIA_TYPE: {}}}},
)
def get_rejected(base: Base, id: Number) -> Response:
    """未通过的行，表头不变，另有位置与原因两列。"""
    book = BytesIO()
    write_rejects(base.store.get_import(id).report, book)
    headers = {"Content-Disposition": f'attachment; filename="rejected-{id}.xlsx"'}
    return Response(book.getvalue(), media_type=MEDIA_TYPE, headers=headers)


def _answer(job: ImportJob, shown: int) -> ImportAnswer:
    return ImportAnswer(
        id=job.id,
        status=job.status,
        dry_run=job.dry_run,
        progress=job.progress,
        names=job.files,
        files=tuple(imported_file(report, shown) for report in job.report),
        detail=job.detail,
        created_at=job.created_at,
        finished_at=job.finished_at,
    )


def imported_file(report: FileReport, shown: int) -> ImportedFile:
    """What became of one file, with so many of its rejected rows."""
    rejected = report.rejected[:shown]
    return ImportedFile(
        file=report.file,
        rows=report.rows,
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        rejected_rows=report.rejected_rows,
        rejected=tuple(Rejected(place=row.place, reason=row.reason, values=row.values) for row in rejected),
        mapping=report.mapping,
        tables=tuple(_table(table) for table in report.tables),
        notices=report.notices,
    )


def _table(table: TableFound) -> TableAnswer:
    columns = (ColumnAnswer(header=c.header, field=c.field, samples=c.samples) for c in table.columns)
    return TableAnswer(place=table.place, columns=tuple(columns))
