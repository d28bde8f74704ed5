"""The address of 转化候选: what it shows stands in it, so that it can be shared and gone back to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from ui.asking import LAST_PAGE, Asked, Params
from ui.client import CandidatesAsked
from ui.views.parts.check_address import whole

CANDIDATES_PAGE: Final = "views/candidates.py"

SIZE: Final = 20
"""Candidates of a page."""

FRONTLINE: Final = {"any": "三个一线：不限", "undoubted": "没有存疑", "met": "三项都符合"}
"""Ways of heeding the marks of 三个一线."""

MOST_PICKED: Final = 2


@dataclass(frozen=True, slots=True)
class CandidateAddress:
    """`weights` are `indicator=number` where they differ from the profile's; `picked` are ids to be compared."""

    profile: str = ""
    weights: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    frontline: str = "any"
    page: int = 1
    picked: tuple[int, ...] = ()
    comparing: bool = False

    @classmethod
    def of(cls, params: Mapping[str, Sequence[str]]) -> Self:
        """Read the address; what makes no sense is as if it were not there."""
        last = {name: values[-1] for name, values in params.items() if values}
        frontline = last.get("frontline", "")
        picked = [id for text in params.get("pick", ()) if (id := whole(text))]
        return cls(
            profile=last.get("profile", "")[:64],
            weights=tuple(text for text in params.get("weights", ()) if "=" in text),
            filters=Asked.from_params({"filter": params.get("filter", ())}).filters,
            frontline=frontline if frontline in FRONTLINE else "any",
            page=min(max(whole(last.get("page")) or 1, 1), LAST_PAGE),
            picked=tuple(dict.fromkeys(picked))[:MOST_PICKED],
            comparing="compare" in last,
        )

    def params(self) -> Params:
        """The parameters of the address; what is usual is left out."""
        said: Params = {"profile": self.profile} if self.profile else {}
        several = {"weights": self.weights, "filter": self.filters, "pick": tuple(map(str, self.picked))}
        said |= {name: list(values) for name, values in several.items() if values}
        if self.frontline != "any":
            said["frontline"] = self.frontline
        if self.page > 1:
            said["page"] = str(self.page)
        return said | ({"compare": "1"} if self.comparing else {})

    def asked(self) -> CandidatesAsked:
        """What to ask the API for."""
        return CandidatesAsked(self.profile, self.weights, self.filters, self.frontline, self.page, SIZE)

    def weighed(self, weights: Mapping[str, float]) -> Self:
        """The same with other weights, from the first page."""
        return replace(self, weights=tuple(f"{key}={weight:g}" for key, weight in weights.items()), page=1)

    def by_profile(self, name: str) -> Self:
        """The same by the weights of a profile, from the first page."""
        return replace(self, profile=name, weights=(), page=1)

    def narrowed(self, filters: tuple[str, ...]) -> Self:
        """The same with other filters, from the first page."""
        return replace(self, filters=filters, page=1)

    def pick(self, id: int) -> Self:
        """The same with a candidate picked for comparison, or no longer; of more than two the last two."""
        if id in self.picked:
            return replace(self, picked=tuple(each for each in self.picked if each != id))
        return replace(self, picked=(*self.picked, id)[-MOST_PICKED:])
