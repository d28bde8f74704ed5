"""`/synonyms`: the groups of words that a search treats as one."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from corpus.store import local_user
from indexer.errors import BadDictionary
from indexer.synonyms import Synonyms, default_groups
from search_api.answers import SynonymsAnswer
from search_api.problems import KINDS, declare
from search_api.routes.parts import Base, Text

router = APIRouter(tags=["同义词"])


class Groups(BaseModel):
    """The staff's groups, all of them: what is not in it is taken out."""

    model_config = ConfigDict(extra="forbid")

    groups: list[list[Text]] = Field(max_length=5_000, examples=[[["皮带机", "带式输送机"]]])


@router.get("/synonyms", summary="同义词", responses=declare())
def get_synonyms(base: Base) -> SynonymsAnswer:
    """工作人员自己的同义词组，以及程序自带的。"""
    return SynonymsAnswer(groups=tuple(base.store.synonyms()), shipped=tuple(default_groups()))


@router.put("/synonyms", summary="改写同义词", responses=declare(KINDS[BadDictionary]))
def put_synonyms(base: Base, body: Groups) -> SynonymsAnswer:
    """整体换掉工作人员的同义词组，立即用于之后的检索。"""
    groups = Synonyms.from_groups(body.groups).groups
    base.store.set_synonyms(groups, local_user())
    return get_synonyms(base)
