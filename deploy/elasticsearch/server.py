"""One node of Elasticsearch on this machine: started, asked, stopped, killed, started again."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from deploy.elasticsearch.errors import ServerFailed
from deploy.elasticsearch.preparing import environment, java_file, prepare, program, settings_file

PATIENCE_S: Final = 180
"""Seconds that a node may take until it answers; it takes 15 where two cores are free for it."""

STOP_PATIENCE_S: Final = 30
"""Seconds that a node may take to end by itself."""

HEAP: Final = ("-Xms512m", "-Xmx512m")

QUICK: Final = (*HEAP, "-XX:TieredStopAtLevel=1")
"""Options of Java that halve the time of a start, and make long work slower."""

SUPERUSER: Final = "elastic"


@dataclass
class Server:
    """A node in a folder of its own, which keeps its data from one start to the next.

    With a password security is on, and the user is `elastic`; `files` are more files of its settings, by name.
    """

    version: str
    folder: Path
    port: int
    settings: Mapping[str, object] = field(default_factory=dict)
    java: Sequence[str] = HEAP
    password: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def group(self) -> int:
        """The process group of its two processes; 0 while it does not run."""
        return self._process.pid if self._process is not None else 0

    def launch(self) -> None:
        """Start it without waiting until it answers. Raises ServerNotToBeHad."""
        self._prepare()
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                program(self.version, "elasticsearch"),
                env=environment(self.folder, self.version),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # it starts a process of its own; both are ended as one group
            )

    def wait(self) -> None:
        """Wait until it answers. Raises ServerFailed."""
        deadline = time.monotonic() + PATIENCE_S
        while not self.answers():
            if self._process is None or self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                log = (self.folder / "output").read_text(encoding="utf-8", errors="replace")
                raise ServerFailed(f"Elasticsearch {self.version} 没有起来，日志的末尾：\n{log[-3000:]}")
            time.sleep(0.2)

    def start(self) -> None:
        """Start it and wait until it answers. Raises ServerNotToBeHad, ServerFailed."""
        self.launch()
        self.wait()

    def answers(self, status: str = "yellow") -> bool:
        """Whether it answers, and its cluster is at least of this colour."""
        with suppress(httpx.TransportError):
            answer = self.request("GET", f"/_cluster/health?wait_for_status={status}&timeout=1s")
            return answer.status_code == 200
        return False

    def request(self, method: str, path: str, body: object = None) -> httpx.Response:
        """Ask it for something as its administrator."""
        auth = (SUPERUSER, self.password) if self.password else None
        return httpx.request(method, self.url + path, json=body, auth=auth, timeout=30, trust_env=False)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Ask it to end, and wait for that."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_PATIENCE_S)
        self.kill()

    def _prepare(self) -> None:
        own = {"http.port": self.port, "xpack.security.enabled": str(bool(self.password)).lower()}
        files = {
            "elasticsearch.yml": settings_file(self.folder, {**own, **self.settings}),
            "jvm.options": java_file(self.version, self.java),
            **self.files,
        }
        secrets = {"bootstrap.password": self.password} if self.password else {}
        prepare(self.folder, self.version, files, secrets)
