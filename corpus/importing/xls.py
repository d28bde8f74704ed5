"""Sheets of an old .xls workbook as grids.

The library that reads the format loads a sheet whole and takes a broken file at its word: one wrong byte makes it ask
for more memory than there is, and the process ends. So it runs in a process of its own, `corpus.importing.xls_reader`,
which may end without harm.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus.errors import UnreadableFile
from corpus.importing.grid import Merge, Row, with_merges
from corpus.importing.xls_reader import LOCKED


@dataclass(frozen=True, slots=True)
class OldSheet:
    """One worksheet of an .xls workbook, the one at `index` (from 0) of its worksheets; a grid."""

    index: int
    name: str
    hidden: bool
    path: Path

    @property
    def place(self) -> str:
        """How people call it."""
        return f"工作表“{self.name}”"

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold text, merged values filled down."""
        with _reader(self.path, str(self.index)) as lines:
            merges = [Merge(*area) for area in json.loads(lines.readline() or "[]")]
            yield from with_merges(map(json.loads, lines), merges)


def sheets_of(path: Path) -> list[OldSheet]:
    """Open a workbook; its worksheets in order. Raises `UnreadableFile`."""
    with _reader(path) as lines:
        sheets = [json.loads(line) for line in lines]
    return [OldSheet(index, name, hidden, path) for index, (name, hidden) in enumerate(sheets)]


@contextmanager
def _reader(path: Path, *sheet: str) -> Iterator[IO[str]]:
    """The lines that the reading process writes; it is ended with the block, and how it ended is looked at."""
    command = [sys.executable, "-m", "corpus.importing.xls_reader", str(path), *sheet]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout
            process.stdout.read()
        except BaseException:
            process.kill()
            raise
    if process.returncode == LOCKED:
        raise UnreadableFile("工作簿加了密码；请在 Excel 里去掉密码后再导入")
    if process.returncode:
        raise UnreadableFile("工作簿已损坏或大得不正常；请用 Excel 打开后“另存为”.xlsx，再导入")
