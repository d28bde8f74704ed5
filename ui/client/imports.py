"""Imports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ui.answers import ImportAnswer, ImportList
from ui.client.connection import LONG_TIMEOUT, Connection
from ui.client.tables import Upload, reading


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """How files are to be imported. `mapping` is header → field ("" keeps the column as 其他)."""

    source: str = ""
    year: int | None = None
    mapping: Mapping[str, str] | None = None
    dry_run: bool = False

    def form(self) -> dict[str, str]:
        """The fields of the multipart form; what is not said is left out."""
        return {"dry_run": str(self.dry_run).lower()} | reading(self.source, self.year, self.mapping)


class Imports(Connection):
    """Tables into the base."""

    def start_import(self, files: Iterable[Upload], request: ImportRequest) -> ImportAnswer:
        """Upload files and start importing them, or only checking them."""
        parts = [("files", (file.name, file.content)) for file in files]
        return self.read(ImportAnswer, "POST", "/imports", files=parts, data=request.form(), timeout=LONG_TIMEOUT)

    def import_state(self, number: int) -> ImportAnswer:
        """How an import stands."""
        return self.read(ImportAnswer, "GET", f"/imports/{number}")

    def imports(self) -> ImportList:
        """The latest imports."""
        return self.read(ImportList, "GET", "/imports")

    def rejected(self, number: int) -> bytes:
        """The rejected rows of an import as a workbook to mend."""
        return self.send("GET", f"/imports/{number}/rejected.xlsx", timeout=LONG_TIMEOUT).content
