"""Tables of a Word document as grids."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import UnreadableFile
from corpus.importing.cells import tidy
from corpus.importing.grid import Row

_MARKS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "delText": "", "instrText": "", "rPr": ""}
"""What stands in a run besides text, and how it reads."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """One table of a document; a grid. `number` counts from 1 in the order of the document."""

    number: int
    element: Any

    @property
    def place(self) -> str:
        """How people call it."""
        return f"表格 {self.number} "

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold text, merged values filled down."""
        above: dict[int, str] = {}
        for number, row in enumerate(self.element.tr_lst, start=1):
            cells: dict[int, str] = {}
            wide: dict[int, int] = {}
            continued = set()
            for cell in row.tc_lst:
                column = cell.grid_offset
                if cell.vMerge == "continue":
                    cells[column] = above.get(column, "")
                    continued.add(column)
                else:
                    cells[column] = _text(cell)
                if cell.grid_span > 1:
                    wide[column] = column + cell.grid_span - 1
            above = cells
            texts = tuple(cells.get(column, "") for column in range(max(cells, default=-1) + 1))
            if any(text for column, text in cells.items() if column not in continued):
                yield Row(number, texts, wide, frozenset(continued))


def tables_of(path: Path) -> list[WordTable]:
    """Open a document; its outermost tables in order. Raises `UnreadableFile`."""
    from docx import Document

    try:
        body = Document(str(path)).element.body
    except Exception as problem:
        raise UnreadableFile(f"Word 文件已损坏（{problem}）；请用 Word 打开修复后另存") from problem
    return [WordTable(number, element) for number, element in enumerate(body.iterchildren("{*}tbl"), start=1)]


def _text(cell: Any) -> str:
    """The paragraphs of a cell, one a line, those of tables within it included."""
    return tidy("\n".join(_line(paragraph) for paragraph in cell.iter("{*}p")))


def _line(paragraph: Any) -> str:
    return "".join(
        _MARKS.get(node.tag.rpartition("}")[2], node.text or "") for run in paragraph.iter("{*}r") for node in run
    )
