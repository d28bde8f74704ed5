"""What a person should know of an import although the rows went in."""

from collections import defaultdict
from typing import Final

from corpus.importing.spool import PlacedEntry
from corpus.store import Known
from corpus.store.entry import has_code

SHOWN: Final = 20
"""Notices of one kind that are spelled out; the rest is counted."""


class Notices:
    """Collects notices by kind, in the order in which they arise."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = defaultdict(list)
        self._counts: dict[str, int] = defaultdict(int)

    def all(self) -> tuple[str, ...]:
        """Every notice, and for kinds with very many how many more there are."""
        return tuple(
            text
            for kind, texts in self._texts.items()
            for text in (*texts, *self._more(kind, self._counts[kind] - len(texts)))
        )

    def repeated(self, row: PlacedEntry, first: str) -> None:
        """A row says exactly what an earlier one says."""
        self._add("重复行", f"{row.place}与{first}完全相同，只收一次。")

    def shared(self, row: PlacedEntry, first: str) -> None:
        """Two rows of the file have one identity and say different things."""
        if has_code(row.entry.code):
            text = f"{row.place}的编号“{row.entry.code}”与{first}相同，但内容不同：两条都保留，请核对编号。"
        else:
            text = f"{row.place}与{first}的名称和单位相同，但内容不同：两条都保留，请核对是否为同一项。"
        self._add("编号或名称相同", text)

    def taken(self, row: PlacedEntry, other: Known) -> None:
        """The number of a new achievement is that of another one in the store."""
        self._add(
            "编号已被占用",
            f"{row.place}的编号“{row.entry.code}”在库中已属于另一项《{_short(other.title)}》（id {other.id}）："
            "两条都保留，请核对编号。",
        )

    def restored(self, row: PlacedEntry, record: Known) -> None:
        """A deleted record is brought back."""
        self._add("恢复", f"{row.place}《{_short(row.entry.title)}》曾被删除，随本次导入恢复（id {record.id}）。")

    def renamed(self, row: PlacedEntry, record: Known) -> None:
        """A record gets another title."""
        self._add(
            "改名",
            f"{row.place}（编号“{row.entry.code}”）的名称由《{_short(record.title)}》改为"
            f"《{_short(row.entry.title)}》，按同一项更新（id {record.id}）。",
        )

    def _add(self, kind: str, text: str) -> None:
        self._counts[kind] += 1
        if len(self._texts[kind]) < SHOWN:
            self._texts[kind].append(text)

    @staticmethod
    def _more(kind: str, count: int) -> tuple[str, ...]:
        return (f"另有 {count} 行属于“{kind}”，未一一列出。",) if count else ()


def _short(title: str) -> str:
    return title if len(title) <= 30 else f"{title[:29]}…"
