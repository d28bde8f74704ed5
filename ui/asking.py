"""What a search page shows, as a value: the address of the page says it all, so a link shows the same again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

MODES: Final = {"hybrid": "综合", "words": "只看字面", "vector": "只看意思"}
"""Ways of searching and their names."""

SORTS: Final = {
    "relevance": "默认次序",
    "annual_benefit": "年效益高的在前",
    "total_benefit": "一次性效益高的在前",
    "expected_benefit": "预计效益高的在前",
    "trl": "成熟度高的在前",
    "sites": "应用处数多的在前",
    "rights": "知识产权多的在前",
    "year": "年度新的在前",
}
"""Orders of a list and their names."""

SIZES: Final = (10, 20, 50, 100)
"""Hits on a page that can be chosen."""

MAX_QUESTION: Final = 2_000
"""Longest question in characters; the API reads no more."""

LAST_PAGE: Final = 100_000
"""Highest page number that the API takes."""

Params = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One search page: the question, how to look, `filters` as `field=value`, the order, the page (from 1) and its
    size."""

    q: str = ""
    mode: str = "hybrid"
    filters: tuple[str, ...] = ()
    sort: str = "relevance"
    page: int = 1
    size: int = SIZES[0]

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> "Asked":
        """Read an address; what makes no sense there is left at its default."""
        last = {name: values[-1] for name, values in params.items() if values}
        mode, sort, size = last.get("mode", ""), last.get("sort", ""), _whole(last.get("size", ""))
        return cls(
            q=last.get("q", "")[:MAX_QUESTION],
            mode=mode if mode in MODES else "hybrid",
            filters=tuple(dict.fromkeys(text for text in params.get("filter", ()) if "=" in text)),
            sort=sort if sort in SORTS else "relevance",
            page=min(max(_whole(last.get("page", "")), 1), LAST_PAGE),
            size=size if size in SIZES else SIZES[0],
        )

    def params(self) -> Params:
        """The address: only what differs from the defaults."""
        said: Params = {}
        if self.q:
            said["q"] = self.q
        if self.mode != "hybrid":
            said["mode"] = self.mode
        if self.filters:
            said["filter"] = list(self.filters)
        if self.sort != "relevance":
            said["sort"] = self.sort
        if self.page != 1:
            said["page"] = str(self.page)
        if self.size != SIZES[0]:
            said["size"] = str(self.size)
        return said

    def values(self, field: str) -> tuple[str, ...]:
        """What a field is narrowed to."""
        return tuple(value for name, value in self.pairs() if name == field)

    def pairs(self) -> list[tuple[str, str]]:
        """The filters as field and value."""
        return [(name, value) for name, _, value in (text.partition("=") for text in self.filters)]

    def asking(self, q: str) -> "Asked":
        """The same narrowing with another question, from the first page."""
        return replace(self, q=q.strip()[:MAX_QUESTION], page=1)

    def narrowed(self, field: str, values: Sequence[str]) -> "Asked":
        """The same question with a field narrowed to these values (none: to nothing), from the first page."""
        others = [text for text in self.filters if text.partition("=")[0] != field]
        return replace(self, filters=(*others, *(f"{field}={value}" for value in values)), page=1)

    def without(self, filter_text: str) -> "Asked":
        """The same question without one filter."""
        return replace(self, filters=tuple(text for text in self.filters if text != filter_text), page=1)

    def unfiltered(self) -> "Asked":
        """The same question, narrowed to nothing."""
        return replace(self, filters=(), page=1)

    def unasked(self) -> "Asked":
        """Only the narrowing, without the question."""
        return Asked(filters=self.filters)

    def turned(self, page: int) -> "Asked":
        """Another page of the same search."""
        return replace(self, page=page)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
