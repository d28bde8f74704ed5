"""Which index may be asked with which settings."""

from typing import Final

from indexer.engine.protocol import Recipe
from indexer.errors import IndexMismatch

REBUILD: Final = "innokb index --rebuild"


def refuse_other(found: Recipe, wanted: Recipe) -> None:
    """Raise IndexMismatch where an index was made with another recipe, naming what differs."""
    names = {"schema": "格式", "tokenizer": "分词", "dictionary": "词典", "encoder": "向量模型", "dimensions": "维数"}
    different = [
        f"{name}：索引用的是 {getattr(found, key)}，现在是 {getattr(wanted, key)}"
        for key, name in names.items()
        if getattr(found, key) != getattr(wanted, key)
    ]
    if different:
        raise IndexMismatch(
            f"索引与现在的设置不符（{'；'.join(different)}）。请运行 {REBUILD} 重建，或改回原来的设置。"
        )
