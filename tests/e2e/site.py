"""The whole product as people run it: a data folder, the API and the pages as processes of their own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from corpus.importing.run import import_file
from corpus.samples import achievement_files
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings

PATIENCE_S = 90.0
"""How long a server may take to answer for the first time, on a machine that does other things too."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--no-first-run", "--lang=zh-CN"]


@dataclass(frozen=True)
class Site:
    """A running site: the address of its pages, and the settings that it runs with."""

    url: str
    settings: Settings


def browser_path() -> str | None:
    """The system's own Chromium."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def fill_with_samples(settings: Settings, *files: Path) -> None:
    """Import the samples, and other files, into the data folder and index them."""
    fill(settings, *achievement_files(), *files)


def fill(settings: Settings, *files: Path) -> None:
    """Import files into the data folder and index them."""
    base = KnowledgeBase(settings)
    try:
        for file in files:
            import_file(base.store, file, actor="测试员")
        base.index()
    finally:
        base.close()


@contextmanager
def running(settings: Settings) -> Iterator[Site]:
    """Run the API and the pages, on ports of their own."""
    settings = settings.model_copy(update={"api_port": _free_port(), "ui_port": _free_port()})
    site = Site(f"http://127.0.0.1:{settings.ui_port}", settings)
    with (
        _process("serve", settings, f"{settings.base_url}/healthz"),
        _process("ui", settings, f"{site.url}/_stcore/health"),
    ):
        yield site


@contextmanager
def _process(command: str, settings: Settings, answers_at: str) -> Iterator[None]:
    log = settings.home / f"{command}.log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", command],
            env=_environment(settings), cwd=settings.home, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for(answers_at, process, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _environment(settings: Settings) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("INNOKB_")}
    return inherited | {
        "INNOKB_HOME": str(settings.home),
        "INNOKB_ENGINE": settings.engine,
        "INNOKB_ELASTICSEARCH_URL": settings.elasticsearch_url,
        "INNOKB_INDEX_PREFIX": settings.index_prefix,
        "INNOKB_API_PORT": str(settings.api_port),
        "INNOKB_UI_PORT": str(settings.ui_port),
        "INNOKB_API_URL": settings.base_url,
    }


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    with httpx.Client(trust_env=False) as client:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if client.get(url).is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)
    raise RuntimeError(f"{url} did not answer:\n{log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
