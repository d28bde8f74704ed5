"""`/deals`: achievements on their way to whoever takes them."""

from typing import Annotated, Final

from fastapi import APIRouter, Body, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from corpus.deals import Parties, Said, Stage
from corpus.deals.deal import Name, Words
from corpus.errors import DealChanged, DealTwice, InvalidDeal, NotFound
from corpus.store import DealsWanted, Writer, local_user
from search_api.deals.answering import deal_answers, funnel, page_of_deals
from search_api.deals.answers import DealAnswer, DealsAnswer, FunnelAnswer
from search_api.deals.export import MEDIA_TYPE, workbook
from search_api.problems import KINDS, declare
from search_api.routes.parts import LARGEST_ID, Base, Number, Text

router = APIRouter(tags=["转化"])

MAX_SIZE: Final = 100
"""Deals on a page."""

MAX_PAGE: Final = 100_000

Year = Annotated[int, Field(ge=1900, le=2100)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]

CHANGES: Final = ("advance", "correct", "withdraw", "edit")


class DealsAsked(BaseModel):
    """Which deals."""

    model_config = ConfigDict(extra="forbid")

    region: list[Text] = Field(default_factory=list, max_length=50, description="需方地区，可多次给出；空为未填")
    industry: list[Text] = Field(default_factory=list, max_length=50, description="需方行业，可多次给出；空为未填")
    year: list[Year] = Field(default_factory=list, max_length=50, description="这一年里有进展的")
    q: Text = Field(default="", max_length=200, description="成果名称、需方或文书编号里的字")
    achievement: Id | None = Field(default=None, description="成果编号")
    need: Id | None = Field(default=None, description="需求编号")

    def wanted(self, stages: tuple[Stage, ...] = ()) -> DealsWanted:
        """The same in the words of the store."""
        return DealsWanted(
            stages, tuple(self.region), tuple(self.industry), tuple(self.year), self.q, self.achievement, self.need
        )


class DealsPageAsked(DealsAsked):
    """Which deals, and the page of them."""

    stage: list[Stage] = Field(default_factory=list, description="现在到的阶段，可多次给出")
    page: int = Field(default=1, ge=1, le=MAX_PAGE, description="第几页，从 1 起")
    size: int = Field(default=20, ge=1, le=MAX_SIZE, description="每页几条")


class LedgerAsked(DealsAsked):
    """Which deals go into a file, and whether what is confidential is named there."""

    confidential: bool = Field(default=False, description="列出涉密成果的名称；默认不列")


class Written(BaseModel):
    """Who is in charge, and whether what is unusual was looked at and is right."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    handler: Name = Field(default="", description="经办人")
    confirmed: bool = Field(default=False, description="对提示的疑问（重复、金额反常）已核对，照此保存")


class Begun(Written, Parties):
    """A new deal, with its steps so far."""

    achievement_id: Id
    steps: list[Said] = Field(min_length=1, max_length=7, description="走过的步骤，按先后")


class Correction(Said):
    """A step that was taken, said anew."""

    reason: Words = Field(description="为什么更正")


class Withdrawal(BaseModel):
    """The way back to a stage that was reached."""

    model_config = ConfigDict(extra="forbid")

    stage: Stage
    reason: Words = Field(description="为什么退回")


class Moved(Written):
    """One change of a deal by somebody who saw its `version`."""

    version: int = Field(description="看到的版本；别人在这以后改过时，改动不会保存")
    advance: Said | None = Field(default=None, description="往前走一步")
    correct: Correction | None = Field(default=None, description="更正一步，原来的留在记录里")
    withdraw: Withdrawal | None = Field(default=None, description="退回到以前的一步，要写明原因")
    edit: Parties | None = Field(default=None, description="改需方、地区、行业、需求")


@router.get("/deals", summary="转化列表", responses=declare())
def get_deals(base: Base, asked: Annotated[DealsPageAsked, Query()]) -> DealsAnswer:
    """按条件列出转化，最近有改动的在前。"""
    return page_of_deals(base.store, asked.wanted(tuple(asked.stage)), asked.page, asked.size)


@router.post("/deals", status_code=201, summary="记一笔转化", responses=declare(KINDS[NotFound], KINDS[DealTwice]))
def post_deal(base: Base, body: Annotated[Begun, Body()]) -> DealAnswer:
    """一项成果转给一家单位。金额可写 30万、84.86亿元；同一笔已经在办时答 409 并给出它的编号（existing）。"""
    parties = Parties(**body.model_dump(include=set(Parties.model_fields)))
    deal = base.store.create_deal(body.achievement_id, parties, body.steps, _writer(body), confirmed=body.confirmed)
    return deal_answers(base.store, [deal])[0]


@router.get("/deals/funnel", summary="转化漏斗", responses=declare())
def get_funnel(base: Base, asked: Annotated[DealsAsked, Query()]) -> FunnelAnswer:
    """到过每个阶段的项数与金额，合计以及按地区、行业、年度；“N 项签订意向 X 亿元”就是这里的一个数。"""
    return funnel(base.store, asked.wanted())


@router.get(
    "/deals/export.xlsx",
    summary="转化台账（Excel）",
    response_class=Response,
    responses=declare() | {200: {"description": "Excel 工作簿", "content": {MEDIA_TYPE: {}}}},
)
def export_deals(base: Base, asked: Annotated[LedgerAsked, Query()]) -> Response:
    """一笔一行的台账和汇总两张表，金额以万元计；涉密成果默认不列名称。"""
    headers = {"Content-Disposition": "attachment; filename*=UTF-8''%E8%BD%AC%E5%8C%96%E5%8F%B0%E8%B4%A6.xlsx"}
    return Response(
        workbook(base.store, asked.wanted(), confidential=asked.confidential), media_type=MEDIA_TYPE, headers=headers
    )


@router.get("/deals/{id}", summary="一笔转化", responses=declare(KINDS[NotFound]))
def get_deal(base: Base, id: Number) -> DealAnswer:
    """现在有效的步骤，以及全部记录（含更正与退回）。"""
    return deal_answers(base.store, [base.store.deal(id)])[0]


@router.patch(
    "/deals/{id}", summary="改一笔转化", responses=declare(KINDS[NotFound], KINDS[DealChanged], KINDS[DealTwice])
)
def patch_deal(base: Base, id: Number, body: Annotated[Moved, Body()]) -> DealAnswer:
    """推进、更正、退回或改需方，一次一种，带上看到的版本；别人先改了就答 409，什么也不覆盖。"""
    store, writer = base.store, _writer(body)
    if sum(getattr(body, name) is not None for name in CHANGES) != 1:
        raise InvalidDeal(f"一次请只写一种改动：{'、'.join(CHANGES)} 之一。")
    if body.advance:
        deal = store.advance_deal(id, body.version, body.advance, writer, confirmed=body.confirmed)
    elif body.correct:
        said = Said(**body.correct.model_dump(exclude={"reason"}))
        deal = store.correct_deal(id, body.version, said, body.correct.reason, writer, confirmed=body.confirmed)
    elif body.withdraw:
        back = body.withdraw
        deal = store.withdraw_deal(id, body.version, back.stage, back.reason, writer, confirmed=body.confirmed)
    else:
        assert body.edit
        deal = store.edit_deal(id, body.version, body.edit, writer, confirmed=body.confirmed)
    return deal_answers(store, [deal])[0]


def _writer(body: Written) -> Writer:
    return Writer(local_user(), body.handler)
