"""What stages and outcomes of deals are called on the pages."""

from typing import Final

STAGE_NAMES: Final = {
    "need": "需求",
    "match": "匹配",
    "contact": "对接",
    "intention": "意向",
    "contract": "合同",
    "in_use": "投用",
    "closed": "结束",
}
"""Every stage in its order."""

CLOSED: Final = "closed"

OUTCOME_NAMES: Final = {"completed": "成交", "abandoned": "未成交", "void": "作废"}
"""How a deal ends."""


def later(stage: str) -> list[str]:
    """The stages after one, but for the end."""
    names = list(STAGE_NAMES)
    return [each for each in names[names.index(stage) + 1 :] if each != CLOSED]
