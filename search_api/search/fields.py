"""The names by which people call the fields that a search can be narrowed to, and the values of some of them."""

from collections.abc import Mapping
from typing import Final

from corpus.achievement import FIELD_NAMES
from indexer.document import FACETS, NUMBER_FIELDS

PHRASE_FIELDS: Final = ("title", "unit", "people", "code", "patents")
"""Fields that are narrowed to by words that stand in them, instead of by one of a few values."""

FILTER_FIELDS: Final = (*FACETS, *(name for name in PHRASE_FIELDS if name not in FACETS), *NUMBER_FIELDS)
"""Every field that a filter may name."""

_FACT_NAMES: Final = {
    "applied": "应用情况",
    "stage": "成熟阶段",
    "annual_benefit": "年效益",
    "total_benefit": "一次性效益",
    "expected_benefit": "预计效益",
    "trl": "技术成熟度",
    "sites": "应用处数",
    "rights": "知识产权数",
}

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
    "applied": ("应用",),
    "stage": ("阶段",),
    "annual_benefit": ("年经济效益", "年度效益"),
    "total_benefit": ("累计效益",),
    "expected_benefit": ("预期效益",),
    "trl": ("成熟度", "技术成熟度等级"),
    "sites": ("应用点数",),
    "rights": ("知识产权",),
}

FIELDS_BY_NAME: Final = {
    name: field
    for field in FILTER_FIELDS
    for name in (field, (FIELD_NAMES | _FACT_NAMES)[field], *_COMMON_NAMES.get(field, ()))
}
"""English and Chinese names of the filter fields, lower case."""

VALUE_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "applied": {"yes": "已应用", "planned": "计划应用", "no": "未应用", "": "未说明"},
    "stage": {
        "idea": "设想", "prototype": "样机", "trial": "试用", "in_use": "在用", "spread": "推广", "": "未说明",
    },
}  # fmt: skip
"""Chinese names of the values of facets whose values are codes."""

_COMMON_VALUES: Final = {
    "applied": {"unstated": "", "计划": "planned", "拟应用": "planned"},
    "stage": {
        "unstated": "",
        "构思": "idea",
        "样品": "prototype",
        "试点": "trial",
        "已推广": "spread",
        "推广应用": "spread",
    },
}


def display_name(field: str) -> str:
    """The Chinese name of a field, for people."""
    return (FIELD_NAMES | _FACT_NAMES)[field]


def value_name(field: str, value: str) -> str:
    """A facet's value as people read it."""
    return VALUE_NAMES.get(field, {}).get(value, value)


def value_code(field: str, said: str) -> str | None:
    """The value of a facet that people call so; None where its values are codes and none is called so."""
    if field not in VALUE_NAMES or not said:
        return said
    names = VALUE_NAMES[field]
    codes = {name: code for code, name in names.items()} | {code: code for code in names} | _COMMON_VALUES[field]
    return codes.get(said.lower())
