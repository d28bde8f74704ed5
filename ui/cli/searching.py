"""`innokb search`: one question, or a file of them."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ui.asking import SORTS
from ui.cli.options import as_json_option, settings
from ui.cli.printing import progress, say, show, show_json
from ui.figures import in_short

if TYPE_CHECKING:
    from search_api.answers import Hit, SearchAnswer

Mode = Literal["hybrid", "words", "vector"]
ARM_NAMES = {"words": "词", "bigrams": "双字", "characters": "单字", "vector": "语义"}


@click.command()
@click.argument("text", metavar="[问题]", required=False)
@click.option(
    "--mode",
    type=click.Choice(["hybrid", "words", "vector"]),
    default="hybrid",
    show_default=True,
    help="字面+语义、只看字面、只看语义",
)
@click.option(
    "--filter",
    "filters",
    metavar="字段=值",
    multiple=True,
    help="筛选，可多次给出；数字写范围，如 年效益=100万..、TRL=6..8",
)
@click.option(
    "--sort",
    type=click.Choice(list(SORTS)),
    default="relevance",
    show_default=True,
    help="排序：相关、年度，或年效益等数字从大到小，未说明的在后",
)
@click.option(
    "--size", metavar="条数", type=click.IntRange(1, 100), default=10, show_default=True, help="每个问题给出几条"
)
@click.option(
    "--queries",
    metavar="问题.jsonl",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='成批检索，每行 {"id","text"}',
)
@click.option("--out", metavar="结果.jsonl", type=click.Path(dir_okay=False, path_type=Path), help="成批检索的结果文件")
@as_json_option
def search(
    text: str | None,
    mode: Mode,
    filters: tuple[str, ...],
    sort: str,
    size: int,
    queries: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """检索成果：字面与语义一起找，每条说明为什么找到。

    例：innokb search 矿井提升机断绳保护 --filter 年度=2020..2025 --size 5

    例：innokb search 皮带机 --filter 年效益=100万.. --filter 应用=已应用 --sort annual_benefit
    """
    if (text is None) == (queries is None) or (queries is None) != (out is None):
        raise click.UsageError("请给出一个问题，或同时用 --queries 与 --out 成批检索")
    from search_api.knowledge_base import KnowledgeBase

    base = KnowledgeBase(settings())
    ask = partial(_ask, base, mode=mode, filters=filters, sort=sort, size=size)
    if queries and out:
        _search_file(ask, queries, out)
        return
    answer = ask(text or "")
    if as_json:
        show_json({"total": answer.total, "hits": [_as_json(hit) for hit in answer.hits]})
    else:
        _show(answer)


def _ask(base: Any, text: str, **more: Any) -> "SearchAnswer":
    from search_api.search import Question, search

    return search(base, Question.asked(text, **more))


def _search_file(ask: Callable[[str], "SearchAnswer"], queries: Path, out: Path) -> None:
    """Answer every line of `queries`; `out` appears whole or not at all."""
    unfinished = out.with_name(out.name + ".part")
    try:
        with progress("检索") as step, unfinished.open("w", encoding="utf-8") as results:
            for done, (number, text) in enumerate(_questions(queries), start=1):
                hits = [_as_json(hit) for hit in ask(text).hits]
                results.write(json.dumps({"id": number, "hits": hits}, ensure_ascii=False) + "\n")
                step(done)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    say(f"结果已写入 {out}")


def _questions(path: Path) -> Iterator[tuple[Any, str]]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                question = json.loads(line)
                yield question["id"], str(question["text"])
            except (ValueError, KeyError, TypeError) as error:
                raise click.UsageError(f'{path} 第 {number} 行不是 {{"id","text"}}：{line.strip()[:80]}') from error


def _as_json(hit: "Hit") -> dict[str, Any]:
    arms = {name: {"rank": arm.rank, "score": arm.score} for name, arm in hit.arms.items()}
    chosen = {name: getattr(hit, name) for name in ("id", "code", "source", "title", "score")}
    return chosen | {"unit": hit.unit, "year": hit.year, "facts": hit.facts.model_dump(), "arms": arms}


def _show(answer: "SearchAnswer") -> None:
    for notice in answer.notices:
        say(f"注意：{notice}")
    if answer.did_you_mean:
        say(f"您是不是要找：{answer.did_you_mean}")
    if not answer.hits:
        say("没有找到。换个说法、少用几个词，或放宽筛选再试。")
    for place, hit in enumerate(answer.hits, start=1):
        about = " · ".join(str(part) for part in (hit.unit, hit.year, hit.kind, hit.award) if part)
        stated = " · ".join(in_short(dict(hit.facts)))
        why = "，".join(f"{ARM_NAMES.get(name, name)}第 {arm.rank}" for name, arm in hit.arms.items())
        show(f"{place:>3}. {hit.title}  [{hit.id}]")
        show(f"     {about}" if about else f"     来源 {hit.source}")
        if stated:
            show(f"     {stated}")
        for snippet in hit.snippets[:1]:
            show(f"     {' '.join(snippet.text.split())}")
        show(f"     找到它的原因：{why}")
