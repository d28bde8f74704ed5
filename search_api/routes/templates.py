"""`/templates`: the wording that units share and that counts for nothing, as staff see and overrule it."""

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import NotFound
from corpus.store import TEMPLATE_STATES, Template, TemplateState, local_user
from search_api.answers import TemplateAnswer, TemplatesAnswer
from search_api.problems import KINDS, declare
from search_api.routes.parts import Base, Number, Text

router = APIRouter(tags=["查重模板"])

MOST: Final = 10_000
"""Templates in one answer."""


class Passage(BaseModel):
    """A passage that staff know to be a template."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[Text, Field(min_length=8, max_length=5_000, examples=["申报单位承诺：所填内容属实。"])]


class Ruling(BaseModel):
    """What staff decide about a template."""

    model_config = ConfigDict(extra="forbid")

    state: TemplateState


@router.get("/templates", summary="查重模板", responses=declare())
def get_templates(base: Base, state: Annotated[list[TemplateState] | None, Query()] = None) -> TemplatesAnswer:
    """查重时不计入的套话，用的单位多的在前。“自动”是程序从申报中认出的，“确认”与“不算模板”是工作人员的决定。"""
    found = base.store.templates(state or TEMPLATE_STATES, limit=MOST)
    return TemplatesAnswer(templates=tuple(_answer(each) for each in found))


@router.post("/templates", status_code=201, summary="添加模板", responses=declare())
def post_template(base: Base, body: Passage) -> TemplateAnswer:
    """把一段文字定为模板，以后的查重一律不计。"""
    return _answer(base.store.add_template(body.text, local_user()))


@router.put("/templates/{id}", summary="决定一个模板", responses=declare(KINDS[NotFound]))
def put_template(base: Base, id: Number, body: Ruling) -> TemplateAnswer:
    """确认是模板，或定为不算模板，或交回程序判断；用于以后的查重。"""
    return _answer(base.store.rule_template(id, body.state, local_user()))


def _answer(template: Template) -> TemplateAnswer:
    return TemplateAnswer(**asdict(template))
