"""Deals (转化)."""

from collections.abc import Mapping
from dataclasses import dataclass

from ui.answers import Deal, DealList, Funnel
from ui.client.connection import LONG_TIMEOUT, Connection

Parameters = list[tuple[str, str | int | float | bool | None]]
"""Parameters of a request; a name may come several times."""


@dataclass(frozen=True, slots=True)
class DealsAsked:
    """Which deals: `q` in title, taker or a document's number; one page of them."""

    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    q: str = ""
    achievement: int | None = None
    stages: tuple[str, ...] = ()
    page: int = 1
    size: int = 20

    def narrowing(self) -> Parameters:
        """The parameters that say which deals; what is not said is left out."""
        said: Parameters = [("region", value) for value in self.regions]
        said += [("industry", value) for value in self.industries]
        said += [("year", year) for year in self.years]
        said += [("q", self.q)] if self.q else []
        return said + ([("achievement", self.achievement)] if self.achievement else [])

    def parameters(self) -> Parameters:
        """The same with stages and the page."""
        stages: Parameters = [("stage", stage) for stage in self.stages]
        return [*self.narrowing(), *stages, ("page", self.page), ("size", self.size)]


class Deals(Connection):
    """Achievements on their way to whoever takes them. Bodies are those of the API."""

    def deals(self, asked: DealsAsked) -> DealList:
        """One page of deals, what was changed last first."""
        return self.read(DealList, "GET", "/deals", params=asked.parameters())

    def deal(self, number: int) -> Deal:
        """One deal."""
        return self.read(Deal, "GET", f"/deals/{number}")

    def begin_deal(self, body: Mapping[str, object]) -> Deal:
        """Write down a new deal."""
        return self.read(Deal, "POST", "/deals", json=dict(body))

    def change_deal(self, number: int, body: Mapping[str, object]) -> Deal:
        """Move a deal on, correct it, take it back or say anew who takes it."""
        return self.read(Deal, "PATCH", f"/deals/{number}", json=dict(body))

    def funnel(self, asked: DealsAsked) -> Funnel:
        """What deals add up to."""
        return self.read(Funnel, "GET", "/deals/funnel", params=asked.narrowing())

    def deal_ledger(self, asked: DealsAsked) -> bytes:
        """Deals as an Excel workbook."""
        return self.send("GET", "/deals/export.xlsx", params=asked.narrowing(), timeout=LONG_TIMEOUT).content
