"""Deals as files: a workbook, a CSV file or JSON Lines."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from corpus.deals.ledger import COLUMNS, Cell, Row, counting, rows_of, write_ledger
from corpus.deals.summary import write_summary
from corpus.exporting import Step as Progress
from corpus.exporting import unarmed, write_whole
from corpus.store import DealsWanted, Store


def export_deals(store: Store, out: Path, *, progress: Progress, confidential: bool = False) -> int:
    """Write all deals to `out` in the format of its ending, whole or not at all; returns how many.

    Those that are void are left out but for JSON Lines, which has the whole history of each. Confidential achievements
    are not named unless `confidential` asks for it.

    Raises ImportProblem for an ending other than .xlsx, .csv and .jsonl.
    """
    formats = {".xlsx": _write_xlsx, ".csv": _write_csv, ".jsonl": _write_json_lines}
    writers = {ending: partial(write, confidential=confidential) for ending, write in formats.items()}
    return write_whole(store, out, writers, progress)


def open_workbook(out: Path | BinaryIO) -> Any:
    """A workbook that takes no text for a formula, a link or a number."""
    import xlsxwriter

    return xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True})


def _write_xlsx(store: Store, out: Path, progress: Progress, *, confidential: bool) -> int:
    with open_workbook(out) as book:
        count = write_ledger(_counted(store, progress, confidential), book)
        write_summary(store, DealsWanted(), book)
    return count


def _write_csv(store: Store, out: Path, progress: Progress, *, confidential: bool) -> int:
    count = 0
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        written = csv.writer(file)
        written.writerow([column.header for column in COLUMNS])
        for count, row in enumerate(counting(_counted(store, progress, confidential)), start=1):
            written.writerow([_text(column.of(row)) for column in COLUMNS])
    return count


def _text(cell: Cell) -> str | int:
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return cell.isoformat() if isinstance(cell, date) else unarmed("" if cell is None else cell)


def _write_json_lines(store: Store, out: Path, progress: Progress, *, confidential: bool) -> int:
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for count, row in enumerate(_counted(store, progress, confidential), start=1):
            told = row.deal.model_dump(mode="json")
            told |= told.pop("parties") | {"title": row.title, "unit": row.unit, "stage": row.deal.stage}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
    return count


def _counted(store: Store, progress: Progress, confidential: bool) -> Iterator[Row]:
    for done, row in enumerate(rows_of(store, confidential=confidential), start=1):
        yield row
        progress(done, None)
