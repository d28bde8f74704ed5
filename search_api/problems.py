"""Every error as an RFC 9457 problem: a stable type, a Chinese detail that says what to do, and nothing internal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from corpus import errors as corpus
from indexer import errors as indexer
from search_api import errors as api
from search_api.answers import Problem

MEDIA_TYPE: Final = "application/problem+json"

_URN: Final = "urn:innokb:problem:"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem. `retry_after` is in seconds, for what may mend itself."""

    status: int
    name: str
    title: str
    retry_after: int | None = None


INVALID: Final = Kind(422, "invalid-request", "请求不合要求")
INTERNAL: Final = Kind(500, "internal", "程序出错")

KINDS: Final[Mapping[type[Exception], Kind]] = {
    api.BadQuestion: Kind(422, "bad-question", "检索条件不合要求"),
    api.BadUpload: Kind(422, "bad-upload", "上传内容不合要求"),
    api.UploadTooLarge: Kind(413, "upload-too-large", "上传文件过大"),
    api.UploadNotKept: Kind(503, "upload-not-kept", "上传文件无法保存", 30),
    api.Gone: Kind(410, "gone", "成果已删除"),
    api.IndexBehind: Kind(503, "index-behind", "索引还没有跟上", 5),
    api.WrongPassage: Kind(500, "wrong-passage", "段落核对不符"),
    corpus.BadMapping: Kind(422, "bad-mapping", "列对应关系不合要求"),
    corpus.UnreadableFile: Kind(422, "unreadable-file", "文件无法读取"),
    corpus.NoTable: Kind(422, "no-table", "文件里没有找到表格"),
    corpus.ImportProblem: Kind(422, "import", "无法导入"),
    corpus.InvalidAchievement: Kind(422, "invalid-achievement", "成果字段不合要求"),
    corpus.InvalidDeal: Kind(422, "invalid-deal", "转化填得不对"),
    corpus.DoubtfulDeal: Kind(422, "doubtful-deal", "请核对后确认"),
    corpus.DealTwice: Kind(409, "deal-twice", "这笔转化已经有了"),
    corpus.DealChanged: Kind(409, "deal-changed", "别人已经改过"),
    corpus.ProfileChanged: Kind(409, "profile-changed", "别人已经改过"),
    corpus.NotFound: Kind(404, "not-found", "没有这条记录"),
    corpus.StoreUnavailable: Kind(503, "store-unavailable", "数据库暂不可用", 5),
    corpus.StoreOutdated: Kind(503, "store-outdated", "数据库版本更新"),
    corpus.StoreProblem: Kind(503, "store", "数据库出错", 5),
    indexer.IndexMissing: Kind(503, "index-missing", "还没有索引", 30),
    indexer.IndexMismatch: Kind(503, "index-mismatch", "索引与设置不符"),
    indexer.IndexBusy: Kind(409, "index-busy", "索引正被占用", 30),
    indexer.IndexUnavailable: Kind(503, "index-unavailable", "索引暂不可用", 5),
    indexer.IndexDamaged: Kind(503, "index-damaged", "索引已损坏"),
    indexer.BadDictionary: Kind(422, "bad-dictionary", "词表不合要求"),
    indexer.EncoderUnavailable: Kind(503, "encoder-unavailable", "编码模型不可用"),
}
"""Errors of all floors that are answered with their own words; the nearest class counts."""

_HTTP_WORDS: Final = {
    400: ("bad-request", "请求无法读取", "请求的内容无法读取，请检查格式。"),
    404: ("no-such-route", "没有这个地址", "没有这个地址，请对照接口文档检查路径。"),
    405: ("method-not-allowed", "方法不可用", "这个地址不支持该请求方法，请对照接口文档。"),
}

_VALIDATION_WORDS: Final[Mapping[str, str]] = {
    "missing": "缺少这一项",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "int_parsing_size": "整数太大",
    "bool_parsing": "应为 true 或 false",
    "string_type": "应为文字",
    "string_unicode": "含有不成对的代理字符，不是合法文字",
    "string_too_long": "最多 {max_length} 个字符",
    "string_too_short": "至少 {min_length} 个字符",
    "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "less_than_equal": "应不大于 {le}",
    "greater_than_equal": "应不小于 {ge}",
    "literal_error": "应为 {expected} 之一",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "dict_type": "应为对象",
    "model_attributes_type": "应为 JSON 对象",
    "date_type": "应为日期，如 2026-03-01",
    "date_parsing": "应为日期，如 2026-03-01",
    "date_from_datetime_parsing": "应为日期，如 2026-03-01",
    "date_from_datetime_inexact": "应为日期，如 2026-03-01",
    "json_invalid": "不是合法的 JSON",
    "extra_forbidden": "没有这一项",
}


_LENGTHS: Final = ("too_long", "too_short")
"""Rules that are called alike for texts and lists where a text is mended before it is looked at."""


class ProblemResponse(Response):
    """A problem as JSON; lone surrogates of a bad value cannot break it."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem) -> None:
        headers = {"Retry-After": str(problem.retry_after)} if problem.retry_after else None
        super().__init__(problem.model_dump_json(exclude_none=True), problem.status, headers)


def problem_of(kind: Kind, detail: str, instance: str | None = None) -> Problem:
    """Make a problem of a kind with its own words."""
    return Problem(
        type=_URN + kind.name,
        title=kind.title,
        status=kind.status,
        detail=writable(detail),
        instance=None if instance is None else writable(instance),
        retry_after=kind.retry_after,
    )


def kind_of(error: Exception) -> Kind | None:
    """The kind of an error of one of the floors, or None for an error that nobody foresaw."""
    return next((KINDS[cls] for cls in type(error).__mro__ if cls in KINDS), None)


def writable(text: str) -> str:
    """The text with lone surrogates replaced, so that it can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()


def validation_detail(errors: Sequence[Mapping[str, Any]]) -> str:
    """What is wrong with a request, in words: each bad value with its place and the mend."""
    return "；".join(_validation_line(error) for error in errors) + "。"


def _validation_line(error: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in error["loc"] if part not in ("query", "path", "body")) or "请求内容"
    value = error.get("input")
    kind = f"string_{error['type']}" if isinstance(value, str) and error["type"] in _LENGTHS else error["type"]
    words = _VALIDATION_WORDS.get(kind, "值不合要求").format_map(error.get("ctx", {}))
    if isinstance(value, str | int | float) and error["type"] != "missing":
        shown = str(value)[:40]
        return f"{place} 的值“{shown}”不对：{words}"
    return f"{place}：{words}"


def declare(*kinds: Kind) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may answer with these kinds of problem, for the OpenAPI document."""
    alike: dict[int | str, list[Kind]] = {}
    for kind in (INVALID, INTERNAL, *kinds):
        alike.setdefault(kind.status, []).append(kind)
    return {status: _declaration(kinds_of_it) for status, kinds_of_it in alike.items()}


def _declaration(kinds: Sequence[Kind]) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    examples = {kind.name: {"summary": kind.title, "value": _example(kind)} for kind in kinds}
    description = "；".join(kind.title for kind in kinds)
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema, "examples": examples}}}


def _example(kind: Kind) -> dict[str, Any]:
    return problem_of(kind, "说明出了什么问题、怎样处理的一句话。").model_dump(exclude_none=True)


def install(app: FastAPI) -> None:
    """Answer every error of the app with a problem."""
    for error in (corpus.CorpusError, indexer.IndexerError, api.SearchApiError):
        app.add_exception_handler(error, _foreseen)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


async def _foreseen(request: Request, error: Exception) -> Response:
    kind = kind_of(error)
    if kind is None:
        return await _unforeseen(request, error)
    problem = problem_of(kind, str(error), request.url.path)
    if isinstance(error, corpus.DealTwice):
        problem = problem.model_copy(update={"existing": error.existing})
    return ProblemResponse(problem)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return ProblemResponse(problem_of(INVALID, validation_detail(error.errors()), request.url.path))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    name, title, detail = _HTTP_WORDS.get(error.status_code, ("http", "请求失败", "请求没有成功，请检查后再试。"))
    return ProblemResponse(problem_of(Kind(error.status_code, name, title), detail, request.url.path))


async def _unforeseen(request: Request, error: Exception) -> Response:
    structlog.get_logger().error("unforeseen error", path=request.url.path, exc_info=error)
    detail = "程序遇到没有预料到的错误，已记入日志。请稍后再试；若仍出错，请把操作时间告诉管理员。"
    return ProblemResponse(problem_of(INTERNAL, detail, request.url.path))
