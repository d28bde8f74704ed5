"""`/candidates`: achievements worth transferring, in an order by weights that staff choose."""

from tempfile import SpooledTemporaryFile
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import NotFound, ProfileChanged
from corpus.store import Profile, local_user
from corpus.store.profiles import MAX_NAME
from indexer.errors import IndexMissing
from search_api.errors import BadQuestion, Gone
from search_api.knowledge_base import KnowledgeBase
from search_api.problems import KINDS, declare
from search_api.routes.parts import LARGEST_ID, Base, Screened, Text, written
from search_api.screening.answers import CandidatesAnswer, ComparedAnswer, ProfileAnswer, ProfilesAnswer
from search_api.screening.candidates import Frontline, Wanted, candidates, described, profile_answer, stand
from search_api.screening.comparing import compare
from search_api.screening.documents import MEDIA_TYPE, write
from search_api.screening.running import Screening
from search_api.screening.weighting import SHIPPED, Weighting, named, read_weights, weighting

router = APIRouter(tags=["转化"])

MAX_PAGE: Final = 100_000
MAX_SIZE: Final = 100

MOST_EXPORTED: Final = 10_000
"""Rows of a workbook made while somebody waits; the command line writes all."""

FILE_NAME: Final = "转化候选汇总表.xlsx"

IN_MEMORY: Final = 16 << 20
"""Bytes of a workbook that are kept in memory."""

Name = Annotated[Text, Path(min_length=1, max_length=MAX_NAME, description="方案名称", examples=["看重效益"])]


class Weighed(BaseModel):
    """What to rank and how."""

    model_config = ConfigDict(extra="forbid")

    profile: Text = Field(default="", max_length=MAX_NAME, description="权重方案；默认“均衡”")
    weights: list[Text] = Field(
        default_factory=list,
        max_length=50,
        description="权重，写作 指标=数值，可多次给出；给出时不用方案里的，没写的指标为 0",
        examples=[["效益=3", "成熟度=2"]],
    )
    minimum: float | None = Field(default=None, ge=0, le=1, description="已知权重的最低比例，不到的算资料不足")
    filter: list[Text] = Field(default_factory=list, max_length=50, description="筛选，与检索相同：字段=值")
    frontline: Frontline = Field(
        default="any", description="三个一线：any 不限，undoubted 没有存疑，met 三项都符合且没有存疑"
    )

    def wanted(self, base: KnowledgeBase) -> Wanted:
        """The same with the weights looked up. Raises BadQuestion, NotFound."""
        weights = weighting(base.store, self.profile, self.weights, self.minimum)
        return Wanted(weights, tuple(self.filter), self.frontline)


class WeighedPage(Weighed):
    """What to rank, and which page of it."""

    page: int = Field(default=1, ge=1, le=MAX_PAGE, description="第几页，从 1 起")
    size: int = Field(default=20, ge=1, le=MAX_SIZE, description="每页几条")


class Exported(Weighed):
    """What to rank, as a file."""

    confidential: bool = Field(default=False, description="列出涉密成果的名称与依据；默认只列编号")


class Compared(Weighed):
    """Two achievements."""

    left: int = Field(ge=1, le=LARGEST_ID, description="左边的成果编号")
    right: int = Field(ge=1, le=LARGEST_ID, description="右边的成果编号")


class ProfileBody(BaseModel):
    """Weights to be kept. `version` is the one that was read, None for a new profile."""

    model_config = ConfigDict(extra="forbid")

    weights: dict[Text, float] = Field(max_length=50, examples=[{"效益": 3, "成熟度": 2}])
    minimum: float = Field(default=0.5, ge=0, le=1)
    version: int | None = Field(default=None, ge=1, description="读到的版本；新建时不给")


ASKED = declare(KINDS[BadQuestion], KINDS[IndexMissing], KINDS[NotFound])
KEPT = declare(KINDS[BadQuestion], KINDS[NotFound], KINDS[ProfileChanged])


@router.get("/candidates", summary="转化候选", response_model=CandidatesAnswer, responses=ASKED)
def get_candidates(base: Base, screening: Screened, asked: Annotated[WeighedPage, Query()]) -> Response:
    """按权重排出的转化候选：每项指标的数值、依据，得分与已知的比例；资料不足的列在最后，不排名次。"""
    standing = stand(base, screening.now(), asked.wanted(base))
    return written(candidates(base, standing, asked.page, asked.size))


@router.get("/candidates/compare", summary="比较两项候选", responses=ASKED | declare(KINDS[Gone]))
def get_comparison(base: Base, screening: Screened, asked: Annotated[Compared, Query()]) -> ComparedAnswer:
    """为什么这一项排在那一项前面：逐项的数值、权重、得分与差，各自的依据；差相加正好是总分之差。"""
    return compare(base, stand(base, screening.now(), asked.wanted(base)), asked.left, asked.right)


@router.get(
    "/candidates/export.xlsx",
    summary="转化候选汇总表（Excel）",
    response_class=Response,
    responses=ASKED | {200: {"description": "Excel 工作簿", "content": {MEDIA_TYPE: {}}}},
)
def export_candidates(base: Base, screening: Screened, asked: Annotated[Exported, Query()]) -> Response:
    """次序与列表相同，最多 10,000 项；涉密成果默认不列名称。"""
    return Response(
        _workbook(base, screening, asked),
        media_type=MEDIA_TYPE,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(FILE_NAME)}"},
    )


@router.get("/candidates/profiles", summary="权重方案", responses=declare())
def get_profiles(base: Base) -> ProfilesAnswer:
    """程序自带的方案，与工作人员自己的。"""
    kept = (_kept(base, each) for each in base.store.profiles())
    return ProfilesAnswer(profiles=(*map(profile_answer, SHIPPED.values()), *kept))


@router.get("/candidates/profiles/{name}", summary="一个权重方案", responses=KEPT)
def get_profile(base: Base, name: Name) -> ProfileAnswer:
    """各项指标的权重，与读到的版本。"""
    return profile_answer(SHIPPED[name]) if name in SHIPPED else _kept(base, base.store.profile(name))


@router.put("/candidates/profiles/{name}", summary="保存权重方案", responses=KEPT)
def put_profile(base: Base, name: Name, body: Annotated[ProfileBody, Body()]) -> ProfileAnswer:
    """新建，或改读到的那一版；别人在这以后改过时答 409，不覆盖。"""
    _own(name)
    said = read_weights([f"{key}={weight}" for key, weight in body.weights.items()])
    checked = Weighting(said, body.minimum, name)
    kept = base.store.keep_profile(name, dict(checked.weights), checked.minimum, body.version, local_user())
    return _kept(base, kept)


@router.delete("/candidates/profiles/{name}", status_code=204, summary="删除权重方案", responses=KEPT)
def delete_profile(base: Base, name: Name, version: Annotated[int, Query(ge=1, description="读到的版本")]) -> Response:
    """删除读到的那一版；别人在这以后改过时答 409。"""
    _own(name)
    base.store.delete_profile(name, version, local_user())
    return Response(status_code=204)


def _workbook(base: KnowledgeBase, screening: Screening, asked: Exported) -> bytes:
    standing = stand(base, screening.now(), asked.wanted(base))
    with SpooledTemporaryFile(IN_MEMORY) as file:
        write("xlsx", described(base, standing, 0, MOST_EXPORTED), standing, file, confidential=asked.confidential)  # type: ignore[arg-type]
        file.seek(0)
        return file.read()


def _own(name: str) -> None:
    """Raises BadQuestion for a profile that comes with the program, and for a name that is none."""
    if name in SHIPPED:
        raise BadQuestion(f"“{name}”是自带的方案，不能改动。请另取一个名称保存。")
    if not name.strip():
        raise BadQuestion("方案要有名称。")


def _kept(base: KnowledgeBase, profile: Profile) -> ProfileAnswer:
    answer = profile_answer(named(base.store, profile.name))
    return answer.model_copy(update={"actor": profile.actor, "at": profile.at})
