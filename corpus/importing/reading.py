"""Reading a file of achievements or needs: its tables, then its rows one by one, good and bad."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final, Generic, Protocol, runtime_checkable

from corpus.achievement import Achievement
from corpus.errors import BadMapping, NoTable
from corpus.importing.achievements import Defaults, achievement_of
from corpus.importing.columns import ColumnMapping, load_mapping
from corpus.importing.delimited import encoding_of
from corpus.importing.entries import Entry, read_entry
from corpus.importing.files import Kind, is_named_so, recognise
from corpus.importing.forms import FormTable, is_form
from corpus.importing.grid import Grid, Row
from corpus.importing.jsonlines import ObjectTable
from corpus.importing.needs import need_of
from corpus.importing.rows import Record, RowRead, RowRejected
from corpus.importing.subjects import NEEDS
from corpus.importing.tables import PEEK, Header, Table, find_header, year_above
from corpus.importing.vocabulary import Vocabulary
from corpus.need import Need
from corpus.reports import TableFound

__all__ = ["ColumnMapping", "Reading", "load_mapping", "read", "read_needs"]

KIND_NAMES: Final = {
    Kind.XLSX: "Excel 工作簿（.xlsx）",
    Kind.XLS: "旧版 Excel 工作簿（.xls）",
    Kind.DOCX: "Word 文档（.docx）",
    Kind.JSONL: "JSON Lines（.jsonl）",
    Kind.TEXT: "文本表格（.csv）",
}


Make = Callable[[int | None, Entry], Record]
"""Makes a record of an entry, given the year of entries that say none."""


@runtime_checkable
class NamedGrid(Grid, Protocol):
    """A worksheet: a grid with a name, which Excel may hide."""

    name: str
    hidden: bool


class Source(Protocol):
    """A table, a run of forms, or a file of JSON Lines: whatever entries come from."""

    @property
    def year(self) -> int | None:
        """The year that what stands above it speaks of."""

    @property
    def found(self) -> TableFound:
        """What it is and how its columns were understood."""

    def entries(self) -> Iterator[Entry | RowRejected]:
        """Yield its entries, holding few at a time."""


@dataclass(slots=True)
class Reading(Generic[Record]):
    """A file that has been opened: its `tables` are known, its rows are read as they are asked for.

    `notices` are things a person should know; more may come while the rows are read.
    """

    path: Path
    sources: Sequence[Source]
    vocabulary: Vocabulary
    make: Make[Record]
    given_year: int | None = None
    notices: list[str] = field(default_factory=list)

    @property
    def tables(self) -> list[TableFound]:
        """The tables found, with their columns."""
        return [source.found for source in self.sources]

    @property
    def mapping(self) -> dict[str, str]:
        """Header → field, of all tables together; headers kept under `extra` are left out."""
        return {column.header: column.field for table in self.tables for column in table.columns if column.field}

    @property
    def year(self) -> int | None:
        """The year of rows that say none; None also where tables differ in it."""
        years = {self.given_year or source.year for source in self.sources}
        return years.pop() if len(years) == 1 else None

    def rows(self) -> Iterator[RowRead[Record] | RowRejected]:
        """Yield every row, read or rejected, in the order of the file; memory stays bounded."""
        for source in self.sources:
            make = partial(self.make, self.given_year or source.year)
            for entry in source.entries():
                yield entry if isinstance(entry, RowRejected) else read_entry(entry, make, self.vocabulary.names)


def read(
    path: Path,
    mapping: ColumnMapping | None = None,
    source: str | None = None,
    year: int | None = None,
) -> Reading[Achievement]:
    """Open a file of achievements: .xlsx .xls .csv .tsv .jsonl or .docx, told apart by content.

    `mapping` overrides what synonyms say of the columns. `source` names where all rows come from (default: what a row
    says itself, else the file's name); `year` is the year of rows that say none. Raises `UnreadableFile`, `NoTable` or
    `BadMapping`; single bad rows are no error.
    """

    def make(year: int | None, entry: Entry) -> Achievement:
        return achievement_of(entry, Defaults(source or path.name, year, own_source=source is None))

    return _open(path, mapping or ColumnMapping(), make, year)


def read_needs(path: Path, mapping: ColumnMapping | None = None) -> Reading[Need]:
    """Open a file of needs, of the same kinds and with the same errors."""
    return _open(path, mapping or ColumnMapping(vocabulary=NEEDS), lambda _, entry: need_of(entry), None)


def _open(path: Path, mapping: ColumnMapping, make: Make[Record], year: int | None) -> Reading[Record]:
    kind = recognise(path)
    notices: list[str] = []
    if not is_named_so(path, kind):
        notices.append(f"文件名以“{path.suffix}”结尾，内容其实是{KIND_NAMES[kind]}，已按内容读取")
    sources = _sources(path, kind, mapping, notices)
    mapping.require(column.header for each in sources for column in each.found.columns)
    return Reading(path, sources, mapping.vocabulary, make, year, notices)


def _sources(path: Path, kind: Kind, mapping: ColumnMapping, notices: list[str]) -> list[Source]:
    def say(notice: str) -> None:
        if notice not in notices:
            notices.append(notice)

    if kind is Kind.JSONL:
        return [_objects(path, mapping)]
    grids = _wanted(_grids(path, kind, mapping.vocabulary, say), mapping, say)
    sources = _tables(grids, mapping, say)
    if not sources:
        first, second = mapping.vocabulary.examples
        raise NoTable(
            f"没有找到{mapping.vocabulary.subject}表：任何一行都不像表头（至少要有“{first}”或“{second}”一列）；"
            "请检查表头，或用映射文件指明表头所在的行和各列的含义"
        )
    return sources


def _objects(path: Path, mapping: ColumnMapping) -> ObjectTable:
    table = ObjectTable(path, encoding_of(path), mapping)
    if not any(column.field in mapping.vocabulary.naming for column in table.found.columns):
        keys = "、".join(column.header for column in table.found.columns)
        name = mapping.vocabulary.examples[0]
        raise NoTable(f"没有一个键是{name}（title、{name}…）；文件中的键有：{keys or '（无）'}")
    return table


def _grids(path: Path, kind: Kind, vocabulary: Vocabulary, say: Callable[[str], None]) -> Sequence[Grid]:
    match kind:
        case Kind.XLSX:
            from corpus.importing import xlsx

            return xlsx.sheets_of(path, say)
        case Kind.XLS:
            from corpus.importing import xls

            return xls.sheets_of(path)
        case Kind.DOCX:
            from corpus.importing import word

            return word.tables_of(path)
        case _:
            from corpus.importing import delimited

            return [delimited.table_of(path, vocabulary)]


def _wanted(grids: Sequence[Grid], mapping: ColumnMapping, say: Callable[[str], None]) -> list[Grid]:
    """The grids that are to be read: the sheet that the mapping names, or else all that are not hidden."""
    if mapping.sheet is not None:
        names = [grid.name for grid in grids if isinstance(grid, NamedGrid)]
        if mapping.sheet not in names:
            raise BadMapping(f"映射里的工作表“{mapping.sheet}”不存在；文件中有：{'、'.join(names) or '（无工作表）'}")
        return [grid for grid in grids if isinstance(grid, NamedGrid) and grid.name == mapping.sheet]
    for grid in grids:
        if isinstance(grid, NamedGrid) and grid.hidden:
            say(f"{grid.place}是隐藏的，未读取；如需导入请先取消隐藏")
    return [grid for grid in grids if not (isinstance(grid, NamedGrid) and grid.hidden)]


def _tables(grids: Sequence[Grid], mapping: ColumnMapping, say: Callable[[str], None]) -> list[Source]:
    tables: list[Table] = []
    forms: list[Grid] = []
    for grid in grids:
        rows = list(islice(grid.rows(), PEEK))
        header = find_header(rows, mapping)
        if is_form(rows, header, mapping, continued=bool(forms)):
            forms.append(grid)
            continue
        if header is None:
            if rows:
                say(f"{grid.place.strip()}里没有“{mapping.vocabulary.examples[0]}”一类的列，已跳过".strip())
            continue
        tables.append(Table(grid, header, mapping, rows, say, _year(rows, header, grid, say)))
    sure = _sure(tables, mapping, say)
    return [FormTable(forms, mapping), *sure] if forms else [*sure]


def _sure(tables: Sequence[Table], mapping: ColumnMapping, say: Callable[[str], None]) -> Sequence[Table]:
    """The tables that are such for sure, or all where none is or a person has spoken."""
    sure = [table for table in tables if table.header.is_sure]
    if not sure or mapping.columns:
        return tables
    for table in tables:
        if not table.header.is_sure:
            name = table.header.columns[table.header.title or 0].header
            say(f"{table.grid.place}只有“{name}”一列像{mapping.vocabulary.examples[0]}，已跳过；如需导入请用映射指明")
    return sure


def _year(rows: Sequence[Row], header: Header, grid: Grid, say: Callable[[str], None]) -> int | None:
    if any(column.field == "year" for column in header.columns):
        return None
    year = year_above(rows, header, grid.place)
    if year:
        say(f"{grid.place}没有年度列，按标题里的“{year}年”填写".strip())
    return year
