"""The names by which people call the fields that a search can be narrowed to."""

from typing import Final

from corpus.achievement import FACET_FIELDS, FIELD_NAMES

PHRASE_FIELDS: Final = ("title", "unit", "people", "code", "patents")
"""Fields that are narrowed to by words that stand in them, instead of by one of a few values."""

FILTER_FIELDS: Final = (*FACET_FIELDS, *(name for name in PHRASE_FIELDS if name not in FACET_FIELDS))
"""Every field that a filter may name."""

_COMMON_NAMES: Final = {
    "year": ("年", "年份", "申报年度"),
    "unit": ("单位", "申报单位", "企业"),
    "people": ("人员", "主要完成人", "姓名"),
    "kind": ("类型", "项目类别"),
    "industry": ("所属行业",),
    "region": ("地市",),
    "level": ("等级",),
    "award": ("获奖", "奖项"),
    "title": ("名称", "题目", "标题", "项目名称"),
    "patents": ("专利号",),
}

FIELDS_BY_NAME: Final = {
    name: field for field in FILTER_FIELDS for name in (field, FIELD_NAMES[field], *_COMMON_NAMES.get(field, ()))
}
"""English and Chinese names of the filter fields, lower case."""


def display_name(field: str) -> str:
    """The Chinese name of a field, for people."""
    return FIELD_NAMES[field]
