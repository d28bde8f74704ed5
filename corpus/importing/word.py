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


_BOXES: Final = {"F052": "☑", "F0FE": "☑", "F0FD": "☒", "F053": "☒", "F0A3": "□", "F0A8": "□", "F06F": "□", "F02A": "□"}
"""Boxes to tick, as the Wingdings fonts number them."""

FRAME_CELLS: Final = 2
"""A table of so few cells with tables inside is a frame around them."""


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
        for number, row in enumerate(_children(self.element, "tr"), start=1):
            cells: dict[int, str] = {}
            wide: dict[int, int] = {}
            continued = set()
            column = row.grid_before
            for cell in _children(row, "tc"):
                if cell.vMerge == "continue":
                    cells[column] = above.get(column, "")
                    continued.add(column)
                else:
                    cells[column] = _text(cell)
                if cell.grid_span > 1:
                    wide[column] = column + cell.grid_span - 1
                column += cell.grid_span
            above = cells
            if any(text for column, text in cells.items() if column not in continued):
                texts = tuple(cells.get(column, "") for column in range(max(cells) + 1))
                yield Row(number, texts, wide, frozenset(continued))


def tables_of(path: Path) -> list[WordTable]:
    """Open a document; its tables in order. Raises `UnreadableFile`.

    A table within a table is part of the cell around it, unless the outer one is a mere frame.
    """
    from docx import Document

    try:
        body = Document(str(path)).element.body
    except Exception as problem:
        raise UnreadableFile(f"Word 文件已损坏（{problem}）；请用 Word 打开修复后另存") from problem
    found = (inner for table in _children(body, "tbl") for inner in _unframed(table))
    return [WordTable(number, element) for number, element in enumerate(found, start=1)]


def _unframed(table: Any) -> Iterator[Any]:
    cells = [cell for row in _children(table, "tr") for cell in _children(row, "tc")]
    within = [inner for cell in cells for inner in _children(cell, "tbl")]
    if within and len(cells) <= FRAME_CELLS:
        for inner in within:
            yield from _unframed(inner)
    else:
        yield table


def _children(element: Any, name: str) -> Iterator[Any]:
    """The children of a name, those inside content controls included."""
    for child in element.iterchildren():
        match _local(child):
            case tag if tag == name:
                yield child
            case "sdt":
                for content in child.iterchildren("{*}sdtContent"):
                    yield from _children(content, name)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(cell: Any) -> str:
    """The paragraphs of a cell, one a line, those of tables within it included."""
    return tidy("\n".join(_line(paragraph) for paragraph in cell.iter("{*}p")))


def _line(paragraph: Any) -> str:
    return "".join(_shown(node) for run in paragraph.iter("{*}r") for node in run)


def _shown(node: Any) -> str:
    name = _local(node)
    if name == "sym":
        code = next((value for key, value in node.attrib.items() if key.endswith("}char")), "")
        return _BOXES.get(code.upper(), "")
    return _MARKS.get(name, node.text or "")
