"""The fields of an achievement as pages show them: their names, and in which order."""

from typing import Final

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
"""Every field and its Chinese name, as the API has them."""

FACT_NAMES: Final = {
    "applied": "应用情况",
    "stage": "成熟阶段",
    "annual_benefit": "年效益",
    "total_benefit": "一次性效益",
    "expected_benefit": "预计效益",
    "trl": "技术成熟度",
    "sites": "应用处数",
    "rights": "知识产权数",
}
"""What is read out of the texts, as the API calls it."""

VALUE_NAMES: Final = {
    "applied": {"yes": "已应用", "planned": "计划应用", "no": "未应用", "": "未说明"},
    "stage": {
        "idea": "设想", "prototype": "样机", "trial": "试用", "in_use": "在用", "spread": "推广", "": "未说明",
    },
}  # fmt: skip
"""Values that are codes, and how they are called."""

TEXT_FIELDS: Final = ("background", "summary", "innovation", "benefit", "application")
"""Running text, in reading order."""

RIGHTS_FIELDS: Final = ("patents", "software", "standards")
"""What protects an achievement."""

COLUMN_FIELDS: Final = tuple(field for field in FIELD_NAMES if field != "extra")
"""What a column of a table may be mapped onto; any other column is kept as 其他."""

EMPTY_NAME: Final = "未填"
"""How an empty value is called."""
