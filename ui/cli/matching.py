"""`innokb match`: a table of needs → the achievements that may answer each, with reasons."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.options import as_json_option, settings
from ui.cli.printing import progress, say, show, show_json

if TYPE_CHECKING:
    from corpus.importing.rows import RowRejected
    from corpus.need import Need
    from search_api.knowledge_base import KnowledgeBase
    from search_api.matching.documents import Matched

SHOWN_REJECTIONS = 20
"""Rows that could not be read, listed on the terminal; --json has them all."""


@click.command("match")
@click.argument("needs", metavar="需求文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="输出.{jsonl,xlsx}",
    type=click.Path(dir_okay=False, path_type=Path),
    help="输出文件，格式由后缀决定",
)
@click.option(
    "--mapping",
    metavar="文件.toml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="表头与字段的对照文件",
)
@click.option(
    "--size", metavar="条数", type=click.IntRange(1, 10_000), default=10, show_default=True, help="每项需求最多几条成果"
)
@click.option("--include-confidential", is_flag=True, help="列出涉密成果的内容；默认只列编号")
@as_json_option
def match(needs: Path, out: Path, mapping: Path | None, size: int, include_confidential: bool, as_json: bool) -> None:
    """企业找成果：给表里的每项需求找能解决它的成果，附理由，并核对需求里的指标；需求不入库。

    例：innokb match 企业需求.xlsx --out 对接建议.xlsx --size 5
    """
    if not out.absolute().parent.is_dir():
        raise click.UsageError(f"没有 {out.parent} 这个目录，结果无处可写")
    from search_api.knowledge_base import KnowledgeBase
    from search_api.matching.documents import form_of, write_matches

    form = form_of(out)
    base = KnowledgeBase(settings())
    rejected: list[RowRejected] = []
    unfinished = out.with_name(out.name + ".part")
    try:
        with unfinished.open("wb") as target:
            told = _matches(base, _read(needs, mapping, rejected), size)
            count = write_matches(told, form, target, confidential=include_confidential)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    base.close()
    if as_json:
        refused = [{"place": row.place, "reason": row.reason, "values": row.values} for row in rejected]
        show_json({"needs": count, "rejected": refused, "out": str(out)})
        return
    show(f"{needs.name}：{count} 项需求，未读入 {len(rejected)} 行")
    for row in rejected[:SHOWN_REJECTIONS]:
        show(f"  未读入：{row.place}：{row.reason}")
    say(f"结果已写入 {out}")


def _read(path: Path, mapping: Path | None, rejected: "list[RowRejected]") -> "list[Need]":
    """The needs of a file; bad rows go to `rejected`."""
    from corpus.importing.reading import load_mapping, read_needs
    from corpus.importing.rows import RowRead
    from corpus.importing.subjects import NEEDS

    needs = []
    for row in read_needs(path, load_mapping(mapping, NEEDS) if mapping else None).rows():
        if isinstance(row, RowRead):
            needs.append(row.record)
        else:
            rejected.append(row)
    return needs


def _matches(base: "KnowledgeBase", needs: "list[Need]", size: int) -> "Iterator[Matched]":
    from search_api.matching.answering import match as answer

    with progress("匹配") as step:
        for done, need in enumerate(needs, start=1):
            yield need, answer(base, need, size)
            step(done, len(needs))
