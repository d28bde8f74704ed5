"""One connection to the API: answers as typed values, problems as errors."""

from typing import Any, Final, TypeVar

import httpx
from pydantic import ValidationError

from ui.answers import Answer, Problem

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
        self.existing = problem.existing


class Connection:
    """The HTTP connection to the API at `url`; safe to use from many threads."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        # Proxies are for the internet; the API is on this machine or in this office.
        self._http = httpx.Client(base_url=f"{self.url}/api/v1", timeout=TIMEOUT, trust_env=False)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def read(self, model: type[ANSWERED], method: str, path: str, **request: Any) -> ANSWERED:
        """Send a request of `httpx.Client.request` and read its answer."""
        response = self.send(method, path, **request)
        try:
            return model.model_validate_json(response.content)
        except ValidationError as error:
            raise ApiUnreachable(self.url, "回答看不懂，界面与 API 的版本可能不同") from error

    def send(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Send a request; an answer that is a problem is raised."""
        try:
            response = self._http.request(method, path, **request)
        except httpx.TimeoutException as error:
            raise ApiUnreachable(self.url, "等待太久没有回答") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ApiUnreachable(self.url, "API 没有启动，或地址不对") from error
        if response.is_error:
            raise ApiProblem(response.status_code, _problem(response))
        return response


def _problem(response: httpx.Response) -> Problem:
    try:
        return Problem.model_validate_json(response.content)
    except ValidationError:
        return Problem(detail=f"服务返回了状态 {response.status_code}，没有说明原因。请稍后再试。")
