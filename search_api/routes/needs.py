"""`/needs`: what enterprises look for, the achievements that answer it, and the way back."""

from typing import Annotated, Final

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field, Json

from corpus.errors import BadMapping, ImportProblem, InvalidAchievement, NotFound
from corpus.importing.columns import ColumnMapping
from corpus.importing.needs import title_of
from corpus.importing.run import import_needs
from corpus.importing.subjects import NEEDS
from corpus.need import MAX_CONTENT, NEED_STATUSES, Need, NeedStatus, NeedVersion, StoredNeed
from corpus.store import local_user
from indexer.errors import IndexMissing
from search_api.answers import ImportedFile
from search_api.errors import BadQuestion, Gone, UploadNotKept
from search_api.matching.answering import MAX_MATCHES, match
from search_api.matching.answers import MatchesAnswer, NeedAnswer, NeedsAnswer, NeedsFor
from search_api.matching.open_needs import needs_for
from search_api.problems import KINDS, declare
from search_api.routes.imports import SHOWN_REJECTS, imported_file
from search_api.routes.parts import Base, Number, OpenNeedsOf, Text, written
from search_api.uploads import Uploads

router = APIRouter(tags=["企业需求"])

MOST: Final = 1_000
"""Needs in one answer."""

Size = Annotated[int, Query(ge=1, le=MAX_MATCHES, description="最多几条")]


class Told(BaseModel):
    """A need as an enterprise tells it."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[Text, Field(max_length=200)] = ""
    title: Annotated[Text, Field(max_length=500, description="需求名称；空着则取内容的第一句")] = ""
    content: Annotated[
        Text, Field(max_length=MAX_CONTENT, examples=["破碎机筛板更换一次要停机6小时，希望不超过2小时"])
    ] = ""
    unit: Annotated[Text, Field(max_length=500)] = ""
    contact: Annotated[Text, Field(max_length=500)] = ""
    region: Annotated[Text, Field(max_length=200)] = ""
    industry: Annotated[Text, Field(max_length=200)] = ""
    budget: Annotated[Text, Field(max_length=200)] = ""
    deadline: Annotated[Text, Field(max_length=200)] = ""

    def need(self) -> Need:
        """The need. Raises BadQuestion where nothing is told."""
        told = self.model_dump(include=set(Told.model_fields))
        title = " ".join(self.title.split()) or title_of(self.content)
        if not title:
            raise BadQuestion("没有写需求：请写明要解决什么问题，几个词也可以。")
        return Need(**{**told, "title": title})


class Asked(Told):
    """A need that is only asked with."""

    size: int = Field(default=10, ge=1, le=MAX_MATCHES, description="最多几条")


class Progress(BaseModel):
    """How far a need has come."""

    model_config = ConfigDict(extra="forbid")

    status: NeedStatus


@router.get("/needs", summary="企业需求", responses=declare())
def get_needs(
    base: Base,
    status: Annotated[list[NeedStatus] | None, Query(description="open 征集中；matched 已对接；closed 已关闭")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> NeedsAnswer:
    """新登记的在前；counts 是各状态的条数。"""
    found = base.store.needs(status or NEED_STATUSES, limit=limit, offset=offset)
    counts = {str(name): count for name, count in base.store.count_needs().items()}
    return NeedsAnswer(needs=tuple(_answer(each) for each in found), counts=counts)


@router.post(
    "/needs",
    status_code=201,
    summary="登记一项需求",
    responses=declare(KINDS[BadQuestion], KINDS[InvalidAchievement]),
)
def post_need(base: Base, body: Told) -> NeedAnswer:
    """同一单位说的完全相同的需求只登记一次，再提交时返回已有的那一条。"""
    return _answer(base.store.add_need(body.need(), local_user()))


@router.post(
    "/needs/import",
    summary="导入需求表",
    responses=declare(KINDS[BadMapping], KINDS[ImportProblem], KINDS[UploadNotKept]),
)
def post_needs_import(
    base: Base,
    file: Annotated[UploadFile, File(description="xlsx、xls、csv、tsv、jsonl 或 docx")],
    mapping: Annotated[Json[dict[str, str]] | None, Form(description="列对应关系，JSON：表头 → 字段名")] = None,
    dry_run: Annotated[bool, Form(description="只试读，不写入")] = False,
) -> ImportedFile:
    """自动找表头、认列名；重复导入不会重复登记，改过的行更新原来的需求。"""
    columns = ColumnMapping(mapping or {}, vocabulary=NEEDS)
    uploads = Uploads(base.settings.uploads_folder)
    folder, names = uploads.keep([(file.filename or "", file.file)])
    try:
        [path] = uploads.paths(folder, names)
        report = import_needs(base.store, path, mapping=columns, dry_run=dry_run, actor=local_user())
    finally:
        uploads.remove(folder)
    return imported_file(report, SHOWN_REJECTS)


@router.post(
    "/needs/matches",
    summary="用自己的话找成果",
    response_model=MatchesAnswer,
    responses=declare(KINDS[BadQuestion], KINDS[IndexMissing]),
)
def post_matches(base: Base, body: Asked) -> Response:
    """不登记，只查找：写几个词到两万字的说明都可以。"""
    return written(match(base, body.need(), body.size))


@router.get("/needs/{id}", summary="一项需求", responses=declare(KINDS[NotFound]))
def get_need(base: Base, id: Number) -> NeedAnswer:
    """需求的原文与修改历史。"""
    return _answer(base.store.need(id), tuple(base.store.need_history(id)))


@router.patch("/needs/{id}", summary="改需求的状态", responses=declare(KINDS[NotFound]))
def patch_need(base: Base, id: Number, body: Progress) -> NeedAnswer:
    """征集中、已对接或已关闭；记入修改历史。"""
    return _answer(base.store.set_need_status(id, body.status, local_user()))


@router.get(
    "/needs/{id}/matches",
    summary="能解决这项需求的成果",
    response_model=MatchesAnswer,
    responses=declare(KINDS[NotFound], KINDS[IndexMissing]),
)
def get_matches(base: Base, id: Number, size: Size = 10) -> Response:
    """按词与语义排序，逐条说明理由，并核对需求里的指标是达到、未达到还是没有说。"""
    return written(match(base, base.store.need(id).need, size, id=id))


@router.get(
    "/achievements/{id}/needs",
    summary="谁可能需要这项成果",
    responses=declare(KINDS[NotFound], KINDS[Gone], KINDS[IndexMissing]),
)
def get_needs_for(
    base: Base, open_needs: OpenNeedsOf, id: Number, size: Annotated[int, Query(ge=1, le=100)] = 10
) -> NeedsFor:
    """征集中的需求里，这项成果可能解决的。"""
    return needs_for(base, open_needs, id, size)


def _answer(stored: StoredNeed, history: tuple[NeedVersion, ...] = ()) -> NeedAnswer:
    return NeedAnswer(
        id=stored.id,
        revision=stored.revision,
        created_at=stored.created_at,
        updated_at=stored.updated_at,
        need=stored.need,
        history=history,
    )
