"""Candidates for transfer (转化候选)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ui.answers import CandidateList, ComparedCandidates, Profile, ProfileList
from ui.client.connection import LONG_TIMEOUT, Connection


@dataclass(frozen=True, slots=True)
class CandidatesAsked:
    """What to rank and how: a profile, or `weights` as `indicator=number`; `filters` as in a search."""

    profile: str = ""
    weights: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    frontline: str = "any"
    page: int = 1
    size: int = 20

    def parameters(self) -> dict[str, Any]:
        """The parameters of the request, without the page."""
        said = {"weights": list(self.weights), "filter": list(self.filters), "frontline": self.frontline}
        return said | ({"profile": self.profile} if self.profile else {})


class Screening(Connection):
    """Candidates, comparisons and the weights behind them."""

    def candidates(self, asked: CandidatesAsked) -> CandidateList:
        """One page of candidates."""
        page = {"page": asked.page, "size": asked.size}
        return self.read(CandidateList, "GET", "/candidates", params=asked.parameters() | page, timeout=LONG_TIMEOUT)

    def compare_candidates(self, asked: CandidatesAsked, left: int, right: int) -> ComparedCandidates:
        """Two candidates side by side."""
        sides = {"left": left, "right": right}
        return self.read(
            ComparedCandidates, "GET", "/candidates/compare", params=asked.parameters() | sides, timeout=LONG_TIMEOUT
        )

    def export_candidates(self, asked: CandidatesAsked, *, confidential: bool = False) -> bytes:
        """The summary table as a workbook; what is confidential is withheld unless asked for."""
        said = asked.parameters() | {"confidential": confidential}
        return self.send("GET", "/candidates/export.xlsx", params=said, timeout=LONG_TIMEOUT).content

    def profiles(self) -> ProfileList:
        """All profiles of weights."""
        return self.read(ProfileList, "GET", "/candidates/profiles")

    def keep_profile(self, name: str, weights: Mapping[str, float], minimum: float, version: int | None) -> Profile:
        """Make a profile, or change the one that was read at `version`."""
        body = {"weights": dict(weights), "minimum": minimum, "version": version}
        return self.read(Profile, "PUT", f"/candidates/profiles/{quote(name, safe='')}", json=body)

    def delete_profile(self, name: str, version: int) -> None:
        """Delete the profile that was read at `version`."""
        self.send("DELETE", f"/candidates/profiles/{quote(name, safe='')}", params={"version": version})
