"""What a need (企业需求) is: a problem that an enterprise wants solved, its fields, and the record the store keeps."""

from datetime import datetime
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from corpus.achievement import MAX_TITLE

MAX_CONTENT: Final = 20_000
"""Longest description in characters."""

NeedStatus = Literal["open", "matched", "closed"]
"""Still looking for an achievement; found one; no longer looking."""

NEED_STATUSES: Final[tuple[NeedStatus, ...]] = get_args(NeedStatus)
"""In the order in which a need comes along."""

STATUS_NAMES: Final[dict[NeedStatus, str]] = {"open": "征集中", "matched": "已对接", "closed": "已关闭"}
"""What people call a status."""

NEED_FIELD_NAMES: Final = {
    "code": "需求编号",
    "title": "需求名称",
    "content": "需求内容",
    "unit": "需求单位",
    "contact": "联系人",
    "region": "地区",
    "industry": "行业",
    "budget": "拟投入资金",
    "deadline": "期限",
    "status": "状态",
    "extra": "其他",
}
"""Chinese name of every field, as shown to people."""


class Need(BaseModel):
    """One need as an enterprise stated it: the raw words, unchanged.

    Only `title` is required. An empty string means that nothing was said; budget and deadline are kept as written
    (`50万元左右`, `2026年底前`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    code: str = Field(default="", max_length=200)
    title: str = Field(min_length=1, max_length=MAX_TITLE)
    content: str = Field(default="", max_length=MAX_CONTENT)
    unit: str = Field(default="", max_length=500)
    contact: str = Field(default="", max_length=500)
    region: str = Field(default="", max_length=200)
    industry: str = Field(default="", max_length=200)
    budget: str = Field(default="", max_length=200)
    deadline: str = Field(default="", max_length=200)
    status: NeedStatus = "open"
    extra: dict[str, str] = Field(default_factory=dict)

    @property
    def text(self) -> str:
        """Title and content on lines of their own; the content alone where it begins with the title."""
        return self.content if self.content.startswith(self.title) else f"{self.title}\n{self.content}".rstrip()


class StoredNeed(BaseModel):
    """A need as the store keeps it. `id` is given once; `revision` is the number of the write that last changed it."""

    model_config = ConfigDict(frozen=True)

    id: int
    revision: int
    need: Need
    created_at: datetime
    updated_at: datetime


class NeedVersion(BaseModel):
    """One entry of a need's history: who changed it, when, how, and what it was then."""

    model_config = ConfigDict(frozen=True)

    revision: int
    at: datetime
    actor: str
    action: Literal["added", "updated", "status"]
    need: Need
