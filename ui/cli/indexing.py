"""`innokb index`: the index up to the store's revision."""

import click

from ui.cli.options import as_json_option, settings
from ui.cli.printing import progress, show, show_json


@click.command()
@click.option("--rebuild", is_flag=True, help="从头重建；期间检索照常")
@as_json_option
def index(rebuild: bool, as_json: bool) -> None:
    """更新索引：只处理上次以后的变动，中断了再运行一次即可接着做。

    例：innokb index        重建：innokb index --rebuild
    """
    from search_api.knowledge_base import KnowledgeBase

    base = KnowledgeBase(settings())
    with progress("索引") as step:
        report = base.index(rebuild=rebuild, progress=lambda p: step(p.done, p.total))
    base.close()
    if as_json:
        show_json(
            {
                "revision": report.revision,
                "written": report.written,
                "deleted": report.deleted,
                "seconds": report.seconds,
            }
        )
    else:
        show(
            f"索引已到修订号 {report.revision}：写入 {report.written} 条，移除 {report.deleted} 条，"
            f"用时 {report.seconds:.1f} 秒"
        )
