"""What an achievement (成果) is: its fields, their rules, and the record the store keeps of it."""

from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_TITLE: Final = 500
"""Longest title in characters; a longer cell is a paragraph in the wrong column."""

MAX_TEXT: Final = 200_000
"""Longest text field in characters. Excel's own cell limit is 32,767."""

TEXT_FIELDS: Final = ("background", "summary", "innovation", "benefit", "application")
"""The fields of running text, in the order in which a reader expects them."""

FACET_FIELDS: Final = ("kind", "region", "industry", "year", "level", "award", "source", "unit")
"""The fields that results are counted and filtered by."""

FIELD_NAMES: Final = {
    "code": "编号",
    "title": "成果名称",
    "kind": "类别",
    "unit": "完成单位",
    "recommended_by": "推荐单位",
    "people": "完成人",
    "region": "地区",
    "industry": "行业",
    "year": "年度",
    "level": "级别",
    "award": "获奖等级",
    "background": "现状与问题",
    "summary": "成果简介",
    "innovation": "创新点",
    "benefit": "效益",
    "application": "推广应用",
    "patents": "专利",
    "software": "软件著作权",
    "standards": "标准",
    "source": "来源",
    "confidential": "涉密",
    "extra": "其他",
}
"""Chinese name of every field, as shown to people."""


SECRET: Final = "（涉密）"
"""What a file that leaves the installation says instead of the title of a confidential achievement."""


class Achievement(BaseModel):
    """One innovation achievement as somebody handed it in: the raw words, unchanged.

    Only `title` is required. An empty string or tuple means that nothing was said. Field names and
    shapes are those of the public JSON Lines format and of the API.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    code: str = Field(default="", max_length=200)
    title: str = Field(min_length=1, max_length=MAX_TITLE)
    kind: str = Field(default="", max_length=200)
    unit: str = Field(default="", max_length=500)
    recommended_by: str = Field(default="", max_length=500)
    people: tuple[str, ...] = ()
    region: str = Field(default="", max_length=200)
    industry: str = Field(default="", max_length=200)
    year: int | None = Field(default=None, ge=1900, le=2100)
    level: str = Field(default="", max_length=200)
    award: str = Field(default="", max_length=200)
    background: str = Field(default="", max_length=MAX_TEXT)
    summary: str = Field(default="", max_length=MAX_TEXT)
    innovation: str = Field(default="", max_length=MAX_TEXT)
    benefit: str = Field(default="", max_length=MAX_TEXT)
    application: str = Field(default="", max_length=MAX_TEXT)
    patents: tuple[str, ...] = ()
    software: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    source: str = Field(default="", max_length=500)
    confidential: bool = False
    extra: dict[str, str] = Field(default_factory=dict)

    @property
    def body(self) -> str:
        """All running text in reading order, one field a line."""
        return "\n".join(text for name in TEXT_FIELDS if (text := getattr(self, name)))


class StoredAchievement(BaseModel):
    """An achievement as the store keeps it.

    `id` is given once, rises, and is never used again. `revision` is the store-wide number of the
    write that last changed it. A deleted one keeps its row, with `deleted` set, so that an index can
    learn of the deletion.
    """

    model_config = ConfigDict(frozen=True)

    id: int
    revision: int
    achievement: Achievement
    created_at: datetime
    updated_at: datetime
    deleted: bool = False


class Version(BaseModel):
    """One entry of an achievement's history: who changed it, when, how, and what it was then."""

    model_config = ConfigDict(frozen=True)

    revision: int
    at: datetime
    actor: str
    action: Literal["added", "updated", "deleted", "restored"]
    import_id: int | None
    achievement: Achievement
