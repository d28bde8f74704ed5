"""A real browser before real pages before a real API."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from deploy.elasticsearch import Server
from tests.e2e.site import FLAGS, Site, browser_path, fill_with_samples, running
from tests.engines import ENGINES, own_settings, server_named

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

PATIENCE_MS = 30_000

HOSTILE = {
    "code": "X-1",
    "title": "<script>alert(1)</script> **粗体** [链接](javascript:alert(2)) $a^2$ :smile: <b>乱码</b>防护罩",
    "kind": "*小*发明[x](y)",
    "unit": "<img src=x onerror=alert(3)>测试单位",
    "people": ["<i>张三</i>"],
    "year": 2025,
    "industry": "煤炭",
    "summary": '防护罩的<u>说明</u>：\n1. 第一行 & "引号"\n2. 第二行</div></details>',
    "**额外**列": "<svg onload=alert(4)>",
}
"""An achievement whose texts would do harm wherever they were read as HTML or Markdown."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        pytest.skip("没有 Chromium；安装：apt install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=[ENGINES[0], ENGINES[-1]])
def cluster(request: pytest.FixtureRequest) -> Server | None:
    """Where the index lives: with the embedded engine, and on a server of the newest version."""
    return server_named(request)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, cluster: Server | None) -> Iterator[Site]:
    """The pages on the samples; tests only read here."""
    home = tmp_path_factory.mktemp("home")
    hostile = tmp_path_factory.mktemp("files") / "hostile.jsonl"
    hostile.write_text(json.dumps(HOSTILE, ensure_ascii=False), encoding="utf-8")
    with own_settings(home, cluster) as settings:
        fill_with_samples(settings, hostile)
        with running(settings) as site:
            yield site


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser of one person, which keeps what it has loaded once."""
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A desktop window, or a phone's where the test is marked so; nothing may be asked of any other machine."""
    page = context.new_page()
    page.set_viewport_size(PHONE if request.node.get_closest_marker("phone") else DESKTOP)
    strangers: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda sent: strangers.append(sent.url) if _is_strange(sent.url) else None)
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    yield page
    page.close()
    assert not strangers, "the pages must work without the internet"
    assert not dialogs, "a text was run as a script"


def _is_strange(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")
