"""docs/import.md says what the program does: its column names, its mapping file, its example of rejected rows."""

import re
import tomllib
from pathlib import Path

import pytest

from corpus import samples
from corpus.achievement import FIELD_NAMES
from corpus.importing.columns import mapping_from
from corpus.importing.reading import read
from corpus.importing.rows import RowRejected
from corpus.importing.subjects import ACHIEVEMENTS

DOC = Path(__file__).parents[2] / "docs" / "import.md"

FIELDS = {name: field for field, name in FIELD_NAMES.items()}


def promised_columns() -> list[tuple[str, str]]:
    """(column name, Chinese names of the fields that it may be) for every name in the table of columns."""
    table = DOC.read_text(encoding="utf-8").split("| 收进哪一项 |")[1].split("\n\n")[0]
    found = []
    for row in table.splitlines()[2:]:
        _, fields, columns, _ = (re.sub(r"（.*?）", "", cell) for cell in row.split("|"))
        found += [(column.strip(), fields) for column in re.split("[、/]", columns)]
    return found


@pytest.mark.parametrize(("column", "fields"), promised_columns())
def test_columns_are_understood_as_promised(column: str, fields: str) -> None:
    assert ACHIEVEMENTS.guess(column).field in {FIELDS[name.strip()] for name in re.split("[、/]", fields)}


def test_the_mapping_example_is_a_mapping() -> None:
    examples = re.findall(r"```toml\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    mapping = mapping_from(tomllib.loads("\n".join(reversed(examples))))
    assert mapping.columns == {"专利、软著、标准": "patents", "技术特点": "innovation", "内部备注": ""}
    assert (mapping.sheet, mapping.header_row) == ("汇总表", 5)


def test_the_fields_listed_for_mappings_are_all_there_are() -> None:
    listed = re.search(r"右边可以写的名字：(.*?)。", DOC.read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    assert set(re.split(r"、\s*", listed[1])) == set(FIELDS) - {"其他"}


def test_the_example_of_rejected_rows_is_what_the_sample_gives() -> None:
    path = next(path for path in samples.table_files() if path.suffix == ".csv")
    rejected = [row for row in read(path).rows() if isinstance(row, RowRejected)]
    for row in rejected:
        assert f"未收：{row.place}：{row.reason}" in DOC.read_text(encoding="utf-8")


def test_the_sample_tables_are_named() -> None:
    assert all(path.name in DOC.read_text(encoding="utf-8") for path in samples.table_files())
