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


@export.command()
@click.option(
    "--out",
    required=True,
    metavar="文件.{xlsx,csv,jsonl}",
    type=click.Path(dir_okay=False, path_type=Path),
    help="输出文件，格式由后缀决定",
)
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
