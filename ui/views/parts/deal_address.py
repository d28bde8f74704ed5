"""The addresses of 转化跟踪: what the page shows stands in them, so that it can be shared and gone back to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Self

from ui.client import DealsAsked
from ui.views.parts.check_address import whole
from ui.views.parts.deal_words import STAGE_NAMES

DEALS_PAGE: Final = "views/deals.py"

VIEWS: Final = {"funnel": "漏斗", "board": "看板", "list": "列表"}
"""Ways of looking at many deals."""

SIZE: Final = 20
"""Deals of a page of the list."""

MAX_QUESTION: Final = 200

Narrowing = Literal["regions", "industries", "years"]

_LISTS: Final = ("region", "industry", "year", "stage")
_YEAR_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class DealsAddress:
    """Many deals narrowed down, or the one numbered `deal`, or a new one of `achievement` (and of `need`)."""

    view: str = "funnel"
    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    stages: tuple[str, ...] = ()
    q: str = ""
    page: int = 1
    deal: int | None = None
    achievement: int | None = None
    need: int | None = None

    @classmethod
    def of(cls, params: Mapping[str, Sequence[str]]) -> Self:
        """Read the address; what makes no sense is as if it were not there."""
        last = {name: values[-1] for name, values in params.items() if values}
        lists = {name: tuple(dict.fromkeys(params.get(name, ()))) for name in _LISTS}
        return cls(
            last.get("view", "") if last.get("view") in VIEWS else "funnel",
            lists["region"],
            lists["industry"],
            tuple(int(year) for year in lists["year"] if whole(year) and len(year) == _YEAR_DIGITS),
            tuple(stage for stage in lists["stage"] if stage in STAGE_NAMES),
            last.get("q", "")[:MAX_QUESTION],
            max(1, whole(last.get("page")) or 1),
            *(whole(last.get(name)) or None for name in ("deal", "achievement", "need")),
        )

    def params(self) -> dict[str, str | list[str]]:
        """The parameters of the address; what is usual is left out."""
        lists = {"region": self.regions, "industry": self.industries, "year": self.years, "stage": self.stages}
        said: dict[str, str | list[str]] = {name: [str(each) for each in values] for name, values in lists.items()}
        said |= {"view": "" if self.view == "funnel" else self.view, "q": self.q}
        said |= {"page": str(self.page) if self.page > 1 else ""}
        numbers = {"deal": self.deal, "achievement": self.achievement, "need": self.need}
        return {name: value for name, value in said.items() if value} | {
            name: str(number) for name, number in numbers.items() if number
        }

    def narrowing(self) -> DealsAsked:
        """Which deals the API is asked for, whatever their stage."""
        return DealsAsked(self.regions, self.industries, self.years, self.q)

    def asked(self) -> DealsAsked:
        """One page of the list."""
        return replace(self.narrowing(), stages=self.stages, page=self.page, size=SIZE)

    def narrowed(self, field: Narrowing, values: Sequence[str]) -> Self:
        """The first page with other values of a field; none leaves nothing out."""
        first = replace(self, page=1)
        if field == "years":
            return replace(first, years=tuple(map(int, values)))
        if field == "regions":
            return replace(first, regions=tuple(values))
        return replace(first, industries=tuple(values))

    def opened(self, deal: int) -> Self:
        """One deal, from which the way leads back here."""
        return replace(self, deal=deal, achievement=None, need=None)

    def overview(self) -> Self:
        """Many deals again."""
        return replace(self, deal=None, achievement=None, need=None)

    def listed(self, *stages: str) -> Self:
        """The list of the deals that are at some stages."""
        return replace(self, view="list", stages=stages, page=1)

    @property
    def is_narrowed(self) -> bool:
        """Whether some deals are left out."""
        return bool(self.regions or self.industries or self.years or self.stages or self.q)
