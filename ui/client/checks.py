"""Checks (查重)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ui.answers import CheckAnswer, CheckedAnswer, CheckedRows, CheckList, Template, TemplateList
from ui.client.connection import LONG_TIMEOUT, Connection
from ui.client.tables import Upload, reading


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """How a table is to be checked; `mapping` is header → field. At `threshold` a case is worth a reviewer's look."""

    source: str = ""
    year: int | None = None
    mapping: Mapping[str, str] | None = None
    within_batch: bool = True
    threshold: float = 0.5

    def form(self) -> dict[str, str]:
        """The fields of the multipart form; what is not said is left out."""
        said = {"within_batch": str(self.within_batch).lower(), "threshold": str(self.threshold)}
        return said | reading(self.source, self.year, self.mapping)


@dataclass(frozen=True, slots=True)
class ResultsAsked:
    """Which results of a check: of a level, type or family, with `q` in title, unit or code; one page of them."""

    level: str = ""
    type: str = ""
    q: str = ""
    family: str = ""
    page: int = 1
    size: int = 50

    def parameters(self) -> dict[str, str | int]:
        """The parameters of the request; what is not said is left out."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}


class Checks(Connection):
    """One submission or a table against the base, and the wording that proves nothing."""

    def check(self, submission: Mapping[str, object], limit: int = 12) -> CheckedAnswer:
        """What one submission, given by field, may repeat: at most `limit` matches."""
        return self.read(
            CheckedAnswer, "POST", "/check", json=dict(submission), params={"limit": limit}, timeout=LONG_TIMEOUT
        )

    def start_check(self, files: Iterable[Upload], request: CheckRequest) -> CheckAnswer:
        """Upload tables and start checking their submissions."""
        parts = [("files", (file.name, file.content)) for file in files]
        return self.read(CheckAnswer, "POST", "/checks", files=parts, data=request.form(), timeout=LONG_TIMEOUT)

    def checks(self) -> CheckList:
        """The latest checks."""
        return self.read(CheckList, "GET", "/checks")

    def check_state(self, number: int) -> CheckAnswer:
        """How a check stands."""
        return self.read(CheckAnswer, "GET", f"/checks/{number}")

    def cancel_check(self, number: int) -> CheckAnswer:
        """End a check; the results so far stay."""
        return self.read(CheckAnswer, "POST", f"/checks/{number}/cancel")

    def check_results(self, number: int, asked: ResultsAsked) -> CheckedRows:
        """One page of the results of a check."""
        return self.read(CheckedRows, "GET", f"/checks/{number}/results", params=asked.parameters())

    def check_result(self, number: int, position: int) -> CheckedAnswer:
        """One result of a check."""
        return self.read(CheckedAnswer, "GET", f"/checks/{number}/results/{position}")

    def check_report(self, number: int, form: Literal["jsonl", "xlsx", "docx"], *, confidential: bool = False) -> bytes:
        """The report of a check as a file; what is confidential is withheld unless asked for."""
        asked = {"confidential": confidential}
        return self.send("GET", f"/checks/{number}/report.{form}", params=asked, timeout=LONG_TIMEOUT).content

    def templates(self) -> TemplateList:
        """The passages that checks leave out, and those that staff say are none."""
        return self.read(TemplateList, "GET", "/templates")

    def add_template(self, text: str) -> Template:
        """Have checks leave out a passage."""
        return self.read(Template, "POST", "/templates", json={"text": text})

    def rule_template(self, number: int, state: str) -> Template:
        """Decide about a passage: 自动, 确认 or 不算模板."""
        return self.read(Template, "PUT", f"/templates/{number}", json={"state": state})
