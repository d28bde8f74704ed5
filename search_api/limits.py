"""How large a request may be; checked while it comes in, before anything of it is kept."""

from collections.abc import Container
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.errors import UploadTooLarge
from search_api.problems import KINDS, ProblemResponse, problem_of

MAX_UPLOAD: Final = 500 << 20
"""Bytes of one request with files; a workbook of 100,000 full rows has some 100 MB."""

MAX_BODY: Final = 4 << 20
"""Bytes of any other request; the longest question and 5,000 groups of synonyms stay well below."""


class LimitBodies:
    """Answers a request that is too large with a problem, and reads no more of it."""

    def __init__(self, app: ASGIApp, uploads: Container[str]) -> None:
        self._app = app
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, counting its bytes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = MAX_UPLOAD if scope["path"] in self._uploads else MAX_BODY
        declared = dict(scope["headers"]).get(b"content-length", b"")
        if declared.isdigit() and int(declared) > most:
            await _refusal(most, scope["path"])(scope, receive, send)
            return
        read = 0

        async def counting() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:  # sent in pieces without a length: what reads it sees the client go
                return {"type": "http.disconnect"}
            return message

        await self._app(scope, counting, send)


def _refusal(most: int, path: str) -> ProblemResponse:
    detail = f"请求超过 {most >> 20} MB 的上限。请把文件拆小，或分几次上传。"
    return ProblemResponse(problem_of(KINDS[UploadTooLarge], detail, path))
