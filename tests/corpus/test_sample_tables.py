"""The sample tables say the same as the sample achievements, once they have been read."""

from pathlib import Path

import pytest

from corpus import samples
from corpus.achievement import Achievement
from corpus.importing.reading import ColumnMapping, load_mapping, read
from corpus.importing.rows import RowRead, RowRejected
from tests.corpus.sample_tables import BAD_ROWS, FOLDER, FORM, FORM_CODE, LIST, SUMMARY, of_year


def rows_of(name: str, mapping: ColumnMapping | None = None) -> list[RowRead | RowRejected]:
    return list(read(FOLDER / name, mapping).rows())


def achievements_of(name: str, mapping: ColumnMapping | None = None) -> dict[str, Achievement]:
    rows = rows_of(name, mapping)
    return {row.record.code: without_source(row.record) for row in rows if isinstance(row, RowRead)}


def without_source(achievement: Achievement) -> Achievement:
    return achievement.model_copy(update={"source": ""})


def expected(year: int) -> dict[str, Achievement]:
    return {achievement.code: without_source(achievement) for achievement in of_year(year)}


def test_the_summary_workbook_reads_as_the_samples_of_2025() -> None:
    assert achievements_of(SUMMARY) == expected(2025)


def test_the_summary_workbook_has_no_bad_rows() -> None:
    assert [row for row in rows_of(SUMMARY) if isinstance(row, RowRejected)] == []


def test_the_list_reads_as_the_samples_of_2023_with_its_mapping() -> None:
    assert achievements_of(LIST, load_mapping(samples.mapping_file())) == expected(2023)


def test_the_list_turns_its_bad_rows_back() -> None:
    rejected = [row for row in rows_of(LIST) if isinstance(row, RowRejected)]
    assert [row.values["项目编号"] for row in rejected] == [row["项目编号"] for row in BAD_ROWS]
    assert "没有成果名称" in rejected[0].reason
    assert "前年" in rejected[1].reason


def test_the_form_reads_as_its_sample() -> None:
    assert achievements_of(FORM) == {FORM_CODE: expected(2026)[FORM_CODE]}


@pytest.mark.parametrize("path", samples.table_files(), ids=lambda path: path.suffix)
def test_tables_are_small_enough_to_ship(path: Path) -> None:
    assert path.stat().st_size <= 100_000
