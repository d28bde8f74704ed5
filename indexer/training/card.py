"""The model card of a trained encoder."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from indexer.training.examples import Examples

CARD: Final = "README.md"


def write_card(
    folder: Path, sources: Sequence[str], learned: Examples, figures: Mapping[str, float], seed: int
) -> None:
    """Say in `folder`/README.md what a model is, what it was trained on, how it did on pairs kept aside, and how to
    make it again."""
    counts = {
        "题名与正文": len(learned.titled),
        "问题与段落": len(learned.asked),
        "同义句对": len(learned.same),
        "打分句对": len(learned.scored),
        "单篇文字": len(learned.texts),
    }
    lines = [
        "# innokb 静态编码器",
        "",
        "分词器与一张向量表（sentence-transformers `StaticEmbedding` 格式）：文字的向量是其各片向量的平均，",
        "再化为单位长。",
        "",
        "由 `innokb train-encoder` 用 sentence-transformers 在 CPU 上训练；运行时不需要 torch。",
        "",
        "## 训练数据",
        "",
        *(f"- {source}" for source in sources),
        "",
        "| 种类 | 数量 |",
        "|---|---|",
        *(f"| {name} | {count} |" for name, count in counts.items() if count),
        "",
        "## 留出的题名与正文（未参加训练）",
        "",
        *([f"- {name}：{value:.3f}" for name, value in figures.items()] or ["没有留出。"]),
        "",
        f"随机种子：{seed}",
        "",
    ]
    (folder / CARD).write_text("\n".join(lines), encoding="utf-8")
