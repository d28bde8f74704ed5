"""Texts fit for a report, which goes into a database, a workbook and over the network: no half characters."""

from dataclasses import replace

from corpus.reports import RowRejected, TableFound


def whole(text: str) -> str:
    """The text with a question mark for every lone surrogate."""
    return text.encode("utf-8", "replace").decode()


def whole_row(row: RowRejected) -> RowRejected:
    """A rejected row with whole characters only."""
    values = {whole(header): whole(text) for header, text in row.values.items()}
    return RowRejected(whole(row.place), whole(row.reason), values)


def whole_table(table: TableFound) -> TableFound:
    """A table with whole characters only."""
    columns = (
        replace(column, header=whole(column.header), samples=tuple(map(whole, column.samples)))
        for column in table.columns
    )
    return TableFound(whole(table.place), tuple(columns))
