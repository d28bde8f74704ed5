"""`innokb train-encoder`: a static encoder of one's own."""

from pathlib import Path

import click

from ui.cli.options import settings
from ui.cli.printing import say


@click.command("train-encoder")
@click.option(
    "--out",
    required=True,
    metavar="目录",
    type=click.Path(file_okay=False, path_type=Path),
    help="模型写到哪个目录（须为空或不存在）",
)
@click.option(
    "--pairs",
    metavar="文件",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="题名与正文对的 JSONL 文件，可给出多个",
)
@click.argument("more", metavar="[文件...]", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from-store", is_flag=True, help="用库里自己的成果训练")
@click.option("--seed", type=int, default=20261, show_default=True, help="随机种子；同样的种子得到同样的模型")
def train_encoder(out: Path, pairs: tuple[Path, ...], more: tuple[Path, ...], from_store: bool, seed: int) -> None:
    """训练静态编码器（CPU 上几分钟），之后用 INNOKB_ENCODER=目录 启用并重建索引。

    例：innokb train-encoder --from-store --out 我的编码器
    """
    if not pairs and not from_store:
        raise click.UsageError("请用 --pairs 给出题名与正文对，或用 --from-store 取库里的成果")
    from corpus.store import Store
    from indexer.training import train

    store = Store.open(settings().store_url) if from_store else None
    train([*pairs, *more], out, store=store, seed=seed, progress=say)
    say(f"编码器已写入 {out}。启用：INNOKB_ENCODER={out} innokb index --rebuild")
