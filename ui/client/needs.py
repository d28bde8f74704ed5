"""Needs of enterprises."""

from collections.abc import Mapping
from typing import Final

from ui.answers import ImportedFile, Matches, NeedList, NeedsFor, StoredNeed
from ui.client.connection import LONG_TIMEOUT, Connection
from ui.client.tables import Upload

PAGE_SIZE: Final = 20
"""Needs of a page of the list."""


class Needs(Connection):
    """What enterprises look for. Bodies are those of the API."""

    def needs(self, status: str = "", page: int = 1) -> NeedList:
        """One page of needs, newest first, in one state or in all."""
        said: dict[str, str | int] = {"limit": PAGE_SIZE, "offset": (page - 1) * PAGE_SIZE}
        return self.read(NeedList, "GET", "/needs", params=said | ({"status": status} if status else {}))

    def need(self, number: int) -> StoredNeed:
        """One need with its history."""
        return self.read(StoredNeed, "GET", f"/needs/{number}")

    def add_need(self, body: Mapping[str, str]) -> StoredNeed:
        """Keep a need."""
        return self.read(StoredNeed, "POST", "/needs", json=dict(body))

    def set_need_status(self, number: int, status: str) -> StoredNeed:
        """Say how far a need has come."""
        return self.read(StoredNeed, "PATCH", f"/needs/{number}", json={"status": status})

    def import_needs(self, file: Upload, *, dry_run: bool) -> ImportedFile:
        """Import a table of needs, or only check it."""
        parts = [("file", (file.name, file.content))]
        said = {"dry_run": str(dry_run).lower()}
        return self.read(ImportedFile, "POST", "/needs/import", files=parts, data=said, timeout=LONG_TIMEOUT)

    def matches(self, body: Mapping[str, str], size: int) -> Matches:
        """The achievements that may answer what is told."""
        return self.read(Matches, "POST", "/needs/matches", json={**body, "size": size})

    def need_matches(self, number: int, size: int) -> Matches:
        """The achievements that may answer a need."""
        return self.read(Matches, "GET", f"/needs/{number}/matches", params={"size": size})

    def needs_for(self, achievement: int, size: int) -> NeedsFor:
        """The open needs that an achievement may answer."""
        return self.read(NeedsFor, "GET", f"/achievements/{achievement}/needs", params={"size": size})
