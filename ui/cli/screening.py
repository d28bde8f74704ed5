"""`innokb candidates`: which achievements are worth transferring, as a table."""

from pathlib import Path

import click

from ui.cli.options import as_json_option, settings
from ui.cli.printing import progress, say, show_json


@click.command()
@click.option("--filter", "filters", metavar="字段=值", multiple=True, help="筛选，可多次给出，写法同 innokb search")
@click.option("--profile", metavar="方案", default="", help="权重方案：均衡（默认）、看重效益……或自己保存的")
@click.option(
    "--weights",
    metavar="文件.toml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="权重文件：[权重] 一节，每行一个指标，如 效益 = 3；没写的指标为 0；节前可写 最低已知比例 = 0.5",
)
@click.option(
    "--frontline",
    type=click.Choice(["any", "undoubted", "met"]),
    default="any",
    show_default=True,
    help="三个一线：不限、没有存疑、三项都符合",
)
@click.option("--size", metavar="条数", type=click.IntRange(1), help="只要前几项；默认全部")
@click.option("--include-confidential", is_flag=True, help="列出涉密成果的名称与依据；默认只列编号")
@click.option(
    "--out",
    required=True,
    metavar="文件.{jsonl,xlsx}",
    type=click.Path(dir_okay=False, path_type=Path),
    help="输出文件，格式由后缀决定",
)
@as_json_option
def candidates(
    filters: tuple[str, ...],
    profile: str,
    weights: Path | None,
    frontline: str,
    size: int | None,
    include_confidential: bool,
    out: Path,
    as_json: bool,
) -> None:
    """转化候选：按成熟度、效益、知识产权、新颖性、推广面、需求、获奖给成果排序，每项都有依据。

    例：innokb candidates --filter 年度=2023..2025 --weights 权重.toml --out 转化候选.xlsx
    """
    if profile and weights:
        raise click.UsageError("--profile 与 --weights 只能给一个")
    if not out.absolute().parent.is_dir():
        raise click.UsageError(f"没有这个目录：{out.absolute().parent}")
    from search_api.knowledge_base import KnowledgeBase
    from search_api.screening import documents
    from search_api.screening.candidates import Wanted, described, stand
    from search_api.screening.running import Screening
    from search_api.screening.weighting import read_file, weighting

    form = documents.form_of(out)
    base = KnowledgeBase(settings())
    chosen = read_file(weights) if weights else weighting(base.store, profile)
    screening = Screening(base)
    with progress("与更早的成果比较") as step:
        screening.refresh(step)
    standing = stand(base, screening.now(), Wanted(chosen, filters, frontline))  # type: ignore[arg-type]
    unfinished = out.with_name(out.name + ".part")
    try:
        with unfinished.open("wb") as target:
            written = documents.write(
                form, described(base, standing, 0, size), standing, target, confidential=include_confidential
            )
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    base.close()
    for notice in standing.notices:
        say(f"注意：{notice}")
    total, sufficient = len(standing.ranked.order), standing.ranked.sufficient
    if as_json:
        shown = {"total": total, "ranked": sufficient, "written": written, "notices": list(standing.notices)}
        show_json(shown | {"weights": dict(chosen.weights), "minimum": chosen.minimum, "file": str(out)})
    else:
        say(f"候选 {total} 项：排出名次 {sufficient} 项，资料不足 {total - sufficient} 项；{written} 项已写入 {out}")
