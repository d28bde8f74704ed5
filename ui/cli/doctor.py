"""`innokb doctor`: what is wrong, and the command that mends it."""

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from corpus.errors import CorpusError
from indexer.errors import IndexerError
from search_api.errors import SearchApiError
from ui.cli.options import as_json_option, settings
from ui.cli.printing import show, show_json

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

LEAST_FREE = 1 << 30
"""Bytes that should be free on the disk of the data folder: an index of 124,000 and its rebuild beside it."""


@click.command()
@as_json_option
def doctor(as_json: bool) -> None:
    """体检：数据库、编码器、索引、磁盘逐项检查，说明问题和解决办法。

    例：innokb doctor
    """
    from search_api.knowledge_base import KnowledgeBase

    base = KnowledgeBase(settings())
    findings = [_look(name, check, base) for name, check in CHECKS.items()] + _engine(base)
    base.close()
    if as_json:
        show_json({"checks": findings})
    else:
        for finding in findings:
            show(f"{'正常' if finding['ok'] else '有问题'}  {finding['name']}：{finding['detail']}")
    if not all(finding["ok"] for finding in findings):
        raise click.exceptions.Exit(1)


def _look(name: str, check: "Callable[[KnowledgeBase], str]", base: "KnowledgeBase") -> dict[str, object]:
    try:
        return {"name": name, "ok": True, "detail": check(base)}
    except (CorpusError, IndexerError, SearchApiError, OSError) as error:
        return {"name": name, "ok": False, "detail": str(error)}


def _store(base: "KnowledgeBase") -> str:
    return f"{base.store.count()} 条成果，修订号 {base.store.revision()}"


def _encoder(base: "KnowledgeBase") -> str:
    return f"{base.encoder.id}，{base.encoder.dimensions} 维"


def _index(base: "KnowledgeBase") -> str:
    state = base.engine.state()
    lag = base.store.revision() - state.revision
    if lag:
        raise IndexerError(f"索引落后 {lag} 次变动。请运行 innokb index")
    return f"{state.documents} 条，修订号 {state.revision}，与数据库一致"


def _engine(base: "KnowledgeBase") -> list[dict[str, object]]:
    """What the engine stands on; what cannot even be opened was said by the others."""
    try:
        return [{"name": found.name, "ok": found.well, "detail": found.detail} for found in base.engine.findings()]
    except (CorpusError, IndexerError, SearchApiError, OSError):
        return []


def _disk(base: "KnowledgeBase") -> str:
    free = shutil.disk_usage(base.settings.home).free
    if free < LEAST_FREE:
        raise OSError(f"{base.settings.home} 所在磁盘只剩 {free >> 20} MB，请清理到 1 GB 以上")
    return f"{base.settings.home} 所在磁盘还有 {free >> 30} GB"


CHECKS = {"数据库": _store, "编码器": _encoder, "索引": _index, "磁盘": _disk}
