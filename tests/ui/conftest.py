"""An API of our own making, over real HTTP."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest


@dataclass
class Prepared:
    """What the server answers, by method and path; and the requests that came, with their bodies."""

    url: str
    answers: dict[tuple[str, str], tuple[int, bytes]] = field(default_factory=dict)
    seen: list[tuple[str, str, bytes]] = field(default_factory=list)

    def answer(self, method: str, path: str, body: object, status: int = 200) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers[method, f"/api/v1{path}"] = status, content


def handler(prepared: Callable[[], Prepared]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            prepared().seen.append((self.command, self.path, body))
            status, content = prepared().answers.get((self.command, urlsplit(self.path).path), (404, b"{}"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = respond  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def server() -> Iterator[Prepared]:
    """A server that answers what a test prepares."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler(lambda: prepared))
    prepared = Prepared(f"http://127.0.0.1:{http.server_port}")
    thread = Thread(target=http.serve_forever)
    thread.start()
    yield prepared
    http.shutdown()
    thread.join()
    http.server_close()
