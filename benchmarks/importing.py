"""Reading a large workbook: `python -m benchmarks.importing [--rows N] [--library NAME]`.

Makes a workbook of synthetic achievements (15 columns, a merged title row above the header) and measures, each in a
process of its own: the whole import into an empty SQLite store; reading alone; and going through the cells with
python-calamine and with openpyxl, which is what the choice of the reader rests on. Seconds are of computing and by the
clock, memory is the peak of the process.
"""

import argparse
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

import xlsxwriter

from corpus.achievement import FIELD_NAMES
from corpus.synthetic import achievements

COLUMNS = (
    *("code", "title", "kind", "unit", "people", "region", "industry", "year", "level", "award"),
    *("background", "summary", "innovation", "benefit", "patents"),
)

MEASURED = {
    "import": """
from corpus.importing.run import import_file
from corpus.store import Store
with Store.open("sqlite:///" + str(path.parent / "store.sqlite")) as store:
    count = import_file(store, path).rows
""",
    "read": """
from corpus.importing.reading import read
count = sum(1 for _ in read(path).rows())
""",
    "calamine": """
from python_calamine import CalamineWorkbook
count = sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())
""",
    "openpyxl": """
from openpyxl import load_workbook
count = sum(1 for _ in load_workbook(path, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True))
""",
}

MEASURING = """
import resource, sys, time
from pathlib import Path
path = Path(sys.argv[1])
started = time.perf_counter()
{body}
seconds = time.perf_counter() - started
computing = resource.getrusage(resource.RUSAGE_SELF).ru_utime
peak = next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(f"{{count:>8,}} rows {{computing:>7.1f}} s computing {{seconds:>7.1f}} s {{peak:>6.0f}} MB")
"""


def write_workbook(path: Path, rows: int) -> None:
    """Write synthetic achievements under a title row and a header, texts shared between cells as Excel does it."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("汇总表")
        sheet.write_string(0, 0, "职工创新成果汇总表")
        sheet.write_row(1, 0, [FIELD_NAMES[name] for name in COLUMNS])
        for number, each in enumerate(islice(achievements(rows), rows), start=2):
            values = (getattr(each, name) for name in COLUMNS)
            sheet.write_row(number, 0, ["、".join(value) if isinstance(value, tuple) else value for value in values])


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--library", choices=MEASURED, action="append", help="measure this alone")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        write_workbook(path, asked.rows)
        print(f"workbook: {path.stat().st_size / 1e6:.0f} MB")
        for name in asked.library or MEASURED:
            print(f"{name:<9}", end=" ", flush=True)
            subprocess.run([sys.executable, "-c", MEASURING.format(body=MEASURED[name]), str(path)], check=True)


if __name__ == "__main__":
    main()
