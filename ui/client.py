"""The pages' only way to the knowledge base: the HTTP API, with answers as typed values and problems as errors."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, Literal, TypeVar

import httpx
from pydantic import ValidationError

from ui.answers import (
    AchievementAnswer,
    Answer,
    CheckAnswer,
    CheckedAnswer,
    CheckedRows,
    CheckList,
    FacetsAnswer,
    ImportAnswer,
    ImportList,
    IndexAnswer,
    Problem,
    SearchAnswer,
    SimilarAnswer,
    Statistics,
    Suggestions,
    Synonyms,
    Template,
    TemplateList,
)
from ui.asking import Asked

TIMEOUT: Final = httpx.Timeout(30.0, connect=3.0)
"""Seconds that an ordinary answer may take."""

LONG_TIMEOUT: Final = httpx.Timeout(600.0, connect=3.0)
"""Seconds for an upload and for a workbook to be made."""

ANSWERED = TypeVar("ANSWERED", bound=Answer)


class ClientError(Exception):
    """Base of what can go wrong between the pages and the API; its text is Chinese."""


class ApiUnreachable(ClientError):
    """No answer: nothing listens at the address, or it took too long."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"连不上 {url}：{reason}")
        self.url = url


class ApiProblem(ClientError):
    """The API answered with a problem; the text is its own Chinese detail."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(problem.detail or problem.title or f"服务返回了状态 {status}。")
        self.status = status
        self.kind = problem.type.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to import."""

    name: str
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """How files are to be imported. `mapping` is header → field ("" keeps the column as 其他)."""

    source: str = ""
    year: int | None = None
    mapping: Mapping[str, str] | None = None
    dry_run: bool = False

    def form(self) -> dict[str, str]:
        """The fields of the multipart form; what is not said is left out."""
        return {"dry_run": str(self.dry_run).lower()} | _reading(self.source, self.year, self.mapping)


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
        return said | _reading(self.source, self.year, self.mapping)


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


class ApiClient:
    """Calls the API at `url`; safe to use from many threads. Every call raises ApiProblem or ApiUnreachable."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        # Proxies are for the internet; the API is on this machine or in this office.
        self._http = httpx.Client(base_url=f"{self.url}/api/v1", timeout=TIMEOUT, trust_env=False)

    def search(self, asked: Asked) -> SearchAnswer:
        """One page of a search."""
        return self._read(
            SearchAnswer, "POST", "/search", json=_question(asked) | {"page": asked.page, "size": asked.size}
        )

    def facets(self, asked: Asked) -> FacetsAnswer:
        """What a search can be narrowed to."""
        return self._read(FacetsAnswer, "GET", "/facets", params=_question(asked))

    def export(self, asked: Asked) -> bytes:
        """All hits of a search as an Excel workbook."""
        return self._send("GET", "/search/export", params=_question(asked), timeout=LONG_TIMEOUT).content

    def suggest(self, prefix: str, limit: int) -> Suggestions:
        """Titles that begin with a prefix, by characters, pinyin or initials."""
        return self._read(Suggestions, "GET", "/suggest", params={"prefix": prefix, "limit": limit})

    def achievement(self, number: int, q: str = "") -> AchievementAnswer:
        """One achievement, with the words of `q` to mark."""
        return self._read(AchievementAnswer, "GET", f"/achievements/{number}", params={"q": q})

    def similar(self, number: int, size: int) -> SimilarAnswer:
        """Achievements like one achievement."""
        return self._read(SimilarAnswer, "GET", f"/achievements/{number}/similar", params={"size": size})

    def statistics(self) -> Statistics:
        """Figures of what is in the base."""
        return self._read(Statistics, "GET", "/statistics")

    def start_import(self, files: Iterable[Upload], request: ImportRequest) -> ImportAnswer:
        """Upload files and start importing them, or only checking them."""
        parts = [("files", (file.name, file.content)) for file in files]
        return self._read(ImportAnswer, "POST", "/imports", files=parts, data=request.form(), timeout=LONG_TIMEOUT)

    def import_state(self, number: int) -> ImportAnswer:
        """How an import stands."""
        return self._read(ImportAnswer, "GET", f"/imports/{number}")

    def imports(self) -> ImportList:
        """The latest imports."""
        return self._read(ImportList, "GET", "/imports")

    def rejected(self, number: int) -> bytes:
        """The rejected rows of an import as a workbook to mend."""
        return self._send("GET", f"/imports/{number}/rejected.xlsx", timeout=LONG_TIMEOUT).content

    def check(self, submission: Mapping[str, object], limit: int = 12) -> CheckedAnswer:
        """What one submission, given by field, may repeat: at most `limit` matches."""
        return self._read(
            CheckedAnswer, "POST", "/check", json=dict(submission), params={"limit": limit}, timeout=LONG_TIMEOUT
        )

    def start_check(self, files: Iterable[Upload], request: CheckRequest) -> CheckAnswer:
        """Upload tables and start checking their submissions."""
        parts = [("files", (file.name, file.content)) for file in files]
        return self._read(CheckAnswer, "POST", "/checks", files=parts, data=request.form(), timeout=LONG_TIMEOUT)

    def checks(self) -> CheckList:
        """The latest checks."""
        return self._read(CheckList, "GET", "/checks")

    def check_state(self, number: int) -> CheckAnswer:
        """How a check stands."""
        return self._read(CheckAnswer, "GET", f"/checks/{number}")

    def cancel_check(self, number: int) -> CheckAnswer:
        """End a check; the results so far stay."""
        return self._read(CheckAnswer, "POST", f"/checks/{number}/cancel")

    def check_results(self, number: int, asked: ResultsAsked) -> CheckedRows:
        """One page of the results of a check."""
        return self._read(CheckedRows, "GET", f"/checks/{number}/results", params=asked.parameters())

    def check_result(self, number: int, position: int) -> CheckedAnswer:
        """One result of a check."""
        return self._read(CheckedAnswer, "GET", f"/checks/{number}/results/{position}")

    def check_report(self, number: int, form: Literal["jsonl", "xlsx", "docx"], *, confidential: bool = False) -> bytes:
        """The report of a check as a file; what is confidential is withheld unless asked for."""
        asked = {"confidential": confidential}
        return self._send("GET", f"/checks/{number}/report.{form}", params=asked, timeout=LONG_TIMEOUT).content

    def synonyms(self) -> Synonyms:
        """The groups of synonyms."""
        return self._read(Synonyms, "GET", "/synonyms")

    def set_synonyms(self, groups: Sequence[Sequence[str]]) -> Synonyms:
        """Replace the staff's own groups."""
        return self._read(Synonyms, "PUT", "/synonyms", json={"groups": [list(group) for group in groups]})

    def templates(self) -> TemplateList:
        """The passages that checks leave out, and those that staff say are none."""
        return self._read(TemplateList, "GET", "/templates")

    def add_template(self, text: str) -> Template:
        """Have checks leave out a passage."""
        return self._read(Template, "POST", "/templates", json={"text": text})

    def rule_template(self, number: int, state: str) -> Template:
        """Decide about a passage: 自动, 确认 or 不算模板."""
        return self._read(Template, "PUT", f"/templates/{number}", json={"state": state})

    def index(self) -> IndexAnswer:
        """How the index stands."""
        return self._read(IndexAnswer, "GET", "/index")

    def start_indexing(self, *, rebuild: bool = False) -> IndexAnswer:
        """Have the index brought up to date in the background."""
        return self._read(IndexAnswer, "POST", "/index", params={"rebuild": rebuild})

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _read(self, model: type[ANSWERED], method: str, path: str, **request: Any) -> ANSWERED:
        response = self._send(method, path, **request)
        try:
            return model.model_validate_json(response.content)
        except ValidationError as error:
            raise ApiUnreachable(self.url, "回答看不懂，界面与 API 的版本可能不同") from error

    def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            response = self._http.request(method, path, **request)
        except httpx.TimeoutException as error:
            raise ApiUnreachable(self.url, "等待太久没有回答") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ApiUnreachable(self.url, "API 没有启动，或地址不对") from error
        if response.is_error:
            raise ApiProblem(response.status_code, _problem(response))
        return response


def _reading(source: str, year: int | None, mapping: Mapping[str, str] | None) -> dict[str, str]:
    """How files are to be read, as fields of a form."""
    form = {"source": source} if source else {}
    if year is not None:
        form["year"] = str(year)
    if mapping:
        form["mapping"] = json.dumps(dict(mapping), ensure_ascii=False)
    return form


def _question(asked: Asked) -> dict[str, Any]:
    return {"q": asked.q, "mode": asked.mode, "filter": list(asked.filters)}


def _problem(response: httpx.Response) -> Problem:
    try:
        return Problem.model_validate_json(response.content)
    except ValidationError:
        return Problem(detail=f"服务返回了状态 {response.status_code}，没有说明原因。请稍后再试。")
