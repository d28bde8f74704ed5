"""`innokb facts`: what texts state about money, changes, rights, use and ripeness, line by line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import click

from ui.cli.options import as_json_option
from ui.cli.printing import complain, progress, say, show_json

SHOWN_REJECTIONS: Final = 20
"""Rejected lines listed on the terminal; --json has them all."""

_LISTS: Final = ("patents", "software", "standards")
_EMPTY: Final[tuple[object, ...]] = ("", None, [])


class _BadLine(ValueError):
    """A line without a text to read; its words say why and what mends it."""


@click.command()
@click.argument("file", metavar="文件.jsonl", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="结果.jsonl",
    type=click.Path(dir_okay=False, path_type=Path),
    help="结果文件：原样保留每行内容，加上 facts",
)
@as_json_option
def facts(file: Path, out: Path, as_json: bool) -> None:
    """抽取事实：效益金额、知识产权、变化的数量、应用情况、成熟度，每项附原文位置；不需要知识库。

    每行一个 JSON 对象，字段如 title、text，或成果的各个字段（background、summary、benefit…）。

    例：innokb facts 成果.jsonl --out 事实.jsonl
    """
    if not out.absolute().parent.is_dir():
        raise click.UsageError(f"没有 {out.parent} 这个目录，结果无处可写")
    if out.exists() and out.samefile(file):
        raise click.UsageError(f"--out 与输入是同一个文件 {out}，请换一个名字")
    unfinished = out.with_name(out.name + ".part")
    try:
        written, rejected = _extract(file, unfinished)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    if as_json:
        show_json({"written": written, "rejected": rejected, "out": str(out)})
    else:
        _tell(written, rejected, out)
    if rejected and not written:
        complain(f'{file.name} 里没有一行能读。每行应是一个 JSON 对象，例如 {{"title": "…", "text": "…"}}。')
        raise SystemExit(1)


def _extract(file: Path, out: Path) -> tuple[int, list[dict[str, str]]]:
    """Write a line for each one that can be read; returns how many, and the others with their place and reason."""
    written, rejected = 0, []
    with out.open("w", encoding="utf-8") as target, progress("抽取") as step:
        for number, line in _lines(file):
            try:
                target.write(json.dumps(_with_facts(line), ensure_ascii=False) + "\n")
                written += 1
            except _BadLine as problem:
                rejected.append({"place": f"第 {number} 行", "reason": str(problem)})
            step(number)
    return written, rejected


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    with file.open("rb") as source:
        for number, line in enumerate(source, start=1):
            if line.strip():
                yield number, line.removeprefix(b"\xef\xbb\xbf")


def _with_facts(line: bytes) -> dict[str, Any]:
    from corpus.facts import facts_in

    try:
        told = json.loads(line)
        json.dumps(told, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise _BadLine("不是 UTF-8 文字，请把文件另存为 UTF-8 编码") from error
    except (ValueError, RecursionError) as error:
        raise _BadLine(f"不是 JSON：{error}") from error
    if not isinstance(told, dict):
        raise _BadLine('不是 JSON 对象，应形如 {"title": "…", "text": "…"}')
    found = facts_in(_texts(told))
    return {**told, "facts": found.model_dump(mode="json", by_alias=True)}


def _texts(told: Mapping[str, Any]) -> dict[str, str]:
    """The fields that facts are read from: those of an achievement, and `text`."""
    from corpus.achievement import TEXT_FIELDS

    texts: dict[str, str] = {}
    for name in ("title", "kind", *TEXT_FIELDS, "text", *_LISTS):
        value = told.get(name)
        if name in _LISTS and isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = "\n".join(value)
        if value in _EMPTY:
            continue
        if not isinstance(value, str):
            raise _BadLine(f"{name} 应是文字，却是 {str(value)[:40]}")
        texts[name] = value
    if not texts:
        raise _BadLine("没有可读的文字，至少要有 title 或 text")
    return texts


def _tell(written: int, rejected: list[dict[str, str]], out: Path) -> None:
    for line in rejected[:SHOWN_REJECTIONS]:
        say(f"  未读入：{line['place']}：{line['reason']}")
    if len(rejected) > SHOWN_REJECTIONS:
        say(f"  …还有 {len(rejected) - SHOWN_REJECTIONS} 行未列出")
    say(f"{written} 行的事实已写入 {out}" + (f"，{len(rejected)} 行未读入" if rejected else ""))
