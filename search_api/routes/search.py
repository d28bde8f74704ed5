"""`/search`: hybrid search, and its result list as a workbook."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from indexer.errors import IndexMissing
from search_api.answers import SearchAnswer
from search_api.errors import BadQuestion
from search_api.problems import KINDS, declare
from search_api.routes.parts import Base, Text, written
from search_api.search import MAX_PAGE, MAX_SIZE, Mode, Question, Sort, search
from search_api.search.export import MEDIA_TYPE, workbook

router = APIRouter(tags=["检索"])


class Asked(BaseModel):
    """What may be asked, as parameters or as JSON."""

    model_config = ConfigDict(extra="forbid")

    q: Text = Field(
        default="",
        description="问题。支持“短语”、-除外、字段:值（如 年度:2020-2023 单位:太钢）、年效益≥100万元；空着则浏览全部。",
        examples=["矿井提升机断绳保护"],
    )
    mode: Mode = Field(default="hybrid", description="hybrid 字面与语义；words 只看字面；vector 只看语义")
    filter: list[Text] = Field(
        default_factory=list,
        max_length=50,
        description="筛选，写作 字段=值，可多次给出；同一字段的多个值为“或”。数字写范围：annual_benefit=1000000..",
        examples=[["industry=煤炭", "year=2020..2023", "annual_benefit=100万..", "applied=yes"]],
    )

    sort: Sort = Field(
        default="relevance", description="relevance 相关；其余按该数字从大到小（year 从新到旧），未说明的排在最后"
    )

    def question(self, page: int = 1, size: int = 10) -> Question:
        """The question in the words of the search."""
        return Question.asked(self.q, mode=self.mode, filters=self.filter, sort=self.sort, page=page, size=size)


class AskedPage(Asked):
    """A question and the page of its answer."""

    page: int = Field(default=1, ge=1, le=MAX_PAGE, description="第几页，从 1 起")
    size: int = Field(default=10, ge=1, le=MAX_SIZE, description="每页几条")


class Exported(Asked):
    """A question whose hits go into a file."""

    confidential: bool = Field(default=False, description="列出涉密成果的内容；默认只列编号")


PROBLEMS = declare(KINDS[BadQuestion], KINDS[IndexMissing])


@router.get("/search", summary="检索成果", response_model=SearchAnswer, responses=PROBLEMS)
def get_search(base: Base, asked: Annotated[AskedPage, Query()]) -> Response:
    """字面与语义一起检索，每条结果说明为什么找到；翻页不改变次序。"""
    return written(search(base, asked.question(asked.page, asked.size)))


@router.post("/search", summary="检索成果（问题较长时用）", response_model=SearchAnswer, responses=PROBLEMS)
def post_search(base: Base, asked: Annotated[AskedPage, Body()]) -> Response:
    """与 GET 相同，问题放在请求内容里。"""
    return written(search(base, asked.question(asked.page, asked.size)))


@router.get(
    "/search/export",
    summary="把检索结果导出为 Excel",
    response_class=Response,
    responses=PROBLEMS | {200: {"description": "Excel 工作簿", "content": {MEDIA_TYPE: {}}}},
)
def export_search(base: Base, asked: Annotated[Exported, Query()]) -> Response:
    """导出全部命中，次序与检索结果相同。"""
    headers = {"Content-Disposition": "attachment; filename*=UTF-8''%E6%A3%80%E7%B4%A2%E7%BB%93%E6%9E%9C.xlsx"}
    return Response(
        workbook(base, asked.question(), confidential=asked.confidential), media_type=MEDIA_TYPE, headers=headers
    )
