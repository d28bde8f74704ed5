"""Text that a workbook and a document can hold."""

import re
from typing import Final

MAX_CELL: Final = 32_767
"""Characters in one cell: Excel's own limit."""

CUT: Final = "（原文过长，已截断）"

_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot say."""


def printable(text: str) -> str:
    """The text with a mark for each character that XML cannot say; it stays as long as it was."""
    return _REFUSED.sub("\ufffd", text)


def fitted(text: str) -> str:
    """Text for one cell of a workbook."""
    told = printable(text)
    return told if len(told) <= MAX_CELL else told[: MAX_CELL - len(CUT)] + CUT
