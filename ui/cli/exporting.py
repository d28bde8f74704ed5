"""`innokb export`: what the base holds, as files."""

from pathlib import Path

import click

from ui.cli.options import settings
from ui.cli.printing import progress, say


@click.group()
def export() -> None:
    """导出为 Excel、CSV 或 JSONL。

    例：innokb export achievements --out 全部成果.xlsx
    """


out_option = click.option(
    "--out",
    required=True,
    metavar="文件.{xlsx,csv,jsonl}",
    type=click.Path(dir_okay=False, path_type=Path),
    help="输出文件，格式由后缀决定",
)


@export.command()
@out_option
def achievements(out: Path) -> None:
    """导出全部成果；导出的文件可以再导入，不会产生重复。

    例：innokb export achievements --out 全部成果.xlsx
    """
    from corpus.exporting import export_achievements
    from corpus.store import Store

    store = Store.open(settings().store_url)
    with progress("导出") as step:
        count = export_achievements(store, out, progress=step)
    store.close()
    say(f"{count} 条成果已写入 {out}")


@export.command()
@out_option
@click.option("--include-confidential", is_flag=True, help="列出涉密成果的名称；默认不列")
def deals(out: Path, include_confidential: bool) -> None:
    """导出转化台账：一笔一行，金额以万元计；Excel 另有一张汇总表，JSONL 带全部记录。

    例：innokb export deals --out 转化台账.xlsx
    """
    from corpus.deals.exporting import export_deals
    from corpus.store import Store

    store = Store.open(settings().store_url)
    with progress("导出") as step:
        count = export_deals(store, out, progress=step, confidential=include_confidential)
    store.close()
    say(f"{count} 笔转化已写入 {out}")
