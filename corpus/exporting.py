"""Writing achievements out as a workbook, a CSV file or JSON Lines; what is written can be imported again."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from corpus.achievement import FIELD_NAMES, Achievement
from corpus.errors import ImportProblem
from corpus.store import Store

LIST_JOINT: Final = "；"
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet take a CSV cell for a formula (OWASP, CSV injection)."""

MAX_CELL: Final = 32_767
"""Characters in one cell of a workbook: Excel's own limit."""

Step = Callable[[int, int | None], None]
Writer = Callable[[Store, Path, Step], int]
"""Writes what a store holds to a file; returns how many records it wrote."""


def export_achievements(store: Store, out: Path, *, progress: Step) -> int:
    """Write all achievements to `out` in the format of its ending, whole or not at all; returns how many.

    A workbook cell holds at most 32,767 characters, so longer texts are cut there; JSON Lines cuts nothing.
    Raises ImportProblem for an ending other than .xlsx, .csv and .jsonl.
    """
    return write_whole(
        store, out, {".xlsx": _write_workbook, ".csv": _write_csv, ".jsonl": _write_json_lines}, progress
    )


def write_whole(store: Store, out: Path, writers: Mapping[str, Writer], progress: Step) -> int:
    """Write `out` by the writer of its ending, whole or not at all; returns how many records it holds.

    Raises ImportProblem for an ending that no writer is for.
    """
    write = writers.get(out.suffix.lower())
    if write is None:
        raise ImportProblem(f"不能导出为“{out.suffix or out.name}”：请用 {'、'.join(writers)} 作后缀")
    unfinished = out.with_name(f"{out.stem}.part{out.suffix}")
    try:
        count = write(store, unfinished, progress)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _records(store: Store, progress: Step) -> Iterator[Achievement]:
    done, total = 0, store.count()
    for batch in store.all():
        yield from (stored.achievement for stored in batch)
        done += len(batch)
        progress(done, total)


def _columns(store: Store) -> dict[str, str]:
    """Field (or `extra:` header) → the header it is written under."""
    extra = {key: None for batch in store.all() for stored in batch for key in stored.achievement.extra}
    known = {field: name for field, name in FIELD_NAMES.items() if field != "extra"}
    return known | {f"extra:{key}": key for key in extra}


def _cell(achievement: Achievement, column: str) -> str | int:
    if column.startswith("extra:"):
        return achievement.extra.get(column.removeprefix("extra:"), "")
    value = getattr(achievement, column)
    if isinstance(value, tuple):
        return LIST_JOINT.join(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else value


def _write_workbook(store: Store, out: Path, progress: Step) -> int:
    import xlsxwriter

    columns = _columns(store)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("成果")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns.values(), book.add_format({"bold": True}))
        row = 0
        for row, achievement in enumerate(_records(store, progress), start=1):
            for number, column in enumerate(columns):
                cell = _cell(achievement, column)
                if isinstance(cell, int):
                    sheet.write_number(row, number, cell)
                elif cell:
                    sheet.write_string(row, number, cell[:MAX_CELL])
        sheet.autofilter(0, 0, row, len(columns) - 1)
    return row


def _write_csv(store: Store, out: Path, progress: Step) -> int:
    columns = _columns(store)
    count = 0
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(columns.values())
        for count, achievement in enumerate(_records(store, progress), start=1):
            rows.writerow([unarmed(_cell(achievement, column)) for column in columns])
    return count


def unarmed(cell: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula; the import takes the apostrophe off again."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _write_json_lines(store: Store, out: Path, progress: Step) -> int:
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for count, achievement in enumerate(_records(store, progress), start=1):
            said = achievement.model_dump(exclude_defaults=True)
            file.write(json.dumps(said, ensure_ascii=False) + "\n")
    return count
