"""How base and index stand, and the staff's words."""

from collections.abc import Sequence

from ui.answers import IndexAnswer, Statistics, Synonyms
from ui.client.connection import Connection


class Holdings(Connection):
    """Figures, synonyms, and the index."""

    def statistics(self) -> Statistics:
        """Figures of what is in the base."""
        return self.read(Statistics, "GET", "/statistics")

    def synonyms(self) -> Synonyms:
        """The groups of synonyms."""
        return self.read(Synonyms, "GET", "/synonyms")

    def set_synonyms(self, groups: Sequence[Sequence[str]]) -> Synonyms:
        """Replace the staff's own groups."""
        return self.read(Synonyms, "PUT", "/synonyms", json={"groups": [list(group) for group in groups]})

    def index(self) -> IndexAnswer:
        """How the index stands."""
        return self.read(IndexAnswer, "GET", "/index")

    def start_indexing(self, *, rebuild: bool = False) -> IndexAnswer:
        """Have the index brought up to date in the background."""
        return self.read(IndexAnswer, "POST", "/index", params={"rebuild": rebuild})
