"""How an office sets a document: A4, 宋体 and 黑体, numbered pages, tables with lines."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from search_api.duplicates.documents.cells import printable

SONG: Final = "宋体"
HEI: Final = "黑体"
LATIN: Final = "Times New Roman"

BODY: Final = Pt(10.5)
SMALL: Final = "Small"
"""The style of tables and notes."""

CELL_AIR: Final = 24
"""Twentieths of a point between the text of a cell and its lines."""

GREY: Final = RGBColor(0x80, 0x80, 0x80)
HEADER_FILL: Final = "E7ECF2"


def blank_paper(header: str) -> Paper:
    """An empty document with the styles, margins, header and numbered footer of a report."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    _set_style(paper, "Normal", SONG, BODY)
    paper.styles.add_style(SMALL, WD_STYLE_TYPE.PARAGRAPH).base_style = paper.styles["Normal"]
    _set_style(paper, SMALL, SONG, Pt(9))
    paper.styles[SMALL].paragraph_format.space_after = Pt(0)
    _set_style(paper, "Title", HEI, Pt(22))
    for level, size in enumerate((Pt(15), Pt(12), Pt(10.5)), start=1):
        _set_style(paper, f"Heading {level}", HEI, size)
    _set_header(section.header.paragraphs[0], header)
    _number_pages(section.footer.paragraphs[0])
    return paper


def paragraph(place: Any, text: str, *, note: bool = False, bold: bool = False, after: float = 4) -> Paragraph:
    """A paragraph of text at the end of a document or cell; a note is set small."""
    added: Paragraph = place.add_paragraph()
    if note:
        small(added)
    added.paragraph_format.space_after = Pt(after)
    run(added, text, bold=bold)
    return added


def run(place: Paragraph, text: str, *, bold: bool = False) -> Run:
    """Text at the end of a paragraph."""
    added = place.add_run(printable(text))
    if bold:
        added.bold = True
    return added


def small(place: Paragraph) -> Paragraph:
    """Set a paragraph in the size of tables and notes; by a style, as a size for each run takes long."""
    place._p.get_or_add_pPr().style = SMALL
    return place


def shaded(place: Run, fill: str) -> None:
    """Give a run a background, as a hexadecimal colour."""
    place._r.get_or_add_rPr().append(_shading(fill))


def table(paper: Paper, widths_cm: Sequence[float], header: Sequence[str] = ()) -> Table:
    """A table with lines, and with a header row that each of its pages repeats."""
    made: Table = paper.add_table(rows=0, cols=len(widths_cm), style="Table Grid")
    made._tbl.tblPr.append(_cell_margins())
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths_cm, strict=True):
        column.width = Cm(width)
    if header:
        cells = add_row(made, header, bold=True)
        for cell in cells:
            fill(cell)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return made


def add_row(made: Table, texts: Iterable[str], *, bold: bool = False) -> Sequence[_Cell]:
    """A row of text that does not break across pages."""
    cells = empty_row(made, whole=True)
    for cell, text in zip(cells, texts, strict=True):
        write(cell, text, bold=bold)
    return cells


def empty_row(made: Table, *, whole: bool = False) -> Sequence[_Cell]:
    """A row to be written into; a `whole` one does not break across pages."""
    row: Any = cast(Any, made).add_row()
    if whole:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells: Sequence[_Cell] = row.cells
    return cells


def write(cell: _Cell, text: str, *, bold: bool = False) -> Paragraph:
    """Text in the first paragraph of a cell."""
    first: Paragraph = small(cell.paragraphs[0])
    run(first, text, bold=bold)
    return first


def fill(cell: _Cell, color: str = HEADER_FILL) -> None:
    """Give a cell a background."""
    cell._tc.get_or_add_tcPr().append(_shading(color))


def _shading(color: str) -> Any:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), color)
    return shading


def _cell_margins() -> Any:
    """Air above and below the text of every cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_AIR))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _set_style(paper: Paper, name: str, font: str, size: Any) -> None:
    style: Any = paper.styles[name]
    style.font.name, style.font.size = LATIN, size
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.bold = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), font)
    if name == "Title":
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)


def _set_header(place: Paragraph, text: str) -> None:
    small(place).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run(place, text).font.color.rgb = GREY


def _number_pages(place: Paragraph) -> None:
    small(place).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES"), (" 页", "")):
        run(place, text)
        if code:
            _field(run(place, ""), code)


def _field(place: Run, code: str) -> None:
    for kind in ("begin", code, "end"):
        if kind == code:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        place._r.append(element)
