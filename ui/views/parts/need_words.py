"""What is said of needs on the pages, and where their page is."""

from typing import Final

NEEDS_PAGE: Final = "views/needs.py"

STATUS_NAMES: Final = {"open": "征集中", "matched": "已对接", "closed": "已关闭"}

FIELD_NAMES: Final = {
    "unit": "需求单位",
    "contact": "联系人",
    "region": "地区",
    "industry": "行业",
    "budget": "拟投入资金",
    "deadline": "期限",
    "code": "需求编号",
}
"""The short fields of a need, in the order in which a reader wants them."""

ACTIONS: Final = {"added": "登记", "updated": "更新", "status": "改状态"}
VERDICTS: Final = {"met": ("✓", "达到"), "missed": ("✗", "未达到")}
STAGES: Final = {
    "idea": "设想",
    "prototype": "样机",
    "trial": "试用",
    "in_use": "在用",
    "spread": "已推广",
    "unstated": "成熟度未说明",
}
