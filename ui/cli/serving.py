"""`innokb serve`, `ui`, `up`, `demo`: the API, the pages, both, and both with sample data."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from ui.cli.options import actor, settings
from ui.cli.printing import progress, say, show

if TYPE_CHECKING:
    from indexer.pipeline import IndexReport
    from search_api.knowledge_base import KnowledgeBase
    from search_api.settings import Settings

PATIENCE_S = 60.0
"""How long `up` waits for a server's first answer before it says that it did not start."""

DEMO_HOME = Path(".innokb-demo")


@click.command()
def serve() -> None:
    """启动 API（地址由 INNOKB_API_HOST、INNOKB_API_PORT 决定）。

    例：innokb serve
    """
    from search_api.serving import serve as run

    run(settings())


@click.command()
def ui() -> None:
    """启动界面（端口由 INNOKB_UI_PORT 决定）；API 须已启动。

    例：innokb ui
    """
    chosen = settings()
    os.execve(sys.executable, _ui_command(chosen), _environment(chosen))


@click.command()
def up() -> None:
    """同时启动 API 与界面，按 Ctrl+C 结束。

    例：innokb up
    """
    _run_both(settings())


@click.command()
def demo() -> None:
    """样例数据 + 索引 + API + 界面，一条命令看全貌；数据放在当前目录的 .innokb-demo，不动正式库。

    例：innokb demo
    """
    chosen = settings()
    chosen = chosen.model_copy(
        update={
            "home": DEMO_HOME.absolute(),
            "database_url": "",
            "api_url": "",
            "api_port": _free_port(chosen.api_port),
            "ui_port": _free_port(chosen.ui_port),
        }
    )
    _import_samples(chosen)
    _run_both(chosen)


def _import_samples(chosen: "Settings") -> None:
    from corpus.importing.run import import_file, import_needs
    from corpus.samples import achievement_files, need_files
    from corpus.samples.deals import load_deals
    from search_api.knowledge_base import KnowledgeBase

    base = KnowledgeBase(chosen)
    added = sum(import_file(base.store, file, actor=actor()).added for file in achievement_files())
    needs = sum(import_needs(base.store, file, actor=actor()).added for file in need_files())
    deals = load_deals(base.store, actor())
    report = _index(base)
    base.close()
    new = f"新增 {added} 条成果、{needs} 项需求、{deals} 笔转化"
    say(f"样例数据：{new}，索引写入 {report.written} 条（数据目录 {chosen.home}）")


def _index(base: "KnowledgeBase") -> "IndexReport":
    """Index the samples; an index that an earlier version of the program left behind is made anew."""
    from indexer.errors import IndexMismatch

    with progress("索引") as step:
        try:
            return base.index(progress=lambda p: step(p.done, p.total))
        except IndexMismatch:
            return base.index(rebuild=True, progress=lambda p: step(p.done, p.total))


def _run_both(chosen: "Settings") -> None:
    """Start both servers, tell their addresses, and stay until one ends or the person stops them."""
    for port, name in ((chosen.api_port, "INNOKB_API_PORT"), (chosen.ui_port, "INNOKB_UI_PORT")):
        if not _is_free(port):
            raise click.ClickException(f"端口 {port} 已被占用。请关闭占用它的程序，或用 {name} 换一个端口")
    environment = _environment(chosen)
    signal.signal(signal.SIGTERM, _interrupt)
    api = subprocess.Popen([sys.executable, "-m", "ui.cli", "serve"], env=environment)
    page = subprocess.Popen(_ui_command(chosen), env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(chosen.api_port, api, "API")
        _wait_for(chosen.ui_port, page, "界面")
        show(f"API ：http://{chosen.api_host}:{chosen.api_port}/docs")
        show(f"界面：http://{chosen.api_host}:{chosen.ui_port}")
        say("按 Ctrl+C 结束。")
        while api.poll() is None and page.poll() is None:
            time.sleep(0.5)
        raise click.exceptions.Exit(1)
    except KeyboardInterrupt:
        say("正在结束……")
    finally:
        for process in (page, api):
            process.terminate()
        for process in (page, api):
            process.wait(timeout=10)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ui_command(chosen: "Settings") -> list[str]:
    options = {
        "server.port": chosen.ui_port,
        "server.address": chosen.api_host,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(files("ui") / "app.py"), *flags]


def _environment(chosen: "Settings") -> dict[str, str]:
    """The environment of a server process: ours, with the chosen settings spelled out."""
    spelled = {
        "INNOKB_HOME": str(chosen.home),
        "INNOKB_DATABASE_URL": chosen.database_url,
        "INNOKB_API_HOST": chosen.api_host,
        "INNOKB_API_PORT": str(chosen.api_port),
        "INNOKB_UI_PORT": str(chosen.ui_port),
        "INNOKB_API_URL": chosen.base_url,
    }
    return os.environ | spelled


def _wait_for(port: int, process: "subprocess.Popen[bytes]", name: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while _is_free(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise click.ClickException(f"{name}没有启动起来，请看上面的输出")
        time.sleep(0.1)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _free_port(first: int, is_free: Callable[[int], bool] = _is_free) -> int:
    return next(port for port in range(first, first + 100) if is_free(port))
