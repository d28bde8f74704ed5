"""The addresses of 查重 and 比对: what they show stands in them, so that they can be shared and gone back to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Self

from ui.client import ResultsAsked

CHECK_PAGE: Final = "views/check.py"
COMPARE_PAGE: Final = "views/compare.py"

SIZE: Final = 20
"""Results of a page."""

_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class CheckAddress:
    """Which check, and which of its results; None where the address names no check."""

    check: int | None = None
    level: str = ""
    type: str = ""
    q: str = ""
    family: str = ""
    page: int = 1

    @classmethod
    def of(cls, params: Mapping[str, str]) -> Self:
        """Read the address; what makes no sense is as if it were not there."""
        said = {name: params.get(name, "") for name in ("level", "type", "q", "family")}
        return cls(whole(params.get("check")), page=max(1, whole(params.get("page")) or 1), **said)

    def params(self) -> dict[str, str]:
        """The parameters of the address; what is usual is left out."""
        said = {name: value for name in ("level", "type", "q", "family") if (value := getattr(self, name))}
        check = {} if self.check is None else {"check": str(self.check)}
        return check | said | ({"page": str(self.page)} if self.page > 1 else {})

    def narrowed(self, field: Literal["level", "type", "q", "family"], value: str) -> Self:
        """The first page of the results with another value of a field."""
        return type(self).of(self.params() | {field: value, "page": ""})

    def turned(self, page: int) -> Self:
        """Another page of the same results."""
        return type(self).of(self.params() | {"page": str(page)})

    def asked(self) -> ResultsAsked:
        """What to ask the API for."""
        return ResultsAsked(self.level, self.type, self.q, self.family, self.page, SIZE)


def whole(text: str | None) -> int | None:
    """A whole number from 0; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
