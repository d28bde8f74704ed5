"""Searching, and looking at achievements."""

from typing import Any

from ui.answers import AchievementAnswer, FacetsAnswer, SearchAnswer, SimilarAnswer, Suggestions
from ui.asking import Asked
from ui.client.connection import LONG_TIMEOUT, Connection


class Records(Connection):
    """What the base holds, found and shown."""

    def search(self, asked: Asked) -> SearchAnswer:
        """One page of a search."""
        return self.read(
            SearchAnswer, "POST", "/search", json=_question(asked) | {"page": asked.page, "size": asked.size}
        )

    def facets(self, asked: Asked) -> FacetsAnswer:
        """What a search can be narrowed to."""
        return self.read(FacetsAnswer, "GET", "/facets", params=_question(asked))

    def export(self, asked: Asked, *, confidential: bool = False) -> bytes:
        """All hits of a search as an Excel workbook; what is confidential is withheld unless asked for."""
        said = _question(asked) | {"confidential": confidential}
        return self.send("GET", "/search/export", params=said, timeout=LONG_TIMEOUT).content

    def suggest(self, prefix: str, limit: int) -> Suggestions:
        """Titles that begin with a prefix, by characters, pinyin or initials."""
        return self.read(Suggestions, "GET", "/suggest", params={"prefix": prefix, "limit": limit})

    def achievement(self, number: int, q: str = "") -> AchievementAnswer:
        """One achievement, with the words of `q` to mark."""
        return self.read(AchievementAnswer, "GET", f"/achievements/{number}", params={"q": q})

    def similar(self, number: int, size: int) -> SimilarAnswer:
        """Achievements like one achievement."""
        return self.read(SimilarAnswer, "GET", f"/achievements/{number}/similar", params={"size": size})


def _question(asked: Asked) -> dict[str, Any]:
    return {"q": asked.q, "mode": asked.mode, "filter": list(asked.filters), "sort": asked.sort}
