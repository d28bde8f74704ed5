"""`/synonyms`: the groups of words that a search treats as one."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from corpus.normalize import clean_text
from corpus.store import local_user
from indexer.synonyms import default_groups
from search_api.answers import SynonymsAnswer
from search_api.problems import declare
from search_api.routes.parts import Base, Text

router = APIRouter(tags=["同义词"])

Word = Annotated[Text, Field(min_length=1, max_length=50)]
Group = Annotated[list[Word], Field(min_length=2, max_length=50)]


class Groups(BaseModel):
    """The staff's groups, all of them: what is not in it is taken out."""

    model_config = ConfigDict(extra="forbid")

    groups: list[Group] = Field(max_length=5_000, examples=[[["皮带机", "带式输送机"]]])


@router.get("/synonyms", summary="同义词", responses=declare())
def get_synonyms(base: Base) -> SynonymsAnswer:
    """工作人员自己的同义词组，以及程序自带的。"""
    return SynonymsAnswer(groups=tuple(base.store.synonyms()), shipped=tuple(default_groups()))


@router.put("/synonyms", summary="改写同义词", responses=declare())
def put_synonyms(base: Base, body: Groups) -> SynonymsAnswer:
    """整体换掉工作人员的同义词组，立即用于之后的检索。"""
    cleaned = (tuple(dict.fromkeys(filter(None, map(clean_text, group)))) for group in body.groups)
    base.store.set_synonyms([group for group in cleaned if len(group) > 1], local_user())
    return get_synonyms(base)
