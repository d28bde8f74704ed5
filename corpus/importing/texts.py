"""The texts that the cells of a workbook refer to by number."""

import re
import tempfile
import weakref
import zipfile
from array import array
from functools import lru_cache
from typing import Final

from corpus.errors import UnreadableFile
from corpus.importing.ooxml import Attributes, parse

SPOOL: Final = 16 * 1024**2
"""Bytes of texts that are kept in memory; more go to a temporary file."""

BLOCK: Final = 64 * 1024
"""Bytes read at once from that file."""

RECENT: Final = 4096
"""Texts remembered, for those that come in every row."""

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class SharedTexts:
    """Texts by number: on disk when they are many, eight bytes of memory for each."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115 (lives as long as the workbook)
        weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])
        self._block = b""
        self._block_start = 0
        self.text = lru_cache(maxsize=RECENT)(self._text)
        """Give the text of a number; those asked for again and again are remembered."""

    @classmethod
    def of(cls, archive: zipfile.ZipFile, part: str | None) -> "SharedTexts":
        """Read the part that holds the texts, where the workbook has one."""
        texts = cls()
        if part is not None:
            for _ in parse(archive, part, _TextsHeard(texts)):
                pass
        return texts

    def add(self, text: str) -> None:
        """Append the text with the next number."""
        self._ends.append(self._ends[-1] + self._file.write(text.encode("utf-8", "surrogatepass")))

    def _text(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise UnreadableFile(f"工作簿已损坏：单元格引用了不存在的第 {number} 条文字；请用 Excel 打开修复后另存")
        start, end = self._ends[number], self._ends[number + 1]
        if start < self._block_start or end > self._block_start + len(self._block):
            self._file.seek(start)
            self._block, self._block_start = self._file.read(max(end - start, BLOCK)), start
        return self._block[start - self._block_start : end - self._block_start].decode("utf-8", "surrogatepass")


class _TextsHeard:
    """Hears the string items of a workbook: their runs joined, their phonetic guides (rPh) left out."""

    def __init__(self, texts: SharedTexts) -> None:
        self.starts = {"si": self._start_item, "t": self._listen, "rPh": self._start_guide}
        self.ends = {"si": self._end_item, "t": self._pause, "rPh": self._end_guide}
        self._texts = texts
        self._item = ""
        self._listening = self._in_guide = False

    def text(self, data: str) -> None:
        if self._listening:
            self._item += data

    def _start_item(self, _: Attributes) -> None:
        self._item = ""

    def _end_item(self) -> None:
        self._texts.add(unescaped(self._item))

    def _listen(self, _: Attributes) -> None:
        self._listening = not self._in_guide

    def _pause(self) -> None:
        self._listening = False

    def _start_guide(self, _: Attributes) -> None:
        self._in_guide = True

    def _end_guide(self) -> None:
        self._in_guide = False


def unescaped(text: str) -> str:
    """Undo the workbook's way of writing characters that XML has no place for: `_x000D_`."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
